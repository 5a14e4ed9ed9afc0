readers.declaration = (q) => {
  const missing = $$('input', q).findIndex((box) => !box.checked);
  return chosen(q)[0] && missing + 1 ? wrong('missing', missing + 1) : chosen(q);
};

readers.declaration = (q) => {
  const missing = $$('input', q).findIndex((box) => !box.checked);
  return q.querySelector(':checked') && missing >= 0 ? wrong('missing', missing + 1) : chosen(q);
};

formats.number = /^[ ,]*-?([ ,]*\d){1,12}[ ,]*$/;
readers.number = (q, text, limits) => {
  const value = readers.short_text(q, text, {}).replace(/[ ,]/g, '');
  return value && +value < limits.min ? wrong('too_small') : +value > limits.max ? wrong('too_large') : value;
};

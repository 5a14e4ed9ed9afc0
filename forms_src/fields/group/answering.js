// The errors of a group are forgotten with the numbers that they name; the next press finds what is left.
actions.remove = (button) => {
  const item = button.parentNode;
  const group = item.parentNode;
  const items = itemsOf(group);
  const title = headingOf(item)?.textContent;
  if (!title || isFilled(item) && !confirm(`Remove ${title}? Its answers will be lost.`)) return !title;
  clearErrors(group);
  forgetSummary();
  if (!items[group.dataset.min]) addItem(group);
  item.remove();
  return changed(group, $$('button', group).pop(), `${title} was removed`);
};

const itemsOf = (group) => $$('.item', group);

// An item counts if anything in it is answered, or if it is needed to make up the smallest number.
const isCounted = (item) => {
  const items = itemsOf(item.parentNode);
  const blank = items.filter((one) => !isFilled(one));
  return isFilled(item) || blank.indexOf(item) < item.parentNode.dataset.min - items.length + blank.length;
};
readers.group = (q) => itemsOf(q).filter(isFilled);

// The number of an item is in its names and ids, wherever they stand, and at the end of its heading and button.
const headingOf = (item) => $$('legend', item)[0];
const renumber = (item, n) => {
  const pattern = new RegExp(`\\b(${item.id.split('-')[0]}-)\\d+`, 'g');
  [item, ...$$('*', item)].forEach((element) => [...element.attributes].forEach((attribute) => {
    attribute.value = attribute.value.replace(pattern, `$1${n + 1}`);
  }));
  [headingOf(item), item.lastElementChild].forEach((element) => {
    element.textContent = element.textContent.replace(/\d+$/, n + 1);
  });
};
const clearErrors = (within) => questions(within).forEach((q) => showError(q, ''));
const addItem = (group) => {
  const items = itemsOf(group);
  const item = items[0].cloneNode(true);
  renumber(item, items.length);
  items.pop().after(item);
  inputsOf(item).forEach((input) => {
    if (isTicked(input)) input.checked = false;
    else input.value = '';
  });
  clearErrors(item);
  return item;
};
const changed = (group, focused, words) => {
  itemsOf(group).forEach(renumber);
  update();
  focused.focus();
  focused.scrollIntoView();
  group.lastElementChild.textContent = words;
  return false;
};

// Beyond the most, the server says so.
actions.add = (button) => {
  const group = button.parentNode;
  return itemsOf(group)[group.dataset.max - 1] || changed(group, addItem(group), 'Added');
};

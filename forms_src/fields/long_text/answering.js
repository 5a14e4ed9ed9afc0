// What is seen follows each key; what is said waits until typing rests.
let resting;
count = (area) => {
  const left = area.dataset.max - [...area.value.trim()].length;
  const words = `${inWords(Math.abs(left))} character${left * left === 1 ? '' : 's'} ${left < 0 ? 'too many' : 'left'}`;
  $(`${area.id}-count`).textContent = words;
  if (area !== document.activeElement) return;
  clearTimeout(resting);
  resting = setTimeout(() => {
    $('status').textContent = words;
  }, 1000);
};
$$('textarea').forEach(count);

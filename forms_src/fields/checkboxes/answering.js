// “None of these” and the like go with no other option: what is ticked last stays.
document.addEventListener('change', (event) => {
  const box = event.target;
  const ticked = $$(`[name="${box.name}"]:checked`);
  const others = ticked.filter((other) => other !== box && ('x' in box.dataset || 'x' in other.dataset));
  if (!box.checked || !others[0]) return;
  others.forEach((other) => {
    other.checked = false;
  });
  $('status').textContent = `Only ${box.parentNode.textContent} is ticked`;
});

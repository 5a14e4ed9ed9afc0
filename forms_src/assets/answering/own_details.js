// Keeps the answers that a definition marks, about the provider and the person who reports, on this device: only if they
// ask for it, under one key for all forms, and nothing else. A blank form starts with them.
const own = $$('[data-own]');
const readKept = () => JSON.parse(localStorage.details || '{}');
const ownAnswers = () => {
  const names = own.filter(isShown).map(nameOf);
  return Object.fromEntries([...new FormData($('report'))].filter(([name]) => names.includes(name)));
};

// A press that is let go to the check page keeps them, in place of those before.
const keepDetails = () => {
  if ($('keep')?.checked) localStorage.details = JSON.stringify({...readKept(), ...ownAnswers()});
};
const forget = () => {
  delete localStorage.details;
  $('keep').checked = false;
  $('kept').hidden = true;
  $('status').textContent = $('keep-status').textContent = 'Cleared. No details are kept on this device now.';
  return false;
};
actions.forget = forget;

const fillIn = (q, value) => {
  const name = nameOf(q);
  const above = $(`${name}-hint`) || $$('legend,label', q)[0];
  $$('[name]', q).forEach((input) => {
    if (isTicked(input)) input.checked = input.value === value;
    else input.value = value;
  });
  above.insertAdjacentHTML('afterend', `<p class="hint" id="${name}-carried"><strong>Filled in from this device: check it</strong>`);
  showError(q, '');
};
const keepBox = '<div class="box"><label><input type="checkbox" id="keep" aria-describedby="keep-hint">Keep my provider and contact details on this device</label><p class="hint" id="keep-hint">Next time, a blank form starts with them. We keep nothing about the incident or the people in it. Do not tick this on a device that other people use: they could see your details.</p><div id="kept"><p>Details from an earlier report are kept on this device.</p><button type="button" value="forget">Clear my details from this device</button></div><p id="keep-status"></p></div>';
const offerToKeep = () => {
  const known = readKept();
  const isKept = !!Object.keys(known)[0];
  own[own.length - 1].insertAdjacentHTML('afterend', keepBox);
  $('keep').checked = isKept;
  $('kept').hidden = !isKept;
  $('keep').onchange = () => $('keep').checked || forget();
  if ($$('section').some(isFilled)) return;
  own.filter((q) => known[nameOf(q)]).forEach((q) => fillIn(q, known[nameOf(q)]));
  update();
  if (open) show();
};
// Where storage is forbidden, nothing is offered.
try {
  if (own[0]) offerToKeep();
} catch {
  own.length = 0;
}

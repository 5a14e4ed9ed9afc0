// Numbers with a known shape, as in identifiers.py; spaces may stand anywhere. The check character of a
// report reference is left to the server: its arithmetic would take the script over its budget.
formats.ndis_participant_number = /^(\s*\d){9}$/;
formats.ndis_registration_id = /^(\s*[a-z\d-]){3,20}$/i;
formats.abn = {
  test: (text) => /^(\s*\d){11}$/.test(text)
    && text.match(/\d/g).reduce((sum, digit, n) => sum + (digit - !n) * (n ? 2 * n - 1 : 10), 0) % 89 === 0,
};

readers.short_text = (q, text, limits) => {
  const kind = q.dataset.k || q.dataset.t;
  if (text && formats[kind]?.test(text) === false) return wrong(q.dataset.k ? 'identifier' : `not_${kind}`);
  return [...text].length > (limits.max || 200) ? wrong('too_long') : text;
};

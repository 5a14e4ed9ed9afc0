// As fields/dates.py reads a day, and for moments the time after it. Of a month in words three letters are judged.
readers.date = (q) => {
  const boxes = $$('.parts input', q);
  const typed = boxes.map((box) => box.value.trim());
  const missing = boxes.filter((box) => !box.value.trim()).map((box) => box.id.split('-').pop());
  if (!typed.join('')) return '';
  if (missing[0]) return wrong('incomplete', missing[0], {parts: `a ${missing.join(' and a ')}`});
  const [day, month, year, time] = typed;
  const number = isNaN(month) ? new Date(`1 ${month} 2000`).getMonth() : month - 1;
  const date = new Date(Date.UTC(year, number, day));
  const isReal = date.getUTCMonth() === number && /^\d\d? (19|2[01])\d\d$/.test(`${day} ${year}`);
  if (!isReal) return wrong('not_real', 'day');
  if (time && isWrong(time)) return unreadable;
  // Only what is so in every zone: where it is a question of hours, the server judges.
  const daysOff = (date - Date.now()) / 864e5 * {past: 1, future: -1}[q.dataset.b];
  return daysOff > 1 ? wrong(q.dataset.b, 'day') : [date.toISOString().slice(0, 10), time].join('');
};

readers.moment = readers.date;

// As field.py reads a time; words such as noon are left to it. Skipped and repeated hours need the zone.
const times = /^(\D+|(0?[1-9]|1[0-2])([:.]?[0-5]\d)?\s*[ap]\.?m\.?|(0?\d|1\d|2[0-3])[:.]?[0-5]\d)$/i;
const isWrong = (time) => /^[1-9][:.]?\d\d$/.test(time)
  ? wrong('am_or_pm', 'time')
  : !times.test(time) && wrong('not_time', 'time');

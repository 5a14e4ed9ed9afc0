// Opens questions, checks answers before the network is used, and keeps focus where it is needed.
// Every page works without it. What is of use only to someone who has begun to answer is in answering/ and comes later.
//
// What it relies on, beside ids and names: a question is a `.q` with what the checks need in its attributes:
//   data-t   its type, if it is read in a way of its own     data-s   how messages speak of it
//   data-r   required, with its own words if it has any      data-…   own words for any other code
//   data-b   past or future                                  data-k, data-shape   an identifier, its shape in words
//   data-q   its id, where a condition speaks of it          data-if   its condition, where style alone cannot judge it
// and the first control of a question bears its name (a day, that name and `-day`).
//
// shrinking.py says in which style this is written, so that it can be made small.

const $ = (id) => document.getElementById(id);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const questions = (within) => $$('[data-s],[data-r],.wrong', within);

// How each type reads its answer: text or a list, empty where it is blank, `unreadable` where it is wrong.
const readers = {};
// What the text of a type, or of a kind of identifier, looks like.
const formats = {};
const unreadable = '\0';
let fault;
let sentAt;

// Notes what is wrong: its code, the part of the question at fault, and words for its message.
const wrong = (code, part, words) => {
  fault = {c: code, p: part, ...words};
  return unreadable;
};
const chosen = (q) => $$(`[name="${nameOf(q)}"]:checked`).map((box) => box.value);
const firstOf = (q) => $$('[name]', q)[0];
const nameOf = (q) => firstOf(q).name.replace(/-day$/, '');
const read = (q) => (readers[q.dataset.t] || readers.short_text)(q, firstOf(q).value.trim(), firstOf(q).dataset);
const inWords = (value) => isNaN(value) ? value : (+value).toLocaleString('en');

// Conditions, as conditions.py judges them. A question that is not shown, by whatever hides it, is not answered.

let near;
const isShown = (q) => q.offsetHeight;
const answersTo = (field) => {
  const own = near.closest('.item')?.querySelector(`[data-q$=".${field}"]`);
  return (own ? [own] : $$(`[data-q="${field}"]`)).filter(isShown).flatMap(read).filter(String);
};
const valuesOf = (field) => answersTo(field).filter((value) => value !== unreadable);
const isBefore = (one, other) => one.slice(0, other.length) < other.slice(0, one.length);
const tests = {
  all: (...parts) => parts.every(holds),
  any: (...parts) => parts.some(holds),
  not: (part) => !holds(part),
  set: (field) => answersTo(field)[0],
  is: (field, wanted) => valuesOf(field).includes(wanted),
  in: (field, wanted) => valuesOf(field).some((value) => wanted.includes(value)),
  age: (field, years) => valuesOf(field).some((day) => +day.slice(0, 4) + years + day.slice(4, 10) > new Date().toLocaleDateString('sv')),
  from: (field, day) => valuesOf(field)[0] >= day,
  same: (field, other) => valuesOf(field)[0] && `${valuesOf(field)}` === `${valuesOf(other)}`,
  before: (field, other) => valuesOf(field).some((one) => valuesOf(other).some((two) => isBefore(one, two))),
};
const holds = ([test, ...parts]) => tests[test](...parts);

// What answering/ brings, with the first key, tap or answer.
let count = () => 0;
let unsent;
let begun;
const begin = () => {
  if (begun || !$('report')) return;
  begun = document.createElement('script');
  begun.src = answering;
  $('main').append(begun);
};

// One round for each condition is enough, however they hang on each other. To hide what is hidden costs a layout.
const update = () => {
  const open = $$('[data-if]');
  sentAt = 0;
  open.forEach(() => open.forEach((element) => {
    near = element;
    const isOff = !holds(JSON.parse(element.dataset.if));
    if (element.hidden !== isOff) element.hidden = isOff;
  }));
  $$('textarea').forEach(count);
};

const inputsOf = (within) => $$('[name]:not(button)', within);
const isTicked = (input) => /radio|checkbox/.test(input.type);
const isFilled = (within) => inputsOf(within).some((input) => isTicked(input) ? input.checked : input.value.trim());

// Checks: the same faults as the server's, in the same words.

const judge = (q) => {
  const item = q.closest('.item');
  fault = 0;
  if (isShown(q) && (!item || isCounted(item)) && !read(q).length && 'r' in q.dataset) wrong('r');
  if (!fault) return '';
  const given = {max: 200, ...firstOf(q).dataset, ...q.dataset, ...fault};
  const pattern = given[given.c] || patterns[given.t + given.c] || patterns[given.c];
  const words = pattern.replace(/{(\w+)}/g, (blank, word) => inWords(given[word]));
  const suffix = item ? ` (${item.parentNode.dataset.item} ${item.id.split('-')[1]})` : '';
  return words[0].toUpperCase() + words.slice(1) + suffix;
};
const showError = (q, words) => {
  const name = nameOf(q);
  const field = $$('fieldset', q)[0] || firstOf(q);
  const above = $(`${name}-hint`) || $$('legend,label', q)[0];
  $(`${name}-error`)?.remove();
  if (words) {
    above.insertAdjacentHTML('afterend', `<p class="error" id="${name}-error"><span class="vh">Error: </span>`);
    above.nextSibling.append(words);
  }
  q.classList.toggle('wrong', words);
  field.ariaInvalid = !!words;
  field.setAttribute('aria-describedby', ['hint', 'carried', 'error', 'count'].map((part) => `${name}-${part}`).filter($).join(' '));
};
const forgetSummary = () => {
  $('errors')?.remove();
  document.title = document.title.replace(/^Error: /, '');
};
// Where one section is shown at a time: the one after it.
let next;
const check = () => {
  const found = questions(next ? open : document).map((q) => [q, judge(q), $(`${nameOf(q)}-${fault.p}`) || firstOf(q)]);
  const faults = found.filter(([, words]) => words);
  const links = faults.map(([, , input]) => `<li><a href="#${input.id}"></a>`);
  found.forEach(([q, words]) => showError(q, words));
  forgetSummary();
  if (!links[0]) return !next || go(next);
  document.title = `Error: ${document.title}`;
  $('main').insertAdjacentHTML('afterbegin', `<div class="errors" id="errors" role="alert" tabindex="-1"><h2>There is a problem</h2><ul>${links.join('')}`);
  $$('.errors a').forEach((link, n) => link.append(faults[n][1]));
  $('errors').focus();
  return false;
};

// What a button does, by the first word of its value; false keeps the press from the server.
const actions = {check: check, print: () => print()};

// A browser without :has(), whose style sheet hides no question, stops at the first line.
const start = () => {
  $$(':has(*)');
  document.documentElement.className = 'js';
  document.body.insertAdjacentHTML('beforeend', '<p class="vh" id="status" role="status">');
  document.onclick = (event) => {
    const button = event.target.closest('button');
    return actions[button?.value.split('-')[0]]?.(button);
  };
  // A second press on a slow line sends nothing twice. After ten seconds it may be meant; the server knows a repeat.
  document.onsubmit = () => Date.now() - sentAt > 1e4 && !!(sentAt = Date.now());
  document.onkeydown = document.onpointerdown = begin;
  document.onchange = window.onpageshow = update;
  document.oninput = () => {
    unsent = 1;
    begin();
    update();
  };
  update();
  $('errors')?.focus();
};

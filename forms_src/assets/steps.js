// A long form, one section at a time. The address names the section, so that Back and a reload keep the place.
// For a reload the answers are kept in the history of the tab, with the page; nothing is stored anywhere else.

let open;
let home;
let previous;
const go = (section) => !(location.hash = section.id);
actions.back = () => go(previous);

// Once every section is begun, as after a change to one answer, each leads on to the check of them all.
const isBegun = (section) => section.seen || isFilled(section);
const show = (event) => {
  const sections = $$('section').filter(isShown);
  const at = sections.indexOf(open);
  const isWhole = $('all').checked;
  previous = sections[at - 1];
  next = !isWhole && !sections.every(isBegun) && sections[at + 1];
  document.documentElement.className = isWhole ? 'js' : previous ? 'js steps later' : 'js steps';
  $$('section').forEach((section) => {
    const n = sections.indexOf(section) + 1;
    const link = $$(`[href="#${section.id}"]`)[0];
    link.parentNode.hidden = !n;
    link.ariaCurrent = section === open;
    if (!event || section === open) link.nextSibling.textContent = ` (${isBegun(section) ? questions(section).some(judge) ? 'needs attention' : 'done' : 'not started'})`;
    section.classList.toggle('open', section === open);
    $$('small', section)[0].textContent = `Section ${n} of ${sections.length}`;
  });
  $$('.go')[0].textContent = next ? 'Continue' : 'Check answers';
  history.replaceState([isWhole, ...new FormData($('report'))], '');
};

// To the section of the address, or the one to begin with; to a question in it if a link names one. The browser
// goes to its place in a new page while the sections above it are still shown; in one it has had, after them.
const move = (event) => {
  const isNew = !history.state;
  const target = $(location.hash.slice(1)) || home;
  if (event) open.seen = 1;
  open = target.closest('section') || open;
  $('report')[open === $$('section')[0] ? 'before' : 'after']($$('nav')[0]);
  show();
  if (event) (target.name ? target : $$('h2', open)[0]).focus();
  else if (isNew && previous && !$('errors')) target.scrollIntoView();
};

const restore = ([isWhole, ...answers]) => {
  begin();
  $('all').checked = isWhole;
  answers.forEach(([name]) => $$(`[name="${name}"]`)[0] || addItem($(name.split('-')[0])));
  $$('section').flatMap(inputsOf).forEach((input) => {
    const values = answers.filter(([name]) => name === input.name).map(([, value]) => value);
    input.checked = values.includes(input.value);
    if (!isTicked(input)) input.value = values[0] || '';
  });
  update();
};

const startSteps = () => {
  $$('nav')[0].insertAdjacentHTML('beforeend', '<label><input type="checkbox" id="all">Show all questions on one page</label>');
  $$('nav a').forEach((link) => link.insertAdjacentHTML('afterend', '<small>'));
  $$('section').forEach((section) => {
    const heading = $$('h2', section)[0];
    heading.tabIndex = -1;
    heading.insertAdjacentHTML('afterbegin', '<small>');
    section.seen = $$('.errors,[name=submission_key],#correction')[0];
  });
  $$('.go')[0].insertAdjacentHTML('afterend', '<p><button type="button" value="back">Back</button>');
  if (history.state) restore(history.state);
  actions.check = () => {
    open.seen = 1;
    const goesOn = check();
    show();
    return goesOn;
  };
  home = $$('.open,.wrong')[0] || $$('section')[0];
  open = home.closest('section');
  move();
  onchange = show;
  onhashchange = move;
  onbeforeunload = show;
};

start();
if ($$('nav li')[4]) startSteps();
// Where storage is forbidden, to ask is a fault: nothing comes after it.
if ($$('#errors,[name=submission_key]')[0] || localStorage.details) begin();

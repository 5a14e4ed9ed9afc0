// Asks whether the service is there before a press is let go to it: the page that a browser shows when it is not would
// take the place of the answers. Only a clear no holds a press back. Without an answer it goes on, and the page says so.
const patience = 4000;
const isDown = () => Promise.race([
  fetch('/api/health', {cache: 'no-store'}).then((answer) => answer.status > 499, () => true),
  new Promise((done) => setTimeout(done, patience, 'unsure')),
]);

const alertBox = '<div class="errors" id="errors" role="alert" tabindex="-1"><h2></h2><p></p><p>If it is urgent, do not wait. Phone now, or fill in the <a target="_blank">blank form on paper</a> (opens in a new tab).</p><button type="button" value="print">Print this page with my answers</button>';
const tell = (title, words) => {
  // Who receives the report is the first part of the page with an address for mail.
  const agency = $$('main p:has([href^=mailto])')[0];
  forgetSummary();
  $('main').insertAdjacentHTML('afterbegin', alertBox);
  const [heading, said, urgent] = $('errors').children;
  heading.textContent = title;
  said.textContent = words;
  $$('a', urgent)[0].href = $('report').getAttribute('action').replace('/api', '') + '/print/';
  if (agency) urgent.after(agency.cloneNode(true));
  else urgent.remove();
  $('errors').focus();
};

const isFirstPress = document.onsubmit;
let goesOn;
const letGo = (button) => {
  if (button?.value === 'check') keepDetails();
  goesOn = unsent = 0;
  return true;
};
const ask = (button) => isDown().then((found) => {
  if (found === true) {
    sentAt = 0;
    return tell('Nothing was sent', `We cannot reach the service. Your answers are still on this page. Wait a moment, then press “${button.textContent}” again.`);
  }
  goesOn = 1;
  button.click();
  if (found) tell('This takes longer than it should', 'We are still trying. Your answers are still on this page. If your browser shows an error, press Back to return to them.');
});
document.onsubmit = (event) => {
  const button = event.submitter;
  if (goesOn || !button) return letGo(button);
  if (isFirstPress()) ask(button);
  return false;
};

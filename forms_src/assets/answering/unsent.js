// Warns before a page is closed that holds answers typed here, or sent back by the server, and not sent since.
unsent ||= $$('#errors,[name=submission_key]')[0];
addEventListener('beforeunload', (event) => {
  if (unsent) event.preventDefault(event.returnValue = true);
});

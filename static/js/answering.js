// Tells the desk who is answering a ticket: the form [data-answering] asks every few seconds who else is, and says
// whether somebody writes in the text that it names. A page that nobody looks at asks nothing.
(() => {
  "use strict";
  const PAUSE = 5000;
  let told = 0;
  const text = (poll) => document.getElementById(poll.dataset.answering);
  const writes = (box) => box !== null && (box === document.activeElement || box.value.trim() !== "");
  document.addEventListener("htmx:configRequest", (event) => {
    const poll = event.detail.elt;
    if (!poll.matches("[data-answering]")) return;
    if (writes(text(poll))) event.detail.parameters.writing = "1";
    else if (document.hidden) event.preventDefault();
  });
  const begin = (event) => {
    const poll = document.querySelector("[data-answering]");
    if (poll === null || event.target !== text(poll) || Date.now() - told < PAUSE) return;
    told = Date.now();
    htmx.trigger(poll, "begun");
  };
  document.addEventListener("focusin", begin);
  document.addEventListener("input", begin);
})();

// The draft editor: says what is happening to the text while htmx saves it.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const say = (words, problem) => {
    const status = document.getElementById("save-status");
    status.textContent = words;
    status.classList.toggle("save-problem", Boolean(problem));
  };
  let unsaved = false;
  form.addEventListener("input", () => { unsaved = true; });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === form) say(form.dataset.saving);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === form && event.detail.successful) unsaved = false;
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.elt === form) say(form.dataset.offline, true);
    });
  }
  // Back on the net: save what was typed meanwhile, without waiting for another key.
  addEventListener("online", () => { if (unsaved) htmx.trigger(form, "save"); });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.matches?.("[data-clear-after]")) event.detail.elt.value = "";
  });
})();

// Messages above the page: they close by their button, and failed htmx requests say so. Good news that came while
// the page was open leaves by itself; what came with the page stays, so that nothing moves under the pointer.
(() => {
  const STAY = 8000;
  const region = () => document.getElementById("toasts");

  const close = (note) => {
    note.classList.add("is-leaving");
    setTimeout(() => note.remove(), 220);
  };
  // Time stands still while the pointer or the focus is on the note, so that everyone can finish reading.
  const schedule = (note) => {
    if (note.dataset.scheduled || note.getAttribute("role") === "alert") return;
    note.dataset.scheduled = "yes";
    const stay = Number(note.dataset.stay) || STAY;
    let timer = setTimeout(() => close(note), stay);
    const hold = () => clearTimeout(timer);
    const release = () => (timer = setTimeout(() => close(note), stay / 2));
    note.addEventListener("pointerenter", hold);
    note.addEventListener("focusin", hold);
    note.addEventListener("pointerleave", release);
    note.addEventListener("focusout", release);
  };
  const notes = () => document.querySelectorAll("[data-toast]");
  const scheduleAll = () => notes().forEach(schedule);

  const say = (id) => {
    const template = document.getElementById(id);
    if (!template || region().querySelector(`[data-from="${id}"]`)) return;
    const note = template.content.firstElementChild.cloneNode(true);
    note.dataset.from = id;
    region().append(note);
    schedule(note);
  };

  document.addEventListener("click", (event) => {
    const note = event.target.closest("[data-toast-close]")?.closest("[data-toast]");
    if (note) close(note);
  });
  document.addEventListener("htmx:sendError", () => say("toast-offline"));
  document.addEventListener("htmx:timeout", () => say("toast-offline"));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (status === 401) return; // HX-Redirect takes the person to the sign-in page
    say(status >= 500 ? "toast-broken" : "toast-refused");
  });
  document.addEventListener("htmx:afterSettle", scheduleAll);
  document.addEventListener("htmx:oobAfterSwap", scheduleAll);
  for (const note of notes()) note.dataset.scheduled = "yes";
})();

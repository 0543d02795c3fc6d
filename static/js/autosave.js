// The draft editor: when to save, when to ask for the price, and what to say about both. htmx does the sending.
// Without this file the form still works: its buttons save and order.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = form.dataset;
  const TYPING = 1000; // ms of quiet before a save
  const PRICE = 300; // ms of quiet before the price is asked for
  const AGAIN = 8000; // ms until a failed save is tried again
  const timers = {};
  let unsaved = false;

  const later = (name, wait) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => htmx.trigger(form, name), wait);
  };
  const say = (text, isProblem) => {
    const status = document.getElementById("save-status");
    const line = document.createElement("span");
    line.textContent = text;
    line.className = isProblem ? "save-problem" : "";
    status.replaceChildren(line);
  };
  const inConflict = () => Boolean(document.querySelector("#draft-conflict[data-conflict]"));

  // A half-typed date has no value: saying so is better than storing an empty one.
  const incomplete = (field) => {
    const error = document.getElementById(`${field.id}_error`);
    if (!error || field.type !== "datetime-local") return false;
    const bad = field.validity.badInput;
    field.setAttribute("aria-invalid", String(bad));
    error.textContent = bad ? words.incomplete : "";
    return bad;
  };
  const typed = (field, wait) => {
    if (field.type === "file" || incomplete(field)) return;
    unsaved = true;
    later("save", wait);
    if (field.hasAttribute("data-price")) later("price", Math.min(wait, PRICE));
  };
  form.addEventListener("input", (event) => typed(event.target, TYPING));
  form.addEventListener("change", (event) => typed(event.target, 50));
  // A cheaper way of the price: what its button would send is put into the form.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-instead]");
    if (!button) return;
    const { deadline, quality, preferred_writer } = form.elements;
    const field =
      { later: deadline, in_quality: quality, any_writer: preferred_writer }[button.name] ??
      form.querySelector(`input[name="addons"][value="${CSS.escape(button.value)}"]`);
    if (!field) return; // the button saves the form, as without this file
    event.preventDefault();
    if (field.type === "checkbox") field.checked = false;
    else field.value = button.name === "any_writer" ? "" : button.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus(); // the button goes with the price that named it
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && unsaved) later("save", 0);
  });
  addEventListener("online", () => unsaved && later("save", 0));

  const isSave = (event) => event.detail.elt === form;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isSave(event)) return;
    if (inConflict()) event.preventDefault(); // both texts are on the page: the person chooses first
    else {
      unsaved = false;
      say(words.saving);
    }
  });
  const failed = (text) => {
    unsaved = true;
    say(text, true);
    later("save", AGAIN);
  };
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => isSave(event) && failed(words.offline));
  }
  // Signed out: the page stays, with everything that was typed, instead of following to the sign-in page.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!isSave(event)) return;
    const status = event.detail.xhr.status;
    if (status === 401 || status === 403) {
      event.preventDefault();
      unsaved = true;
      say(words.expired, true);
    } else if (status >= 500 || status === 429) failed(words.failed);
  });
  // What was refused is beside its field by now; tell the fields, too.
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr, successful } = event.detail;
    if (isSave(event)) {
      for (const error of form.querySelectorAll(".invalid-feedback[id$='_error']")) {
        const field = document.getElementById(error.id.replace("_error", ""));
        if (field?.validity?.badInput) incomplete(field);
        else field?.setAttribute("aria-invalid", String(error.textContent.trim() !== ""));
      }
      if (!successful) unsaved = true;
    } else if (elt.matches?.("[data-upload-at-once]") && (successful || xhr.status === 422)) {
      elt.value = "";
      form.querySelector("[data-upload-bar]").hidden = true;
      form.querySelector("[data-upload-words]").textContent = "";
    }
  });
})();

// Forms: focus on the first error, a warning before unsaved changes are left, upload progress.
(() => {
  const focusError = (root) => {
    const summary = root.querySelector("[data-form-errors]");
    const field = root.querySelector(".is-invalid, [aria-invalid='true']");
    (field || summary)?.focus();
  };

  // A form with data-guard is dirty from the first change until it is sent, or saved by htmx with nothing typed since.
  const dirty = new Map(); // form -> when it was last typed into
  const sentAt = new WeakMap();
  const guarded = (node) => (node.form || node).closest?.("form[data-guard]");
  document.addEventListener("input", (event) => {
    const form = guarded(event.target);
    if (form) dirty.set(form, performance.now());
  });
  document.addEventListener("submit", (event) => dirty.delete(event.target));
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = guarded(event.detail.elt);
    if (form) sentAt.set(form, performance.now());
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = guarded(event.detail.elt);
    // A button with data-part sends a part of its form: the rest of it is not saved yet.
    if (!form || "part" in event.detail.elt.dataset) return;
    if (!event.detail.successful || event.detail.requestConfig.verb === "get") return;
    if (!(dirty.get(form) > sentAt.get(form))) dirty.delete(form);
  });
  addEventListener("beforeunload", (event) => {
    for (const form of dirty.keys()) if (!form.isConnected) dirty.delete(form);
    if (dirty.size) event.preventDefault();
  });

  const progress = (event) => {
    const box = event.target.closest?.("form")?.querySelector("[data-upload]");
    if (!box || !event.detail.lengthComputable) return;
    const percent = Math.round((100 * event.detail.loaded) / event.detail.total);
    const bar = box.querySelector("[data-upload-bar]");
    const words = box.querySelector("[data-upload-words]");
    bar.hidden = false;
    bar.value = percent;
    words.textContent = words.dataset.words.replace("{percent}", percent);
  };
  // Every request has progress; only one that carries files shows it, and not after its end.
  const sendsFiles = (node) =>
    node.matches?.("input[type=file], form[hx-encoding='multipart/form-data']") &&
    [...(node.elements || [node])].some((field) => field.files?.length);
  document.addEventListener("htmx:xhr:progress", (event) => {
    if (sendsFiles(event.target)) progress(event);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const box = event.target.closest?.("form")?.querySelector("[data-upload]");
    if (!box) return;
    box.querySelector("[data-upload-bar]").hidden = true;
    box.querySelector("[data-upload-words]").textContent = "";
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.querySelector?.("[data-form-errors]")) focusError(event.target);
  });
  focusError(document);
})();

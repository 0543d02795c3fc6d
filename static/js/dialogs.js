// Opens <dialog id> by data-dialog-open="id"; a link that carries it stays a link where the dialog is missing.
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
    if (dialog instanceof HTMLDialogElement && plain) {
      event.preventDefault();
      opener.closest("details[data-menu-fold]")?.removeAttribute("open");
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
    else if (event.target instanceof HTMLDialogElement) event.target.close(); // the shade around the box
  });
  // "?" lists the shortcuts, unless somebody is typing.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    document.getElementById("keyboard-help")?.showModal();
  });
})();

// Copies a text of the page with its formatting, or without where the browser allows no more, and says which it was.
// A button that names the words themselves (data-copy-plain) copies those alone.
(() => {
  const clean = (source) => {
    const copy = source.cloneNode(true);
    copy.querySelectorAll(".passage-number").forEach((node) => node.remove());
    copy.querySelectorAll("mark").forEach((node) => node.replaceWith(...node.childNodes));
    copy.querySelectorAll("[rel]").forEach((node) => node.removeAttribute("rel"));
    return copy;
  };

  const bySelection = (source) => {
    const chosen = getSelection();
    chosen.removeAllRanges();
    chosen.selectAllChildren(source);
    const done = document.execCommand("copy");
    chosen.removeAllRanges();
    return done;
  };

  const copyPlain = async (source, plain) => {
    try {
      await navigator.clipboard.writeText(plain);
      return "copiedPlain";
    } catch {
      return bySelection(source) ? "copiedPlain" : "notCopied";
    }
  };

  const copy = async (source) => {
    const html = clean(source).innerHTML.trim();
    const plain = source.innerText.trim();
    try {
      const kinds = { "text/html": html, "text/plain": plain };
      const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
      return "copied";
    } catch {
      // Without https there is no clipboard to write to; old browsers write plain text alone.
    }
    try {
      await navigator.clipboard.writeText(plain);
      return "copiedPlain";
    } catch {
      return bySelection(source) ? "copied" : "notCopied";
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) {
      if (event.target.closest("[data-print]")) window.print();
      return;
    }
    const status = document.querySelector(`[data-copy-status="${button.dataset.copy}"]`);
    status.textContent = "";
    const source = document.getElementById(button.dataset.copy);
    const plain = button.dataset.copyPlain;
    const how = plain ? await copyPlain(source, plain) : await copy(source);
    const fold = button.closest("details");
    fold?.removeAttribute("open");
    fold?.querySelector("summary").focus();
    status.textContent = button.dataset[how];
  });
})();

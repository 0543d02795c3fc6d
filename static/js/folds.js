// On a narrow page the parts beside a text are folded, and a link to one of them unfolds it. Without JavaScript all are
// open.
(() => {
  if (window.matchMedia("(min-width: 1200px)").matches) return;
  const linked = document.getElementById(window.location.hash.slice(1));
  for (const fold of document.querySelectorAll("details[data-fold]")) {
    fold.open = Boolean(linked) && fold.contains(linked);
  }
})();

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const fold = link && document.getElementById(link.hash.slice(1))?.closest("details");
  if (fold) fold.open = true;
});

// A comment leads to its passage: in a field for the text the words are selected.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-find]");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const words = link.dataset.find
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = new RegExp(words.join("[\\s*_`#>-]+"), "i").exec(field.value);
  field.focus();
  if (found) field.setSelectionRange(found.index, found.index + found[0].length);
});

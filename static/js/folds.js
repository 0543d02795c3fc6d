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

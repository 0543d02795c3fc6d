// Rows that are dragged into another order: the hidden fields in them say the order, and their form is sent when a row
// is dropped. The buttons beside each row do the same without dragging.
(() => {
  "use strict";
  let dragged = null;
  let before = null;
  const rowOf = (event) => (event.target instanceof Element ? event.target.closest("[data-arrange-row]") : null);
  const prepare = () => {
    for (const row of document.querySelectorAll("[data-arrange-row]")) row.draggable = true;
  };
  document.addEventListener("dragstart", (event) => {
    dragged = rowOf(event);
    if (!dragged) return;
    before = dragged.nextElementSibling;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && rowOf(event);
    if (!over || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    over.parentElement.insertBefore(dragged, below ? over.nextElementSibling : over);
  });
  document.addEventListener("drop", (event) => {
    if (dragged && rowOf(event)) event.preventDefault();
  });
  document.addEventListener("dragend", () => {
    const row = dragged;
    dragged = null;
    if (!row || row.nextElementSibling === before) return;
    document.getElementById(row.parentElement.dataset.arrange)?.requestSubmit();
  });
  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();

// Checkboxes that belong to one form, wherever on the page they stand: counts the ticked ones in words, and keeps them
// ticked when the list around them is fetched anew. Without it the words stay general.
(() => {
  "use strict";
  const general = new WeakMap();
  const chosen = new Set();
  const boxes = (words) => [...words.closest("form").elements].filter((box) => box.name === words.dataset.choosing);
  const count = () => {
    for (const words of document.querySelectorAll("[data-choosing]")) {
      if (!general.has(words)) general.set(words, words.textContent);
      const n = boxes(words).filter((box) => box.checked).length;
      const text = n === 0 ? general.get(words) : n === 1 ? words.dataset.one : words.dataset.many.replace("{n}", n);
      if (words.textContent !== text) words.textContent = text;
    }
  };
  const remember = () => {
    chosen.clear();
    for (const words of document.querySelectorAll("[data-choosing]")) {
      for (const box of boxes(words)) if (box.checked) chosen.add(box.value);
    }
  };
  const restore = () => {
    for (const words of document.querySelectorAll("[data-choosing]")) {
      for (const box of boxes(words)) if (chosen.has(box.value)) box.checked = true;
    }
    count();
  };
  document.addEventListener("change", count);
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSettle", restore);
  window.addEventListener("pageshow", count);
  count();
})();

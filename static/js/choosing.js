// Counts the ticked checkboxes of a form in words, wherever on the page they stand. Without it the words stay general.
(() => {
  "use strict";
  const general = new WeakMap();
  const count = () => {
    for (const words of document.querySelectorAll("[data-choosing]")) {
      if (!general.has(words)) general.set(words, words.textContent);
      const form = words.closest("form");
      const n = [...form.elements].filter((box) => box.name === words.dataset.choosing && box.checked).length;
      const text = n === 0 ? general.get(words) : n === 1 ? words.dataset.one : words.dataset.many.replace("{n}", n);
      if (words.textContent !== text) words.textContent = text;
    }
  };
  document.addEventListener("change", count);
  document.addEventListener("htmx:afterSettle", count);
  window.addEventListener("pageshow", count);
  count();
})();

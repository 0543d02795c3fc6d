// Beside each field for a colour, the browser's own picker: what is chosen there is typed into the field, and the other
// way round. Where the field is empty it shows the first colour, faintly. Without it the field is typed into alone.
(() => {
  "use strict";
  const isColour = /^#[0-9a-f]{6}$/i;
  const fields = [...document.querySelectorAll("input[data-colour]")];
  for (const field of fields) {
    const picker = document.createElement("input");
    const follow = () => {
      const typed = (field.value || fields[0].value).trim().toLowerCase();
      if (isColour.test(typed)) picker.value = typed;
      picker.classList.toggle("is-empty", !field.value);
    };
    picker.type = "color";
    picker.className = "brand-picker";
    picker.setAttribute(
      "aria-label",
      `${field.dataset.colour}: ${field.labels[0]?.firstChild.textContent.trim() ?? ""}`,
    );
    picker.addEventListener("input", () => {
      field.value = picker.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    field.addEventListener("input", follow);
    fields[0].addEventListener("input", follow);
    follow();
    const pair = document.createElement("div");
    pair.className = "brand-pick";
    field.replaceWith(pair);
    pair.append(picker, field);
  }
})();

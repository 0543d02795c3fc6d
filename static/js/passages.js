// Select words in the delivered text, press the button, and a point about that passage is begun. Without JavaScript the
// place is typed. Works by keyboard too: the button takes the focus order after the text.
(() => {
  const MOST = 280;
  const text = document.querySelector("[data-passages]");
  const mould = document.getElementById("passage-button");
  if (!text || !mould) return;
  const button = mould.content.firstElementChild.cloneNode(true);
  button.hidden = true;
  text.after(button);
  let passage = "";

  function selected() {
    const selection = document.getSelection();
    if (
      !selection ||
      selection.isCollapsed ||
      !text.contains(selection.anchorNode) ||
      !text.contains(selection.focusNode)
    )
      return "";
    const words = selection.toString().replace(/\s+/g, " ").trim();
    if (words.length <= MOST) return words;
    return words.slice(0, MOST).replace(/\s\S*$/, "");
  }

  document.addEventListener("selectionchange", () => {
    const found = selected();
    // Pressing the button takes the selection away before the click arrives: what was selected is kept.
    if (!found && document.activeElement === button) return;
    passage = found;
    button.hidden = !found;
  });

  function rows() {
    return [...document.querySelectorAll("#points .point-form")];
  }

  function isEmpty(row) {
    return [...row.querySelectorAll("textarea, input[type=text]")].every((field) => !field.value.trim());
  }

  function fill(row, words) {
    const place = row.querySelector('[name$="-place"]');
    place.value = `\u201c${words}\u201d`;
    place.dispatchEvent(new Event("input", { bubbles: true }));
    const issue = row.querySelector('[name$="-issue"]');
    issue.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const words = passage;
    button.hidden = true;
    if (!words) return;
    const field = document.querySelector("[data-passage-field]");
    if (field) {
      field.value = words;
      field.closest("details")?.setAttribute("open", "");
      const home = field.closest("fieldset") || field.form;
      home.querySelector("textarea").focus();
      home.scrollIntoView({ block: "nearest" });
      return;
    }
    const free = rows().find(isEmpty);
    if (free) {
      fill(free, words);
      return;
    }
    const add = document.querySelector('#points button[name="add"]');
    if (!add) return;
    document.addEventListener(
      "htmx:afterSettle",
      () => {
        const row = rows().findLast(isEmpty);
        if (row) fill(row, words);
      },
      { once: true },
    );
    add.click();
  });
})();

// Writing a message: files by paste and drop, and people by typing @. Without it both have fields of their own.
(() => {
  const formOf = (node) => node.closest?.("form[data-compose]");
  const tell = (form, key, n) => {
    const status = form.querySelector("[data-compose-status]");
    status.textContent = status.dataset[key].replace("{n}", n);
  };

  // Files go into the field that is there, beside those that it holds.
  const attach = (form, files) => {
    const field = form.querySelector("input[type=file]");
    const all = new DataTransfer();
    for (const file of [...field.files, ...files]) all.items.add(file);
    field.files = all.files;
    field.closest("details").open = true;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    tell(form, "attached", [...field.files].map((file) => file.name).join(", "));
  };
  document.addEventListener("paste", (event) => {
    const form = formOf(event.target);
    if (!form || !event.clipboardData?.files.length) return;
    event.preventDefault();
    attach(form, event.clipboardData.files);
  });
  document.addEventListener("dragover", (event) => {
    if (formOf(event.target) && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const form = formOf(event.target);
    if (!form || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    attach(form, event.dataTransfer.files);
  });

  // What is typed after an @ narrows the people of the mention field; choosing one ticks it and writes the name.
  const ASKED = /(^|\s)@([^\s@]{0,40})$/u;
  let list = null;
  const close = () => {
    list?.remove();
    list = null;
  };
  const people = (form, words) =>
    [...form.querySelectorAll(".mention")].filter((each) =>
      each.textContent.trim().toLocaleLowerCase().includes(words.toLocaleLowerCase()),
    );
  const choose = (area, mention) => {
    const name = mention.textContent.trim().replace(/ \([^)]*\)$/, "");
    const start = area.value.slice(0, area.selectionStart).replace(ASKED, `$1${name} `);
    area.setRangeText(start, 0, area.selectionStart, "end");
    const box = mention.querySelector("input");
    box.checked = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    area.focus();
  };
  const mark = (area, item) => {
    for (const each of list.children) each.setAttribute("aria-selected", String(each === item));
    area.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const offer = (area, form, found) => {
    close();
    list = document.createElement("ul");
    list.className = "compose-people";
    list.setAttribute("role", "listbox");
    list.append(
      ...found.map((mention, place) => {
        const item = document.createElement("li");
        item.id = `compose-person-${place}`;
        item.setAttribute("role", "option");
        item.textContent = mention.textContent.trim();
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(area, mention);
        });
        item.chosen = () => choose(area, mention);
        return item;
      }),
    );
    area.after(list);
    mark(area, list.firstElementChild);
    tell(form, "people", found.length);
  };
  document.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (!form || !event.target.matches("textarea")) return;
    const asked = ASKED.exec(event.target.value.slice(0, event.target.selectionStart));
    const found = asked ? people(form, asked[2]) : [];
    if (found.length) offer(event.target, form, found);
    else close();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (!list || !event.target.matches("textarea")) return;
      const now = list.querySelector("[aria-selected=true]");
      const moves = { ArrowDown: now.nextElementSibling, ArrowUp: now.previousElementSibling };
      if (event.key in moves) mark(event.target, moves[event.key] || now);
      else if (event.key === "Enter" || event.key === "Tab") now.chosen();
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  document.addEventListener("focusout", (event) => event.target.matches?.("[data-compose] textarea") && close());
})();

// Ctrl-K (or Cmd-K): the pages of the menu and the acts of this page, found by a few letters. J and K go through the
// rows of a list, X chooses one, and a page may name further letters. Without it every page and act has its link or
// button.
(() => {
  const dialog = () => document.getElementById("palette");
  const typing = (node) => node.closest?.("input, textarea, select, [contenteditable], dialog");
  const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey);
  const shown = (node) => node.checkVisibility?.() ?? node.offsetParent !== null;
  const words = (node) => (node.getAttribute("aria-label") || node.textContent).replace(/\s+/g, " ").trim();

  // Pages lie in menus that may be folded; acts are the buttons and links of the page itself that are in sight.
  const PAGES = ".side-menu-list a, .user-menu .menu-list a";
  const ACTS = ".page-actions a.btn, .page-actions button, #main a.btn-primary, #main button.btn-primary, [data-act]";
  const choices = () => {
    const known = new Map();
    const add = (node, kind) => words(node) && known.set(`${kind} ${words(node)}`, { node, kind, text: words(node) });
    for (const node of document.querySelectorAll(ACTS)) {
      if (shown(node) && !node.disabled && !node.closest("tbody, dialog, .menu-panel")) add(node, "act");
    }
    for (const node of document.querySelectorAll(PAGES)) add(node, "page");
    return [...known.values()];
  };

  const go = (item) => {
    dialog().close();
    if (item.url) location.assign(item.url);
    else if (item.kind === "page" || item.node.matches("a") || item.node.closest(".page-actions")) item.node.click();
    else {
      // What changes something is led to, and pressed by whoever reads it.
      item.node.scrollIntoView({ block: "center" });
      item.node.focus();
    }
  };
  let found = [];
  const mark = (place) => {
    const list = dialog().querySelector("[role=listbox]");
    [...list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === place)));
    const item = list.children[place];
    dialog()
      .querySelector("input")
      .setAttribute("aria-activedescendant", item?.id || "");
    item?.scrollIntoView({ block: "nearest" });
  };
  const marked = () => found.findIndex((_item, at) => dialog().querySelector(`#palette-${at}[aria-selected=true]`));
  const fill = () => {
    const box = dialog().querySelector("input");
    const asked = box.value.trim();
    const parts = asked.toLocaleLowerCase().split(/\s+/);
    found = choices().filter((item) => parts.every((part) => item.text.toLocaleLowerCase().includes(part)));
    if (asked) {
      const url = `${dialog().dataset.search}?q=${encodeURIComponent(asked)}`;
      found.push({ url, text: dialog().dataset.searchWords.replace("{words}", asked), kind: "search" });
    }
    const list = dialog().querySelector("[role=listbox]");
    list.replaceChildren(
      ...found.map((item, at) => {
        const row = document.createElement("li");
        row.id = `palette-${at}`;
        row.setAttribute("role", "option");
        row.textContent = item.text;
        row.addEventListener("click", () => go(item));
        return row;
      }),
    );
    mark(0);
  };
  const open = () => {
    dialog().querySelector("input").value = "";
    fill();
    dialog().showModal();
  };

  const ROWS = "#main tbody tr, #main .inbox > li, #main .board-card";
  const step = (by) => {
    const rows = [...document.querySelectorAll(ROWS)].filter(shown);
    const links = rows.map((row) => row.querySelector(".cell-main a, a")).filter(Boolean);
    if (!links.length) return;
    const now = links.findIndex((link) => link.closest(ROWS).contains(document.activeElement));
    const next = now < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + by, 0), links.length - 1);
    links[next].focus();
    links[next].scrollIntoView({ block: "nearest" });
  };
  const choose = () => document.activeElement.closest?.(ROWS)?.querySelector(".row-tick")?.click();

  // What a page names a letter for is led to by it: a field to type in, a button to press.
  const lead = (key) => {
    const named = [...document.querySelectorAll("#main [aria-keyshortcuts]")];
    const node = named.find((each) => each.getAttribute("aria-keyshortcuts") === key && shown(each));
    node?.scrollIntoView({ block: "center" });
    node?.focus();
    return node;
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k" && dialog()) {
      event.preventDefault();
      if (!dialog().open) open();
    } else if (dialog()?.open) {
      const last = found.length - 1;
      if (event.key === "ArrowDown") mark(Math.min(marked() + 1, last));
      else if (event.key === "ArrowUp") mark(Math.max(marked() - 1, 0));
      else if (event.key === "Enter" && found.length) go(found[Math.max(marked(), 0)]);
      else return;
      event.preventDefault();
    } else if (plain(event) && !typing(event.target)) {
      if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "x") choose();
      else if (lead(event.key)) event.preventDefault();
    }
  });
  document.addEventListener("input", (event) => event.target.closest?.("#palette") && fill());
})();

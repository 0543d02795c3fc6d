// Folding menus (details) close on Escape, on a click elsewhere and when focus leaves; the side menu becomes a drawer.
(() => {
  const open = () => document.querySelectorAll("details[data-menu-fold][open]");
  const shut = (fold, refocus) => {
    fold.removeAttribute("open");
    if (refocus) fold.querySelector("summary").focus();
  };

  document.addEventListener("click", (event) => {
    for (const fold of open()) {
      if (event.target.closest("[data-menu-dismiss]") && fold.contains(event.target)) shut(fold, true);
      else if (!fold.contains(event.target)) shut(fold, false);
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const fold of open()) if (!fold.contains(event.target)) shut(fold, false);
  });
  // A panel that would leave the window opens to the other side.
  document.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target;
      if (!fold.open || !fold.matches?.("details[data-menu-fold]")) return;
      const panel = fold.querySelector(".menu-panel");
      panel.classList.remove("menu-panel-flip");
      const box = panel.getBoundingClientRect();
      if (box.left < 0 || box.right > document.documentElement.clientWidth) panel.classList.add("menu-panel-flip");
      fold.querySelector("[autofocus], textarea, input:not([type=hidden])")?.focus();
    },
    true,
  );

  // Where a row of tabs scrolls, the one that is open stands in sight.
  for (const tab of document.querySelectorAll(".tab-links [aria-current]")) {
    const row = tab.closest("ul");
    row.scrollLeft +=
      tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
  }

  const drawer = document.querySelector("[data-menu]");
  let opener = null;
  const main = document.querySelector(".shell-main");
  const setDrawer = (isOpen) => {
    drawer.classList.toggle("is-open", isOpen);
    if (main) main.inert = isOpen;
    if (isOpen) drawer.querySelector("[data-menu-close]:not([tabindex])").focus();
    else opener?.focus();
  };
  if (drawer) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-menu-open]");
      if (button) opener = button;
      else if (!event.target.closest("[data-menu-close]")) return;
      event.preventDefault();
      setDrawer(Boolean(button));
    });
    matchMedia("(min-width: 992px)").addEventListener("change", (wide) => wide.matches && setDrawer(false));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const fold of open()) shut(fold, true);
    if (drawer?.classList.contains("is-open")) setDrawer(false);
  });
})();

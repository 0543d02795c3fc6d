// Light or dark. Runs in the head, before anything is painted. Until somebody presses the button the system decides.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is switched off: the choice lasts for this page
    }
  };
  const show = (theme) => {
    root.dataset.bsTheme = theme;
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(theme === "dark"));
    }
  };
  const wanted = () => stored() || (system.matches ? "dark" : "light");

  root.classList.add("js");
  show(wanted());
  system.addEventListener("change", () => show(wanted()));
  addEventListener("storage", () => show(wanted()));
  addEventListener("DOMContentLoaded", () => show(root.dataset.bsTheme));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    show(theme);
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // nothing to remember it with
    }
  });
})();

// Keeps the remainder of every <time data-deadline="seconds that count as soon"> true, in the page's language.
(() => {
  const UNITS = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const lang = document.documentElement.lang || "en";

  // Made once: making one takes longer than a page full of numbers.
  const formats = Object.fromEntries(
    UNITS.map(([unit]) => [unit, new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "short" })]),
  );
  const part = (amount, unit) => formats[unit].format(amount);

  // The two largest units next to each other, as the server writes them: "3 hr, 20 min".
  const span = (seconds) => {
    const first = UNITS.findIndex(([, size]) => seconds >= size);
    if (first < 0) return part(0, "minute");
    const pieces = [];
    let rest = seconds;
    for (const [unit, size] of UNITS.slice(first, first + 2)) {
      const amount = Math.floor(rest / size);
      rest -= amount * size;
      if (amount) pieces.push(part(amount, unit));
    }
    return pieces.join(", ");
  };

  const words = document.getElementById("deadline-words")?.dataset;
  const tick = (node) => {
    const left = Math.floor((Date.parse(node.dateTime) - Date.now()) / 1000);
    const state = left <= 0 ? "late" : left < Number(node.dataset.deadline) ? "soon" : "ok";
    const text = words[state].replace("{span}", span(Math.abs(left)));
    const target = node.querySelector(".deadline-left");
    if (target && target.textContent !== text) target.textContent = text;
    if (node.classList.contains(`deadline-${state}`)) return; // or every row would be laid out anew
    node.classList.remove("deadline-ok", "deadline-soon", "deadline-late");
    node.classList.add(`deadline-${state}`);
  };
  const tickAll = () => document.querySelectorAll("time[data-deadline]").forEach(tick);

  if (!words) return;
  tickAll();
  setInterval(tickAll, 30_000);
  document.addEventListener("visibilitychange", () => document.hidden || tickAll());
  document.addEventListener("htmx:afterSettle", tickAll);
})();

// Steps from change to change with the keys n and p, without loading the page again; the buttons are links.
(() => {
  const bar = document.querySelector("[data-changes]");
  if (!bar) return;
  const most = Number(bar.dataset.changes);
  let at = Number(new URLSearchParams(location.search).get("at")) || 0;

  const step = (by) => {
    document.querySelectorAll(".compare-at").forEach((node) => node.classList.remove("compare-at"));
    at = Math.min(Math.max(at + by, 1), most);
    document.querySelectorAll(`[data-change="${at}"]`).forEach((node) => node.classList.add("compare-at"));
    const anchor = document.getElementById(`change-${at}`);
    anchor?.scrollIntoView({ block: "center" });
    anchor?.focus({ preventScroll: true });
    const url = new URL(location.href);
    url.searchParams.set("at", at);
    url.hash = `change-${at}`;
    history.replaceState(null, "", url);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
})();

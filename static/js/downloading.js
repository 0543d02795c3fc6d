// A long file shows how far it has come. A link that says how many rows its file has (data-rows) is
// fetched here, its lines are counted as they arrive, and it is saved when all have. Without
// JavaScript, or if that fails, the browser downloads it as any other.
(() => {
  const NEWLINE = 10;
  const save = (link, parts, type, name) => {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    const saver = Object.assign(document.createElement("a"), { href: address, download: name });
    saver.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    link.focus();
  };
  const nameOf = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  const show = (bar, lines, total) => {
    const rows = Math.min(lines, total);
    const say = (number) => number.toLocaleString(document.documentElement.lang || "en");
    bar.querySelector("progress").value = rows;
    const words = bar.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{rows}", say(rows)).replace("{total}", say(total));
  };
  const fetchAll = async (link, bar) => {
    const total = Number(link.dataset.rows);
    const answer = await fetch(link.href);
    const name = nameOf(answer);
    if (!answer.ok || !name) throw new Error(String(answer.status));
    const reader = answer.body.getReader();
    const parts = [];
    let lines = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      parts.push(piece.value);
      for (const byte of piece.value) lines += byte === NEWLINE;
      show(bar, lines, total);
    }
    show(bar, total, total);
    save(link, parts, answer.headers.get("Content-Type"), name);
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-rows]");
    const bar = document.querySelector("[data-download]");
    if (!link || !bar || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!bar.hidden) return;
    bar.hidden = false;
    show(bar, 0, Number(link.dataset.rows));
    try {
      await fetchAll(link, bar);
    } catch {
      location.assign(link.href);
    }
    bar.hidden = true;
  });
})();

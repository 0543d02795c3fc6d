// Series of figures as charts. Each stands above a table with the same numbers, which is all that a browser without
// JavaScript shows, and from which the chart is drawn: data-value of a row is its number; colours come from the style
// sheet.
(() => {
  const figures = [...document.querySelectorAll("[data-chart]")];
  const charts = new Map();
  const colour = (figure, name) => {
    const probe = document.createElement("span");
    probe.className = `chart-ink chart-ink-${name}`;
    figure.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const read = (figure) => {
    const table = figure.closest("[data-figure]").querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const words = (cell) => rows.map((row) => row.cells[cell].textContent.trim());
    const value = (row) => (row.dataset.value === undefined ? null : Number(row.dataset.value));
    const { chart: kind, unit } = figure.dataset;
    return { name: table.caption.textContent, kind, unit, labels: words(0), words: words(1), values: rows.map(value) };
  };
  const draw = (figure) => {
    const data = read(figure);
    const [ink, soft, line] = ["main", "soft", "line"].map((name) => colour(figure, name));
    const whole = data.unit === "count" ? 0 : undefined;
    const said = (item) => data.words[item.dataIndex];
    charts.get(figure)?.destroy();
    const chart = new Chart(figure.querySelector("canvas"), {
      type: data.kind,
      data: {
        labels: data.labels,
        datasets: [
          {
            label: data.name,
            data: data.values,
            backgroundColor: ink,
            hoverBackgroundColor: ink,
            borderColor: ink,
            hoverBorderColor: ink,
            pointBackgroundColor: ink,
            pointHoverBackgroundColor: ink,
            pointRadius: 3,
            pointHoverRadius: 5,
            borderWidth: data.kind === "line" ? 2 : 0,
            borderRadius: 3,
            maxBarThickness: 36,
            spanGaps: true,
          },
        ],
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: { legend: { display: false }, tooltip: { displayColors: false, callbacks: { label: said } } },
        scales: {
          x: {
            grid: { display: false },
            border: { color: line },
            ticks: { color: soft, maxRotation: 0, autoSkipPadding: 12 },
          },
          y: {
            beginAtZero: true,
            suggestedMax: data.unit === "share" ? 1 : undefined,
            grid: { color: line },
            border: { display: false },
            ticks: { color: soft, maxTicksLimit: 5, precision: whole, callback: (value) => axis(data, value) },
          },
        },
      },
    });
    charts.set(figure, chart);
  };
  // The axis in the unit of the figure.
  const axis = (data, value) => {
    if (data.unit === "share") return `${Math.round(value * 100)}%`;
    if (data.unit === "duration") return `${Math.round(value / 3600)} h`;
    return Number(value).toLocaleString(document.documentElement.lang || "en");
  };

  // With the keyboard: arrows go from value to value, which is shown and said.
  const go = (figure, by) => {
    const chart = charts.get(figure);
    const data = read(figure);
    const last = data.labels.length - 1;
    const at = Math.min(Math.max(Number(figure.dataset.at ?? (by > 0 ? -1 : last + 1)) + by, 0), last);
    figure.dataset.at = String(at);
    const element = [{ datasetIndex: 0, index: at }];
    chart.setActiveElements(element);
    chart.tooltip.setActiveElements(element, { x: 0, y: 0 });
    chart.update();
    figure.querySelector("[aria-live]").textContent = `${data.labels[at]}: ${data.words[at]}`;
  };
  for (const table of document.querySelectorAll("[data-figure] details")) table.open = false;
  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  for (const figure of figures) {
    draw(figure);
    figure.addEventListener("keydown", (event) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      go(figure, steps[event.key]);
    });
    figure.addEventListener("blur", () => {
      charts.get(figure).setActiveElements([]);
      charts.get(figure).tooltip.setActiveElements([], { x: 0, y: 0 });
      charts.get(figure).update();
    });
  }
  new MutationObserver(() => figures.forEach(draw)).observe(document.documentElement, {
    attributeFilter: ["data-bs-theme"],
  });
  // On paper the numbers stand beneath each chart.
  addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll("[data-figure] details")) table.open = true;
    for (const chart of charts.values()) chart.resize();
  });
})();

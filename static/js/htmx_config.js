// What htmx may do, and which answers it puts into the page. Read before it starts.
Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  allowScriptTags: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "4(03|04|09|22)", swap: true, error: false },
    { code: "[45]..", swap: false, error: true },
  ],
});

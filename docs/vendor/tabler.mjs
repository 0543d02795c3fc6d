// Writes the parts of Tabler that our pages use: see docs/vendor/README.md.
//   node tabler.mjs node_modules/@tabler/core/dist/css/tabler.min.css >tabler.css
import { readFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

// Whole components of Tabler; our own sheets then say what is different about them.
const COMPONENTS = `
  alert avatar avatar-sm avatar-lg badge btn btn-primary btn-secondary btn-danger btn-ghost btn-icon btn-sm btn-lg
  card card-actions card-body card-subtitle card-title disabled icon icon-sm table
  form-check form-check-input form-check-label form-control form-label form-select form-text
  invalid-feedback is-invalid required`;
const HELPERS = `
  align-items-center d-block d-flex d-grid flex-wrap gap-2 gap-3 justify-content-between list-unstyled
  m-0 mb-0 mb-2 mb-3 mb-4 mt-2 mt-3 visually-hidden w-100`;
const ELEMENTS = `
  a abbr address article aside b blockquote body button caption code col colgroup dd del details dfn dialog div dl dt
  em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html i img input ins kbd label legend li main
  mark meter nav ol optgroup option output p pre progress q s samp section select small span strong sub summary sup
  svg table tbody td textarea tfoot th thead time tr u ul var`;
// Attributes that rules ask for, and the values they ask for.
const ATTRIBUTES = `
  alt checkbox checked cols data-bs-theme dark date datetime-local dir disabled file hidden href light list month
  multiple number password radio readonly required reset role rtl search size submit tel text time title type url week`;
// What our sheets read of Tabler's tokens.
const TOKENS = ["--tblr-bg-forms", "--tblr-font-monospace"];

const words = (text) => text.trim().split(/\s+/);
const names = words(ATTRIBUTES);
const used = {
  classes: [...words(COMPONENTS), ...words(HELPERS)],
  tags: words(ELEMENTS),
  attributes: { names, values: names },
  ids: [],
  undetermined: [],
};
const [source] = process.argv.slice(2);
const [{ css }] = await new PurgeCSS().purge({
  content: [{ raw: "-", extension: "html" }],
  extractors: [{ extensions: ["html"], extractor: () => used }],
  css: [{ raw: readFileSync(source, "utf8") }],
  safelist: { variables: TOKENS },
  variables: true,
  keyframes: true,
  fontFace: true,
});
// One rule a line, so that a new version can be read as a difference; none that nothing is left of.
const lines = css.replaceAll("}", "}\n").split("\n");
process.stdout.write(lines.filter((line) => line && !/^[^{}]*\{\}$/.test(line)).join("\n") + "\n");

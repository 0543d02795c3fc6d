"""What axe finds on a page, as cheaply as it can be found: thousands of texts of the journeys look alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakSet

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
#: What axe calls serious or worse fails a journey.
GRAVE = ("serious", "critical")
#: Rules whose findings axe calls minor or moderate at most: whatever they say would fail nothing.
NEVER_GRAVE = (
    *("aria-allowed-role", "aria-deprecated-role", "empty-heading", "empty-table-header", "heading-order"),
    *("form-field-multiple-labels", "html-xml-lang-mismatch", "image-redundant-alt", "region", "skip-link"),
    *("landmark-banner-is-top-level", "landmark-contentinfo-is-top-level", "landmark-main-is-top-level"),
    *("landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo", "landmark-no-duplicate-main"),
    *("landmark-one-main", "landmark-unique", "meta-viewport", "meta-viewport-large", "no-autoplay-audio"),
    *("page-has-heading-one", "presentation-role-conflict", "scope-attr-valid", "server-side-image-map"),
    "table-duplicate-name",
)
#: Each document of a page is born with a function that makes axe: its long source travels once, not again for
#: each document that is looked at.
MAKE = "window.makeAxe = function () {\n" + AXE + "\n};"
#: What makes a page wider than the screen: nothing when it is not, else the elements that end beyond its
#: right edge.
WIDE = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const beyond = [...document.querySelectorAll("body *")].filter(
        (node) => node.getBoundingClientRect().right > root.clientWidth
    );
    const found = beyond.map((node) => node.outerHTML.slice(0, 120));
    return [root.scrollWidth, root.clientWidth, innerWidth, ...found];
}"""
#: Each text has a key: its own colour, size and weight, and all that is painted beneath it, down to the page.
#: What floats without a ground of its own has none, as what is beneath it is not what it stands in.
KEYS = """
    const grounds = new Map();
    const groundOf = (node) => {
        if (!node) return "";
        if (grounds.has(node)) return grounds.get(node);
        const { backgroundColor, backgroundImage, mixBlendMode, opacity, position } = getComputedStyle(node);
        const own = [backgroundColor, backgroundImage, mixBlendMode, opacity, position].join(" ");
        const solid = backgroundColor.startsWith("rgb(") && backgroundImage === "none" && opacity === "1";
        const floats = !solid && ["absolute", "fixed"].includes(position);
        const beneath = groundOf(node.parentElement);
        const plain = own === "rgba(0, 0, 0, 0) none normal 1 static";
        const unknown = floats || beneath === null;
        const ground = plain ? beneath : `${own} / ${beneath}`;
        grounds.set(node, unknown ? (solid ? own : null) : ground);
        return grounds.get(node);
    };
    const keyOf = (node) => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
        const ground = groundOf(node);
        return ground === null ? "" : [color, fontSize, fontWeight, textShadow, ground].join(" ");
    };
    const texts = [...document.body.querySelectorAll("*")].filter(
        (node) =>
            (node.matches("input, select, textarea") ||
            [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())) &&
            node.checkVisibility()
    );
    const told = ({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((node) => node.html)];
"""
#: What is wrong but for contrast, and the keys of all texts.
LOOK = f"""async (off) => {{
    {KEYS}
    if (!("axe" in window)) makeAxe();
    const rules = Object.fromEntries(["color-contrast", ...off].map((rule) => [rule, {{ enabled: false }}]));
    const options = {{ resultTypes: ["violations"], preload: false, elementRef: true, rules }};
    const found = await axe.run(document, options);
    return [found.violations.map(told), [...new Set(texts.map(keyOf))], ({WIDE})()];
}}"""
#: The contrast of the texts that have these keys, and the keys of those that are well to read.
CONTRAST = f"""async (fresh) => {{
    {KEYS}
    const include = texts.filter((node) => fresh.includes(keyOf(node)));
    if (!include.length) return [[], []];
    const options = {{ resultTypes: ["violations", "passes"], preload: false, elementRef: true }};
    const runOnly = {{ type: "rule", values: ["color-contrast"] }};
    const contrast = await axe.run({{ include }}, {{ ...options, runOnly }});
    const good = contrast.passes.flatMap((rule) => rule.nodes.map((node) => keyOf(node.element)));
    return [contrast.violations.map(told), [...new Set(good)]];
}}"""

#: The keys of the texts that axe has found well to read in this process.
_readable: set[str] = set()
#: Pages whose next documents can make axe.
_prepared: WeakSet[Page] = WeakSet()


def grave_problems(page: Page) -> tuple[list[tuple[str, list[str]]], Any]:
    """The rules that the page breaks gravely, each with the first elements that do; and what makes it wider
    than its screen, if anything does.

    Whether a text can be told from its ground is by far the dearest question. Computed styles answer it, so
    axe is asked once for each combination of them that it finds right."""
    if page not in _prepared:
        page.add_init_script(MAKE)
        page.evaluate(AXE)
        _prepared.add(page)
    found, keys, wide = page.evaluate(LOOK, NEVER_GRAVE)
    if fresh := [key for key in keys if key not in _readable]:
        contrast, good = page.evaluate(CONTRAST, fresh)
        _readable.update(key for key in good if key)
        found += contrast
    return [(rule, elements) for rule, impact, elements in found if impact in GRAVE], wide

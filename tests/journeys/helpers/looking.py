"""What axe finds on a page, as cheaply as it can be found: thousands of texts of the journeys look alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
#: Each text has a key: its own colour, size and weight, and all that is painted beneath it, down to the page.
#: What floats without a ground of its own has none, as what is beneath it is not what it stands in.
LOOK = """async ({ off, known }) => {
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
        return ground === null ? null : [color, fontSize, fontWeight, textShadow, ground].join(" ");
    };
    const texts = [...document.body.querySelectorAll("*")].filter(
        (node) =>
            node.matches("input, select, textarea") ||
            [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())
    );
    const seen = new Set(known);
    const fresh = texts.filter((node) => node.checkVisibility() && !seen.has(keyOf(node)));
    const options = { resultTypes: ["violations", "passes"], preload: false, elementRef: true };
    const rules = Object.fromEntries(["color-contrast", ...off].map((rule) => [rule, { enabled: false }]));
    const found = await axe.run(document, { ...options, resultTypes: ["violations"], rules });
    const only = { ...options, runOnly: { type: "rule", values: ["color-contrast"] } };
    const contrast = fresh.length ? await axe.run({ include: fresh }, only) : { violations: [], passes: [] };
    const good = contrast.passes.flatMap((rule) => rule.nodes.map((node) => keyOf(node.element)));
    const told = ({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((node) => node.html)];
    return [[...found.violations, ...contrast.violations].map(told), [...new Set(good)]];
}"""

#: The keys of the texts that axe has found well to read in this process.
_readable: set[str] = set()


def grave_problems(page: Page) -> list[tuple[str, list[str]]]:
    """The rules that the page breaks gravely, each with the first elements that do.

    Whether a text can be told from its ground is by far the dearest question. Computed styles answer it, so
    axe is asked once for each combination of them that it finds right."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: tuple[list[Any], list[Any]] = page.evaluate(LOOK, {"off": NEVER_GRAVE, "known": sorted(_readable)})
    _readable.update(key for key in found[1] if key)
    return [(rule, elements) for rule, impact, elements in found[0] if impact in GRAVE]

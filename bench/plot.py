"""A plot of the costs as SVG: one line of bars for each page with a goal, beside the floor's list."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from .pages import LIST
from .results import Results

WIDTH, LABEL, LINE, TOP = 860, 230, 18, 40
#: House -> colour; told apart without colours by their place as well.
COLOURS = {"small": "#9ecae1", "middle": "#4292c6", "large": "#08519c", "huge": "#08306b"}
FONT = 'font-family="sans-serif" font-size="12"'


def svg(results: Results) -> str:
    """Bars in list pages of the floor; a mark for each goal that is one of them."""
    labels = [label for label, page in results.pages.items() if page.goal]
    houses = [house for house in COLOURS if any((label, house) in results.rows for label in labels)]
    bars = {key: row.ratios["list"].median for key, row in results.rows.items() if key[0] in labels}
    most = max([1.0, *bars.values()])
    scale = (WIDTH - LABEL - 60) / most
    step = LINE * len(houses) + 8
    height = TOP + step * len(labels) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" {FONT}>',
        "<title>Cost of pages in list pages of the floor</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *_legend(houses),
    ]
    for place, label in enumerate(labels):
        y = TOP + place * step
        parts.append(f'<text x="4" y="{y + step / 2}" fill="#222222">{escape(label)}</text>')
        for row, house in enumerate(houses):
            if (label, house) in bars:
                parts += _bar(bars[label, house], y + row * LINE, COLOURS[house], scale)
        goal = results.pages[label].goal
        if goal and goal.floor == LIST:
            x = LABEL + goal.most * scale
            parts.append(f'<path d="M{x:.1f} {y - 2}v{step - 4}" stroke="#b30000" stroke-width="2"/>')
    x = LABEL + scale
    parts.append(f'<path d="M{x:.1f} {TOP - 8}v{height - TOP}" stroke="#666666" stroke-dasharray="4 4"/>')
    return "\n".join([*parts, "</svg>", ""])


def _legend(houses: Sequence[str]) -> list[str]:
    words = "dashed: the floor's list page; red: the goal"
    parts = [f'<text x="{LABEL + 330}" y="18" fill="#222222">{words}</text>']
    for place, house in enumerate(houses):
        x = LABEL + place * 90
        parts.append(f'<rect x="{x}" y="8" width="12" height="12" fill="{COLOURS[house]}"/>')
        parts.append(f'<text x="{x + 17}" y="18" fill="#222222">{house}</text>')
    return parts


def _bar(value: float, y: float, colour: str, scale: float) -> list[str]:
    width = value * scale
    return [
        f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" height="{LINE - 4}" fill="{colour}"/>',
        f'<text x="{LABEL + width + 4:.1f}" y="{y + LINE - 7}" fill="#222222">{value:.2f}</text>',
    ]

"""The states of a quote as documentation: a diagram and a table, generated from its transition table."""

from __future__ import annotations

from orders.pages.diagram import BEGIN, END
from project.base.states import Transition
from quotes.states import QUOTE_TRANSITIONS, WHO, QuoteState

#: How a quote begins.
BEGINNINGS = ((QuoteState.REQUESTED, "ask"), (QuoteState.PREPARING, "prepare"))
#: After these nothing comes.
ENDS = (QuoteState.ACCEPTED,)


def generated() -> str:
    """Everything between BEGIN and END of docs/quotes.md."""
    return "\n".join(["```mermaid", *_diagram(), "```", "", *_matrix()])


def put_into(page: str) -> str:
    """`page` with its generated part made anew. Raises ValueError when the marks are missing."""
    before, rest = page.split(BEGIN, 1)
    _old, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{generated()}\n\n{END}{after}"


def _diagram() -> list[str]:
    lines = ["stateDiagram-v2", *(f"    [*] --> {state.value}: {verb}" for state, verb in BEGINNINGS)]
    for row in QUOTE_TRANSITIONS:
        sources = [state.value for state in QuoteState if state.value in row.sources]
        lines += [f"    {source} --> {row.target}: {row.verb}" for source in sources if row.target]
    return [*lines, *(f"    {state.value} --> [*]" for state in ENDS)]


def _matrix() -> list[str]:
    states = list(QuoteState)
    rows = [
        f"| verb | who | {' | '.join(state.value.replace('_', ' ') for state in states)} |",
        f"| --- | --- | {' | '.join('---' for _state in states)} |",
    ]
    for row in QUOTE_TRANSITIONS:
        cells = " | ".join(_cell(row, state) for state in states)
        rows.append(f"| `{row.verb}` | {WHO[row.right]} | {cells} |")
    return rows


def _cell(row: Transition, state: QuoteState) -> str:
    if state.value in row.sources:
        return "**yes**"
    return "*done*" if state.value in row.done else "–"

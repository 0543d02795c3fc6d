"""The states of a revision as documentation: a diagram and a table, generated from its transition table."""

from __future__ import annotations

from orders.pages.diagram import BEGIN, END
from orders.states.revision_choices import RevisionState
from orders.states.revisions import REVISION_TRANSITIONS
from project.base.states import Transition

R = RevisionState
#: Where verbs lead that stay, or whose next state the action works out.
OPEN_TARGETS: dict[str, tuple[str, ...]] = {
    "judge_scope": (R.OUT_OF_SCOPE,),
    "judge_points": (R.ACCEPTED, R.IN_PROGRESS),
    "assign_revision": (R.OPEN,),
}
#: What the verbs of the order do to its revision.
BY_THE_ORDER = (
    ("[*]", R.OPEN, "request_revision"),
    (R.OPEN, R.IN_PROGRESS, "start"),
    (R.IN_PROGRESS, R.ANSWERED, "deliver"),
    (R.ANSWERED, R.IN_PROGRESS, "send_back"),
    (R.IN_PROGRESS, R.OPEN, "reassign"),
    (R.ANSWERED, R.ACCEPTED, "accept, lapse"),
)
#: Who has a right, in words.
WHO = {
    "can_judge_scope": "support, manager, owner (not of the account)",
    "can_answer_question": "client (payer, orderer)",
    "can_answer_points": "the person working on it",
    "can_judge_points": "client (payer, orderer)",
    "can_close_revision": "support, manager, owner (not of the account)",
    "can_negotiate": "client (payer, orderer), the person working on it, support, manager, owner",
    "can_agree": "the side that did not propose",
    "can_assign_revision": "manager, owner",
    "can_cancel_revision": "client (payer, orderer) while open; support, manager, owner",
    "can_offer_change": "manager, owner (not of the account)",
    "can_answer_change": "client (payer, orderer)",
}
#: What else must hold, in words.
PROVIDED = {
    "order_is_in_revision": "the order is revision_requested or in_progress",
    "order_is_in_progress": "the order is in_progress",
    "order_is_delivered": "the order is delivered",
    "order_rests": "the order is delivered or completed",
    "something_is_asked": "a question is open",
    "client_need_not_look": "the client need not check the answers",
    "a_time_is_proposed": "another deadline is proposed",
    "no_change_waits": "no change order is open",
    "a_change_waits": "a change order is open",
}


def generated() -> str:
    """Everything between BEGIN and END of docs/revisions.md."""
    return "\n".join(["```mermaid", *_diagram(), "```", "", *_matrix()])


def put_into(page: str) -> str:
    """`page` with its generated part made anew. Raises ValueError when the marks are missing."""
    before, rest = page.split(BEGIN, 1)
    _old, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{generated()}\n\n{END}{after}"


def _diagram() -> list[str]:
    lines = [
        "stateDiagram-v2",
        *(f"    {source} --> {target}: {verb}" for source, target, verb in BY_THE_ORDER),
    ]
    for row in REVISION_TRANSITIONS:
        targets = (row.target,) if row.target else OPEN_TARGETS.get(row.verb, ())
        for source in (state.value for state in R if state.value in row.sources):
            lines += [f"    {source} --> {target}: {row.verb}" for target in targets if target != source]
    return [*lines, "    accepted --> [*]", "    cancelled --> [*]"]


def _matrix() -> list[str]:
    states = list(R)
    rows = [
        f"| verb | who | {' | '.join(state.value.replace('_', ' ') for state in states)} | provided that |",
        f"| --- | --- | {' | '.join('---' for _state in states)} | --- |",
    ]
    for row in REVISION_TRANSITIONS:
        provided = "; ".join(PROVIDED[name] for name in row.guards)
        cells = " | ".join(_cell(row, state) for state in states)
        rows.append(f"| `{row.verb}` | {WHO[row.right]} | {cells} | {provided} |")
    return rows


def _cell(row: Transition, state: R) -> str:
    if state.value in row.sources:
        return "**yes**"
    return "*done*" if state.value in row.done else "–"

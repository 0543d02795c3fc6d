"""The page of one revision request: whose turn it is, what can be
done, its points, times, scope and price."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.actions.revision_moving import REVISIONS
from orders.models import RevisionRequest
from orders.models.revisions import RevisionState, Scope, ScopeRule, Severity
from orders.pages import timeline
from orders.pages.order.deliveries import file_rows, visible_deliveries
from orders.pages.order.verbs import Button
from orders.rules import revisions
from orders.rules.revision_guards import has_open_change
from orders.rules.sides import Sides, sides_of
from orders.states.badges import REVISION_BADGES, SCOPE_TONES, SEVERITY_TONES
from orders.states.doors import Door
from orders.states.orders import State
from project.base.components import Happening
from project.base.states import Choice
from project.base.viewer import Viewer

from . import points
from .agreements import IN_PANELS, ChangeView, ProposalView, change_of, proposal_of, visible_changes
from .fees import fee_facts

DOORS = {
    "judge_scope": Door("link", "revision_scope"),
    "answer_question": Door("link", "revision_questions"),
    "answer_points": Door("link", "order_answers"),
    "judge_points": Door("link", "revision_verdicts"),
    "close_revision": Door("post", "revision_close"),
    "propose_deadline": Door("link", "revision_deadline"),
    "assign_revision": Door("link", "revision_person"),
    "cancel_revision": Door(
        "confirm",
        "revision_cancel",
        gettext_lazy("No changes will be made. Your review window continues with the time that was left."),
        confirm_label=gettext_lazy("Withdraw request"),
    ),
    "offer_change": Door("link", "revision_change"),
}
#: What a revision waits for: whose turn that is, the words for them, the words for all others, and the verb
#: that tells whether it is this viewer's.
TURNS: dict[str, tuple[str, Any, Any, str]] = {
    "over": ("nobody", "", gettext_lazy("Nothing more to do."), ""),
    "beyond": ("nobody", "", gettext_lazy("This request is not part of the order."), ""),
    "hold": ("desk", "", gettext_lazy("The order is on hold."), ""),
    "scope": (
        "desk",
        gettext_lazy("decide whether this request is part of the order."),
        gettext_lazy("The agency has to decide whether this request is part of the order."),
        "judge_scope",
    ),
    "question": (
        "client",
        gettext_lazy("answer the writer’s question."),
        gettext_lazy("The client has to answer a question. The clock is paused."),
        "answer_question",
    ),
    "change": (
        "client",
        gettext_lazy("accept or decline the change order."),
        gettext_lazy("The client has to accept or decline the change order."),
        "accept_change",
    ),
    "answers": (
        "client",
        gettext_lazy("check the answers and decide whether each point has been met."),
        gettext_lazy("The client has to check the answers."),
        "judge_points",
    ),
    "review": ("editor", "", gettext_lazy("The new version is in editorial review."), ""),
    "begin": (
        "worker",
        gettext_lazy("start the revision on the order page."),
        gettext_lazy("Waiting for work to start."),
        "",
    ),
    "work": (
        "worker",
        gettext_lazy("answer the points, then deliver."),
        gettext_lazy("Work is in progress."),
        "",
    ),
}


@dataclass(frozen=True)
class RevisionPage:
    """Everything that one viewer's page of a revision prints. An empty part is not shown."""

    revision: RevisionRequest
    sides: Sides
    severity: tuple[Any, str]
    state: tuple[Any, str]
    turn: str
    mine: bool
    buttons: list[Button]
    facts: list[dict[str, Any]]
    points: list[points.PointView]
    told: bool
    compare_url: str
    proposals: list[ProposalView]
    changes: list[ChangeView]
    scope: tuple[Any, str]
    clause: str
    judgement: str
    staff_note: str
    files: list[dict[str, Any]]
    events: list[Happening]


def revision_page(viewer: Viewer, revision: RevisionRequest, now: dt.datetime) -> RevisionPage:
    """The page of a revision (from scope.revision_or_404) for `viewer`, who is a party of its order."""
    order = revision.order
    sides = sides_of(viewer, order)
    severity, state = Severity(revision.severity), RevisionState(revision.state)
    deliveries = list(visible_deliveries(viewer, order).filter(pk__in=_compared_ids(revision)))
    found = points.compared(revision, deliveries)
    waits = turn_of(revision)
    buttons = _buttons(viewer, revision, TURNS[waits][3])
    changes = [change_of(viewer, revision, row, now) for row in visible_changes(viewer, revision)]
    mine = _is_mine(waits, buttons, changes, sides)
    return RevisionPage(
        revision=revision,
        sides=sides,
        severity=(severity.label, SEVERITY_TONES[severity]),
        state=(state.label, REVISION_BADGES[state][0]),
        turn=str(TURNS[waits][1 if mine else 2]),
        mine=mine,
        buttons=buttons,
        facts=_facts(viewer, revision, sides),
        points=points.points_of(revision, sides, found),
        told=points.told(order, sides) and waits not in ("over", "beyond", "change"),
        compare_url=_compare_url(revision, found),
        proposals=[proposal_of(viewer, revision, sides, row) for row in revision.proposals.all()],
        changes=changes,
        scope=(Scope(revision.scope).label, SCOPE_TONES[Scope(revision.scope)]),
        clause=revision.clause,
        judgement=revision.judgement,
        staff_note=revision.staff_note if revisions.reads_staff_note(viewer, revision) else "",
        files=file_rows(revision.attachments.select_related("file").order_by("id")),
        events=timeline.sentences(order, sides, timeline.events_of_revision(revision), now),
    )


def turn_of(revision: RevisionRequest) -> str:
    """What a revision waits for: a key of TURNS. Reads prefetched points and changes."""
    order, state = revision.order, revision.state
    if state == RevisionState.OUT_OF_SCOPE:
        return "change" if has_open_change(revision) else "beyond"
    if state in (RevisionState.ACCEPTED, RevisionState.CANCELLED):
        return "over"
    if order.state == State.ON_HOLD:
        return "hold"
    if revision.scope == Scope.PENDING:
        return "scope"
    if state == RevisionState.IN_PROGRESS and any(point.asks for point in revision.points.all()):
        return "question"
    if state == RevisionState.ANSWERED:
        return "review" if order.state == State.IN_REVIEW else "answers"
    return "begin" if state == RevisionState.OPEN else "work"


def _is_mine(waits: str, buttons: list[Button], changes: list[ChangeView], sides: Sides) -> bool:
    side, _mine, _others, verb = TURNS[waits]
    allowed = {button.verb for button in buttons} | {verb for change in changes for verb in change.verbs}
    return verb in allowed or (side == "worker" and sides.works)


def _compared_ids(revision: RevisionRequest) -> list[int]:
    newest = revision.deliveries.order_by("-number").values_list("pk", flat=True).first()
    return [pk for pk in (revision.about_id, newest) if pk]


def _compare_url(revision: RevisionRequest, found: points.Compared | None) -> str:
    if found is None:
        return ""
    address = reverse("orders:order_compare", args=[revision.order.number])
    return f"{address}?from={found.old}&to={found.new}"


def _buttons(viewer: Viewer, revision: RevisionRequest, waited_for: str) -> list[Button]:
    """The verbs that can be used now; the one that is waited for stands out,
    as does answering for who works on it."""
    wanted = [row.verb for row in REVISIONS.transitions if row.verb not in IN_PANELS]
    choices = [choice for choice in REVISIONS.choices(viewer, revision, wanted) if choice.allowed]
    return [
        _button(revision, choice, choice.transition.verb in (waited_for, "answer_points"))
        for choice in choices
    ]


def _button(revision: RevisionRequest, choice: Choice, main: bool) -> Button:
    row, door = choice.transition, DOORS[choice.transition.verb]
    url = reverse(f"orders:{door.url_name}", args=[revision.order.number, revision.number])
    tone = "danger" if row.tone == "danger" else "primary" if main else "secondary"
    return Button(row.verb, row.label, row.icon, tone, url, door)


def _facts(viewer: Viewer, revision: RevisionRequest, sides: Sides) -> list[dict[str, Any]]:
    rule = ScopeRule(revision.scope_rule)
    worker = revision.assignee or revision.order.writer
    facts = [
        (
            _("Requested by"),
            revision.asked_by.public_name if sides.client or sides.staff else _("The client"),
        ),
        (_("Priority"), _("%(n)s of 10") % {"n": revision.priority}),
        (_("Assigned to"), worker.public_name if worker and (sides.inside or not revision.assignee) else ""),
        (_("Included rounds"), _("uses one round") if revision.uses_round else _("does not use a round")),
        (_("Rule applied"), rule.label if sides.staff else ""),
        *fee_facts(viewer, revision),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]

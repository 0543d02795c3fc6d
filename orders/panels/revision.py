"""The page of one revision request: whose turn it is, what can be done, its points, times, scope and price."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders import guards, price_view, revision_rules, rules, timeline
from orders.actions.revision_moves import REVISIONS
from orders.models import ChangeOrder, DeadlineProposal, PointNote, RevisionRequest
from orders.models.changes import ChangeState
from orders.models.negotiation import ProposalSide, ProposalState
from orders.models.revisions import RevisionState, Scope, ScopeRule, Severity
from orders.sight import Sight, sight_of
from orders.states import State
from project.base.states import Choice
from project.base.viewer import Viewer

from . import points, work
from .verbs import Button, Door

CHANGE_TONE = {
    ChangeState.OFFERED: "warn",
    ChangeState.ACCEPTED: "good",
    ChangeState.DROPPED: "neutral",
    ChangeState.WITHDRAWN: "neutral",
}
#: Verbs with a door of their own in a panel of the page.
IN_PANELS = ("accept_deadline", "accept_change", "drop_change", "withdraw_change")
DOORS = {
    "judge_scope": Door("link", "revision_scope"),
    "answer_question": Door("link", "revision_questions"),
    "answer_points": Door("link", "order_answers"),
    "judge_points": Door("link", "revision_verdicts"),
    "close_revision": Door("post", "revision_close"),
    "propose_deadline": Door("link", "revision_deadline"),
    "assign_revision": Door("link", "revision_person"),
    "cancel_revision": Door(
        "confirm", "revision_cancel",
        gettext_lazy("Nothing will be changed. What was left of the time to answer the delivery runs on."),
        confirm_label=gettext_lazy("Take the request back"),
    ),
    "offer_change": Door("link", "revision_change"),
}  # fmt: skip
#: What a side is waited for with, the most important first.
MAIN = {
    "desk": ("judge_scope", "offer_change"),
    "client": ("answer_question", "judge_points", "accept_change"),
    "worker": ("answer_points",),
}


@dataclass(frozen=True)
class ProposalView:
    """One proposed time; `mine_to_answer`: this viewer may agree to it now."""

    who: str
    due_at: dt.datetime
    note: str
    state: tuple[Any, str]
    at: dt.datetime
    mine_to_answer: bool


@dataclass(frozen=True)
class ChangeView:
    """One change order; `verbs` are those that this viewer may use on it now."""

    number: int
    note: str
    state: tuple[Any, str]
    price: dict[str, Any]
    hours: int
    valid_until: dt.datetime
    expired: bool
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class RevisionPage:
    """Everything that one viewer's page of a revision prints. An empty part is not shown."""

    revision: RevisionRequest
    sight: Sight
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
    events: list[dict[str, Any]]


def revision_page(viewer: Viewer, revision: RevisionRequest, now: dt.datetime) -> RevisionPage:
    """The page of a revision (from scope.revision_or_404) for `viewer`, who is a party of its order."""
    notes = Prefetch("points__notes", PointNote.objects.select_related("by"))
    prefetch_related_objects([revision], notes)
    order = revision.order
    sight = sight_of(viewer, order)
    severity, state = Severity(revision.severity), RevisionState(revision.state)
    deliveries = list(work.visible_deliveries(viewer, order).filter(pk__in=_compared_ids(revision)))
    found = points.compared(revision, deliveries)
    side, words = turn_of(revision)
    buttons = _buttons(viewer, revision)
    changes = [_change(viewer, revision, row, now) for row in _changes(viewer, revision)]
    return RevisionPage(
        revision=revision,
        sight=sight,
        severity=(severity.label, work.SEVERITY_TONE[severity]),
        state=(state.label, work.REVISION_LOOK.get(state, "neutral")),
        turn=str(words),
        mine=_is_mine(side, buttons, changes, sight),
        buttons=buttons,
        facts=_facts(revision, sight),
        points=points.points_of(revision, sight, found),
        told=points.told(order, sight),
        compare_url=_compare_url(revision, found),
        proposals=[_proposal(viewer, revision, sight, row) for row in revision.proposals.all()],
        changes=changes,
        scope=(Scope(revision.scope).label, SCOPE_TONE[Scope(revision.scope)]),
        clause=revision.clause,
        judgement=revision.judgement,
        staff_note=revision.staff_note if revision_rules.reads_staff_note(viewer, revision) else "",
        files=work.file_rows(revision.attachments.select_related("file").order_by("id")),
        events=timeline.sentences(order, sight, timeline.events_of_revision(revision), now),
    )


SCOPE_TONE = {Scope.PENDING: "warn", Scope.WITHIN: "good", Scope.OUT: "neutral", Scope.PAID: "good"}


def turn_of(revision: RevisionRequest) -> tuple[str, Any]:
    """Whose turn a revision is (desk, client, worker, editor or nobody), and what for, in words for everybody.

    Reads prefetched points and changes.
    """
    order, state = revision.order, revision.state
    if state in (RevisionState.ACCEPTED, RevisionState.CANCELLED):
        return "nobody", _("Nothing is left to do.")
    if state == RevisionState.OUT_OF_SCOPE:
        if guards.open_change(revision):
            return "client", _("The client accepts the change order or drops it.")
        return "nobody", _("This request is beyond the order.")
    if order.state == State.ON_HOLD:
        return "desk", _("The order is on hold.")
    if revision.scope == Scope.PENDING:
        return "desk", _("The agency decides whether this is part of the order.")
    if any(point.asks for point in revision.points.all()) and state == RevisionState.IN_PROGRESS:
        return "client", _("The client answers a question; the clock rests.")
    if state == RevisionState.ANSWERED:
        if order.state == State.IN_REVIEW:
            return "editor", _("An editor reads the new version.")
        return "client", _("The client looks at the answers.")
    if state == RevisionState.OPEN:
        return "worker", _("Waiting for the work to begin.")
    return "worker", _("It is being worked on.")


def _is_mine(side: str, buttons: list[Button], changes: list[ChangeView], sight: Sight) -> bool:
    allowed = {button.verb for button in buttons if not button.blocked}
    allowed |= {verb for change in changes for verb in change.verbs}
    return bool(allowed & set(MAIN.get(side, ()))) or (side == "worker" and sight.works)


def _compared_ids(revision: RevisionRequest) -> list[int]:
    newest = revision.deliveries.order_by("-number").values_list("pk", flat=True).first()
    return [pk for pk in (revision.about_id, newest) if pk]


def _compare_url(revision: RevisionRequest, found: points.Compared | None) -> str:
    if found is None:
        return ""
    address = reverse("orders:order_compare", args=[revision.order.number])
    return f"{address}?from={found.old}&to={found.new}"


def _buttons(viewer: Viewer, revision: RevisionRequest) -> list[Button]:
    """The verbs that can be used now, the one that is waited for first."""
    wanted = [row.verb for row in REVISIONS.transitions if row.verb not in IN_PANELS]
    choices = [choice for choice in REVISIONS.choices(viewer, revision, wanted) if choice.allowed]
    return [_button(revision, choice, at == 0) for at, choice in enumerate(choices)]


def _button(revision: RevisionRequest, choice: Choice, first: bool) -> Button:
    row, door = choice.transition, DOORS[choice.transition.verb]
    url = reverse(f"orders:{door.url_name}", args=[revision.order.number, revision.number])
    tone = "danger" if row.tone == "danger" else "primary" if first and row.tone == "primary" else "secondary"
    return Button(row.verb, row.label, row.icon, tone, url, door)


def _facts(revision: RevisionRequest, sight: Sight) -> list[dict[str, Any]]:
    rule = ScopeRule(revision.scope_rule)
    worker = revision.assignee or revision.order.writer
    facts = [
        (_("Asked for by"), revision.asked_by.public_name if sight.client or sight.staff else _("The client")),
        (_("Priority"), _("%(n)s of 10") % {"n": revision.priority}),
        (_("Works on it"), worker.public_name if worker and (sight.inside or not revision.assignee) else ""),
        (_("Included rounds"), _("uses one up") if revision.uses_round else _("uses none up")),
        (_("The rule says"), rule.label if sight.staff else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _proposal(viewer: Viewer, revision: RevisionRequest, sight: Sight, row: DeadlineProposal) -> ProposalView:
    tones = {ProposalState.OPEN: "warn", ProposalState.ACCEPTED: "good"}
    state = ProposalState(row.state)
    waits = state == ProposalState.OPEN and not REVISIONS.why_not("accept_deadline", revision)
    return ProposalView(
        who=_proposer(sight, row),
        due_at=row.due_at,
        note=row.note,
        state=(state.label, tones.get(state, "neutral")),
        at=row.at,
        mine_to_answer=waits and revision_rules.can_agree(viewer, revision),
    )


def _proposer(sight: Sight, row: DeadlineProposal) -> str:
    if row.by_id == sight.member_id:
        return _("You")
    return str(ProposalSide(row.side).label)


def _changes(viewer: Viewer, revision: RevisionRequest) -> list[ChangeOrder]:
    return list(revision.changes.all()) if rules.sees_price(viewer, revision.order) else []


def _change(viewer: Viewer, revision: RevisionRequest, row: ChangeOrder, now: dt.datetime) -> ChangeView:
    state, expired = ChangeState(row.state), row.state == ChangeState.OFFERED and row.valid_until <= now
    verbs = [choice.transition.verb for choice in REVISIONS.choices(viewer, revision, IN_PANELS[1:]) if choice.allowed]
    if expired and "accept_change" in verbs:
        verbs.remove("accept_change")
    return ChangeView(
        number=row.number,
        note=row.note,
        state=(_("Its time is over"), "neutral") if expired else (state.label, CHANGE_TONE[state]),
        price=price_view.printed(list(row.lines.all()), revision.order.currency),
        hours=row.hours,
        valid_until=row.valid_until,
        expired=expired,
        verbs=tuple(verbs) if state == ChangeState.OFFERED else (),
    )

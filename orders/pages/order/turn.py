"""Where an order stands: whose turn it is in words, which deadlines count
for this viewer, how far it has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.rules.accounts import pays_for
from orders.hooks.verbs import order_verbs
from orders.models import Order, RevisionRequest
from orders.models.revisions import RevisionState, Scope
from orders.pages.order.ledger import balance_for
from orders.rules.extensions import open_ask
from orders.rules.live_revision import active_revision
from orders.rules.orders import sees_price
from orders.rules.revision_guards import has_open_change
from orders.rules.revisions import can_request_revision, decides_scope
from orders.rules.sides import Sides
from orders.states.orders import CLOSED_STATES, RESUMABLE, State
from project.base import formatting
from project.base.components import Step
from project.base.viewer import Viewer

S = State
#: What to do, for whoever's turn it is.
MINE: dict[str, Any] = {
    S.PLACED: gettext_lazy("find a writer."),
    S.OFFERED: gettext_lazy("accept or decline this offer."),
    S.ASSIGNED: gettext_lazy("start work."),
    S.IN_PROGRESS: gettext_lazy("write the text, then deliver it."),
    S.IN_REVIEW: gettext_lazy("read the new version, then approve it or send it back."),
    S.DELIVERED: gettext_lazy("read the delivery, then accept it or request a revision."),
    S.REVISION_REQUESTED: gettext_lazy("start the revision."),
    S.ON_HOLD: gettext_lazy("resume the order when work can continue."),
}
CLAIM = gettext_lazy("claim this review so that no other editor starts it.")
ANSWER = gettext_lazy("answer the points in the revision, then deliver again.")
MORE_TIME = gettext_lazy("grant or decline the writer’s extension request.")
#: What everybody else reads.
WAITING: dict[str, Any] = {
    S.PLACED: gettext_lazy("The agency is looking for a writer"),
    S.OFFERED: gettext_lazy("Waiting for a writer to respond"),
    S.ASSIGNED: gettext_lazy("Waiting for the writer to start"),
    S.IN_PROGRESS: gettext_lazy("The writer is working on the text"),
    S.IN_REVIEW: gettext_lazy("Waiting for the editor"),
    S.DELIVERED: gettext_lazy("Waiting for the client"),
    S.REVISION_REQUESTED: gettext_lazy("Waiting for the writer to start the revision"),
    S.ON_HOLD: gettext_lazy("On hold until the agency resumes the order"),
    S.DISPUTED: gettext_lazy("In dispute until the agency decides"),
    S.COMPLETED: gettext_lazy("Completed, with nothing left to do"),
    S.CANCELLED: gettext_lazy("Cancelled"),
}
REVISING = gettext_lazy("The writer is working on the revision")
#: Offers are between the desk and writers: a client reads of the search only.
WAITING_CLIENT = {S.OFFERED: WAITING[S.PLACED]}


@dataclass(frozen=True)
class Turn:
    """`mine`: it is this viewer's turn; `words` say for what, or who is waited for. `url`: the page where
    that is done, where it is no verb of the order, and `label` what its button says. `side`: whose turn it
    is (desk, writer, editor, client, nobody), where it is another than that of the state."""

    mine: bool
    words: str
    url: str = ""
    label: str = ""
    side: str = ""


@dataclass(frozen=True)
class Due:
    """One deadline of this viewer; `done` when nothing waits for it any more. `key`: which one it is."""

    label: str
    when: dt.datetime | None
    done: bool
    key: str = ""


def turn_of(viewer: Viewer, order: Order, sides: Sides, mine: bool) -> Turn:
    """Whose turn it is, from where the viewer sits. What a revision waits for
    goes before what the state alone says."""
    state = S(order.state)
    if turn := _turn_in_revision(viewer, order, sides):
        return turn
    if not mine:
        if state == S.COMPLETED and (owed := _owed(viewer, order)):
            return Turn(False, _("Complete, and %(amount)s open") % {"amount": owed}, side="client")
        if state == S.IN_PROGRESS and active_revision(order):
            return Turn(False, str(REVISING))
        return Turn(False, str((WAITING_CLIENT if sides.client else {}).get(state, WAITING[state])))
    if sides.desk and not sides.writer and open_ask(order):
        return Turn(True, str(MORE_TIME), side="desk")
    words = MINE.get(state) or _to_do(state)
    if state == S.IN_REVIEW and order.editor_id is None:
        words = CLAIM
    elif state == S.IN_PROGRESS and active_revision(order):
        words = ANSWER
    return Turn(True, str(words))


def _owed(viewer: Viewer, order: Order) -> str:
    """What the client still has to pay, for who pays; "" for others, or where the sums were not read."""
    read = order.facts is not None and order.facts.charged is not None
    balance = balance_for(viewer, order) if read and pays_for(viewer, order.account_id) else None
    return formatting.money(balance.owed, order.currency) if balance and balance.owed > 0 else ""


def _to_do(state: State) -> Any:
    """What a state of an app to the right waits for, in the words that the app brings."""
    return next(verb.to_do for verb in order_verbs if state in verb.leads)


def _turn_in_revision(viewer: Viewer, order: Order, sides: Sides) -> Turn | None:
    """Decide a scope, answer a question, or answer a change order; None
    when no revision waits for such a thing."""
    if not sides.party or order.state in RESUMABLE:
        return None
    for revision in order.revisions.all():
        asked = order.state == S.IN_PROGRESS and any(point.asks for point in revision.points.all())
        if revision.active and revision.scope == Scope.PENDING:
            mine, name = decides_scope(viewer, order), "revision_scope"
            side, words, others, label = SCOPE_TURN
        elif revision.state == RevisionState.IN_PROGRESS and asked:
            mine, name = can_request_revision(viewer, order), "revision_questions"
            side, words, others, label = QUESTION_TURN
        elif has_open_change(revision) and sees_price(viewer, order):
            mine, name = can_request_revision(viewer, order), "revision"
            side, words, others, label = CHANGE_TURN
        else:
            continue
        url = reverse(f"orders:{name}", args=[order.number, revision.number]) if mine else ""
        return Turn(mine, str(words if mine else others), url, str(label), side)
    return None


#: What a revision waits for: whose turn it is, in words for them, for the others, and the button.
SCOPE_TURN = (
    "desk",
    gettext_lazy("decide whether the revision is part of the order."),
    gettext_lazy("The agency is deciding whether the revision is part of the order"),
    gettext_lazy("Decide scope"),
)
QUESTION_TURN = (
    "client",
    gettext_lazy("answer the writer’s question."),
    gettext_lazy("Waiting for the client to answer a question"),
    gettext_lazy("Answer questions"),
)
CHANGE_TURN = (
    "client",
    gettext_lazy("accept or decline the change order."),
    gettext_lazy("Waiting for the client to accept or decline a change order"),
    gettext_lazy("Read change order"),
)


def dues_of(order: Order, sides: Sides, revision: RevisionRequest | None) -> list[Due]:
    """The deadlines that count for this viewer: clients and editors see the
    client's, writers their own, the desk both."""
    rests = order.state in CLOSED_STATES or order.state in RESUMABLE
    delivered = rests or order.delivered_at is not None
    dues = []
    if sides.offer:
        dues.append(Due(_("Respond by"), sides.offer.answer_by, rests, "offer"))
    if _reads_client_deadline(sides):
        dues.append(
            Due(
                _("Client’s deadline") if sides.desk else _("Deadline"),
                order.client_deadline,
                delivered,
                "client",
            )
        )
    if sides.desk or not _reads_client_deadline(sides):
        label = _("Writer’s deadline") if sides.desk else _("Your deadline")
        dues.append(Due(label, order.writer_deadline, delivered or order.state == S.IN_REVIEW, "writer"))
    if revision and order.state != S.DELIVERED and sides.party:
        handed_in = revision.state == RevisionState.ANSWERED and sides.writer
        dues.append(
            Due(
                _("Revision due"),
                revision.due_at,
                rests or handed_in or revision.paused_at is not None,
                "revision",
            )
        )
    if order.review_ends_at and sides.party and order.state not in CLOSED_STATES:
        dues.append(Due(_("Review window ends"), order.review_ends_at, rests, "review"))
    return sorted(dues, key=lambda due: due.done)  # those that run come first


def _reads_client_deadline(sides: Sides) -> bool:
    return sides.client or sides.desk or (sides.editor and not sides.writer)


WAY = (
    gettext_lazy("Placed"),
    gettext_lazy("Writer found"),
    gettext_lazy("Writing"),
    gettext_lazy("Editorial review"),
    gettext_lazy("Delivered"),
    gettext_lazy("Completed"),
)
REVIEW_STEP = 3
#: How many steps of WAY a state has behind it; it stands on the next one.
BEHIND = {
    S.PLACED: 0,
    S.OFFERED: 0,
    S.ASSIGNED: 1,
    S.IN_PROGRESS: 2,
    S.REVISION_REQUESTED: 2,
    S.IN_REVIEW: 3,
    S.DELIVERED: 4,
    S.COMPLETED: 6,
}


def steps_of(order: Order, revision: RevisionRequest | None) -> tuple[Step, ...]:
    """The way of the order for ui/steps.html; empty for a cancelled one, which goes nowhere."""
    if order.state == S.CANCELLED:
        return ()
    behind = BEHIND[S(order.resumes_to or order.state)]
    labels = [label for at, label in enumerate(WAY) if at != REVIEW_STEP or order.agency.editorial_review]
    if not order.agency.editorial_review and behind > REVIEW_STEP:
        behind -= 1
    note = _current_note(order, revision)
    return tuple(
        Step(str(label), "done")
        if at < behind
        else Step(str(label), "current", note)
        if at == behind
        else Step(str(label), "next")
        for at, label in enumerate(labels)
    )


def _current_note(order: Order, revision: RevisionRequest | None) -> str:
    if order.state in RESUMABLE:
        return str(S(order.state).label)
    if revision and revision.state in (RevisionState.OPEN, RevisionState.IN_PROGRESS):
        return _("Revision %(number)s") % {"number": revision.number}
    return ""

"""Who may give feedback on an order to whom, from which moment on, and when its receiver reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.rules.agencies import is_editor, is_writer
from agencies.states.roles import is_management
from clients.rules.accounts import can_order
from orders.models import Delivery
from orders.rules.reviews import can_review
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from project.base.features import is_on
from writers.states.feedback import BY_CLIENT, DOUBLE_SIDED, WINDOW, Direction

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer
    from writers.models import Feedback

#: Anonymous feedback is released together, this many at least, so that nobody can tell which is whose.
BATCH = 3
#: Of so many client accounts at least: those of one client would all be known for theirs.
ACCOUNTS = 2


@dataclass(frozen=True)
class Possible:
    """A direction that is somebody's to give, and its receiver's membership; None for the client account."""

    direction: Direction
    receiver_id: int | None


@dataclass(frozen=True)
class _Version:
    by: int
    reviewers: tuple[int, ...]
    approved: bool
    pending: bool


def possible(viewer: Viewer, order: Order) -> list[Possible]:
    """All feedback that `viewer` may give about the visible `order` by now, given or not: only between people
    who took part, at an agency that has feedback. Editors from their review on, client and writer once the
    order was delivered. One query."""
    versions = [
        _version(by, corrector, reviewer, verdict)
        for by, corrector, reviewer, verdict in Delivery.objects.filter(
            agency_id=viewer.agency_id, order=order
        )
        .order_by("number")
        .values_list("delivered_by_id", "made_by_id", "reviewed_by_id", "verdict")
    ]
    found = [*_as_editor(viewer, order, versions)]
    if order.delivered_at is not None:
        found += [*_as_client(viewer, order, versions), *_as_writer(viewer, order, versions)]
    if not is_on(viewer.agency, "feedback"):
        return []
    # Whoever has two sides of one order rates neither the other nor themselves.
    return [each for each in dict.fromkeys(found) if each.receiver_id != viewer.member_id]


def _version(by: int, corrector: int | None, reviewer: int | None, verdict: str) -> _Version:
    """Who corrected a text reviewed it. Who wrote it did not: an agency may go without reviews."""
    people = dict.fromkeys(each for each in (corrector, reviewer) if each not in (None, by))
    approved, pending = verdict == ReviewVerdict.APPROVED, verdict == ReviewVerdict.PENDING
    return _Version(by, tuple(pk for pk in people if pk is not None), approved, pending)


def receivers_of(viewer: Viewer, order: Order) -> dict[str, list[int | None]]:
    """The receivers of each direction that is the viewer's to give, by the versions of the order: an address
    names one by its place. One query."""
    found: dict[str, list[int | None]] = {}
    for each in possible(viewer, order):
        found.setdefault(each.direction, []).append(each.receiver_id)
    return found


def can_give(viewer: Viewer, order: Order, direction: str, receiver_id: int | None) -> bool:
    """Whether this feedback is the viewer's to give."""
    return any(
        each.direction == direction and each.receiver_id == receiver_id for each in possible(viewer, order)
    )


def _as_editor(viewer: Viewer, order: Order, versions: list[_Version]) -> Iterator[Possible]:
    if not is_editor(viewer) or can_order(viewer, order.account_id):
        return
    reviews = order.state == State.IN_REVIEW and can_review(viewer, order)
    for version in versions:
        if viewer.member_id in version.reviewers or (reviews and version.pending):
            yield Possible(Direction.EDITOR_TO_WRITER, version.by)


def _as_client(viewer: Viewer, order: Order, versions: list[_Version]) -> Iterator[Possible]:
    if not can_order(viewer, order.account_id):
        return
    for version in versions:
        if version.approved:
            yield Possible(Direction.CLIENT_TO_WRITER, version.by)
            yield from (Possible(Direction.CLIENT_TO_EDITOR, each) for each in version.reviewers)


def _as_writer(viewer: Viewer, order: Order, versions: list[_Version]) -> Iterator[Possible]:
    if is_writer(viewer) and any(each.approved and each.by == viewer.member_id for each in versions):
        yield Possible(Direction.WRITER_TO_CLIENT, None)


def may_be_anonymous(direction: str) -> bool:
    """The client's side may keep to itself who says it."""
    return direction in BY_CLIENT


def window_ended(order: Order, now: dt.datetime) -> bool:
    """Whether client and writer no longer wait for each other: 14 days after the order was closed."""
    return order.closed_at is not None and order.closed_at + WINDOW <= now


def window_end(feedback: Feedback) -> dt.datetime | None:
    """When client and writer stop waiting for each other with this, if it waits for that; None while the
    order goes on."""
    closed = feedback.order.closed_at
    waits = feedback.direction in DOUBLE_SIDED and not feedback.anonymous
    return closed + WINDOW if waits and closed else None


def judged(feedback: Feedback, now: dt.datetime) -> Feedback:
    """The feedback as it is at `now`, for pages, mails and the API: what the end of a window has released is
    released, noted or not. Not to be stored: actions read it afresh."""
    if is_due(feedback, now):
        feedback.released_at = feedback.releases_at
    return feedback


def is_due(feedback: Feedback, now: dt.datetime) -> bool:
    """Whether its window has ended by `now`, and nothing has noted it yet."""
    ends = feedback.releases_at
    return feedback.released_at is None and ends is not None and ends <= now


def waits_for_other_side(feedback: Feedback, other_gave: bool, now: dt.datetime) -> bool:
    """Whether given feedback is kept back because the other side has not spoken yet."""
    if feedback.direction not in DOUBLE_SIDED or other_gave:
        return False
    return not window_ended(feedback.order, now)


def moderates(viewer: Viewer) -> bool:
    """Managers and owners decide contests and what is published."""
    return is_management(viewer)


def sees_giver(viewer: Viewer, feedback: Feedback) -> bool:
    """Whether a reader of the feedback learns who gave it. Of an anonymous one: its giver, and management
    while a contest about it is open, but never its receiver, who may be of the management. Clients read "the
    editor", never a name."""
    if feedback.giver_id == viewer.member_id or not feedback.anonymous:
        return True
    contest = getattr(feedback, "contest", None)
    decides = moderates(viewer) and feedback.receiver_id != viewer.member_id
    return decides and contest is not None and contest.decided_at is None


def sees_order(viewer: Viewer, feedback: Feedback) -> bool:
    """Whether a reader learns which order it is about, and when it was given: of an anonymous one whoever
    learns who gave it, and nobody else."""
    return sees_giver(viewer, feedback)

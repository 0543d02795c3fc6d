"""Working on one revision: begin with it, answer its points and hand in the version that answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from orders.models import Delivery, Order, RevisionRequest
from orders.models.revisions import RevisionState
from orders.rules.revisions import can_answer_points
from project.base.errors import Conflict, WrongState, require
from project.base.viewer import Member

from .deliveries import deliver, delivered_before, start_work
from .locking import locked_revision
from .revision_moving import REVISIONS
from .revision_requests import PointAnswer, answer_points


def start_revision(*, actor: Member, revision: RevisionRequest, now: dt.datetime) -> Order:
    """Begin with this revision. Beginning with one that is in work does nothing; one that is answered or over
    is refused by its state, whatever else its order waits for."""
    require(can_answer_points(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        if stored.state not in (RevisionState.OPEN, RevisionState.IN_PROGRESS):
            raise WrongState(REVISIONS.why_not("answer_points", stored))
        return start_work(actor=actor, order=stored.order, now=now)


def complete_revision(
    *,
    actor: Member,
    revision: RevisionRequest,
    answers: Mapping[int, PointAnswer],
    text: str,
    note: str,
    uploads: Sequence[Any],
    now: dt.datetime,
    waiting: Sequence[str] = (),
) -> Delivery:
    """Hand in the version that answers this revision, with `answers` to its points, as answer_and_deliver
    does it. One that is over is refused by its state."""
    require(can_answer_points(actor, revision))
    if not revision.active:
        raise WrongState(REVISIONS.why_not("answer_points", revision))
    facts: dict[str, Any] = {"text": text, "note": note, "uploads": uploads, "now": now}
    facts["waiting"] = waiting
    return answer_and_deliver(
        actor=actor, order=revision.order, revision=revision if answers else None, answers=answers, **facts
    )


def answer_and_deliver(
    *,
    actor: Member,
    order: Order,
    revision: RevisionRequest | None,
    answers: Mapping[int, PointAnswer],
    text: str,
    note: str,
    uploads: Sequence[Any],
    now: dt.datetime,
    waiting: Sequence[str] = (),
) -> Delivery:
    """Store `answers` to the points of `revision`, if there is one, then deliver.

    Answers are kept when the delivery is refused: a question to the client holds the text back, and has to
    reach the client all the same. The same text with the same files again is the version that it became.
    """
    try:
        if revision is not None:
            answer_points(actor=actor, revision=revision, answers=answers, now=now)
        return deliver(
            actor=actor, order=order, text=text, note=note, uploads=uploads, waiting=waiting, now=now
        )
    except Conflict:
        if found := delivered_before(actor, order, text, uploads, waiting):
            return found
        raise

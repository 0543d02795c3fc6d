"""Feedback on an order: begun, given, edited, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.models import Order
from project.base.errors import Invalid, Taken, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import Feedback
from writers.rules.feedback import can_give, may_be_anonymous
from writers.states.feedback import BY_CLIENT, LEAST, MOST, RATINGS, Direction, FeedbackVerb

from .feedback_moves import leave_event, release_with_other_side

TEXTS = ("strengths", "improvements", "notes")


@dataclass(frozen=True)
class Said:
    """What somebody says: ratings by name (RATINGS) from 1 to 5, those that they left out missing; words; and
    whether others than its receiver may read it."""

    ratings: Mapping[str, int] = field(default_factory=dict)
    strengths: str = ""
    improvements: str = ""
    notes: str = ""
    anonymous: bool = False
    allow_public: bool = False

    def columns(self) -> dict[str, Any]:
        """The columns of Feedback that it fills."""
        words = {name: getattr(self, name) for name in TEXTS}
        flags = {"anonymous": self.anonymous, "allow_public": self.allow_public}
        return {**{name: self.ratings.get(name) for name in RATINGS}, **words, **flags}


def begin_feedback(
    *, actor: Member, order: Order, direction: str, receiver: Membership | None, now: dt.datetime
) -> Feedback:
    """The actor's draft of this feedback, which nobody else reads; what they gave already when they did.

    Raises NotAllowed unless it is theirs to give (rules.feedback.possible), Taken when a client's colleague
    has given it.
    """
    require(can_give(actor, order, direction, receiver.pk if receiver else None))
    with transaction.atomic():
        return _of_order(actor, locked(actor, order), direction, receiver, now)


def give_feedback(
    *,
    actor: Member,
    order: Order,
    direction: str,
    receiver: Membership | None,
    said: Said,
    now: dt.datetime,
) -> Feedback:
    """Give feedback about an order, once per direction. `receiver` is None for the client account.

    Its receiver reads it at once; client and writer each other's once both gave, or the window ended; an
    anonymous one in a batch. What was given already, in the same words, is left as it is; in other words it
    is to be edited (edit_feedback). Raises Invalid without an overall rating, and beside whatever cannot be;
    NotAllowed and Taken as begin_feedback.
    """
    require(can_give(actor, order, direction, receiver.pk if receiver else None))
    check_said(direction, said)
    with transaction.atomic():
        order = locked(actor, order)
        feedback = _of_order(actor, order, direction, receiver, now)
        if feedback.given_at is not None:
            return _same(feedback, said)
        for name, value in said.columns().items():
            setattr(feedback, name, value)
        feedback.given_at = now
        feedback.save()
        leave_event(feedback, FeedbackVerb.GIVE, actor=actor, now=now)
        release_with_other_side(order, now)
        feedback.refresh_from_db(fields=["released_at"])
    return feedback


def check_said(direction: str, said: Said) -> None:
    """Raises Invalid, under the names of the fields, for what this direction cannot say."""
    problems: dict[str, Any] = {}
    for name, value in said.ratings.items():
        if name not in RATINGS or not LEAST <= value <= MOST:
            problems[name] = _("Choose a rating from 1 to 5.")
    if "overall" not in said.ratings:
        problems["overall"] = _("Choose an overall rating.")
    if said.anonymous and not may_be_anonymous(direction):
        problems["anonymous"] = _("Only clients can give feedback anonymously.")
    if said.allow_public and direction != Direction.CLIENT_TO_WRITER:
        problems["allow_public"] = _("Only a client’s feedback on a writer can be published.")
    if problems:
        raise Invalid(problems)


def _of_order(
    actor: Member, order: Order, direction: str, receiver: Membership | None, now: dt.datetime
) -> Feedback:
    """The row of this direction, under the lock of its order."""
    receiver_id = receiver.pk if receiver else None
    rows = Feedback.objects.filter(
        agency_id=order.agency_id, order=order, direction=direction, receiver_id=receiver_id, deleted_at=None
    )
    if direction not in BY_CLIENT:
        rows = rows.filter(giver_id=actor.member_id)
    if feedback := rows.select_for_update(of=("self",)).first():
        if feedback.giver_id == actor.member_id:
            return feedback
        if feedback.given_at is not None:
            raise Taken(_("A colleague has already given this feedback."))
        feedback.giver_id = actor.member_id  # A colleague's draft was never said.
        feedback.strengths = feedback.improvements = feedback.notes = ""
        feedback.save(update_fields=["giver_id", "strengths", "improvements", "notes"])
        return feedback
    return Feedback.objects.create(
        agency_id=order.agency_id,
        order=order,
        direction=direction,
        giver_id=actor.member_id,
        receiver=receiver,
        account_id=order.account_id if receiver is None else None,
        begun_at=now,
    )


def _same(feedback: Feedback, said: Said) -> Feedback:
    if any(getattr(feedback, name) != value for name, value in said.columns().items()):
        raise Taken(_("You have already given this feedback. Edit it instead."))
    return feedback

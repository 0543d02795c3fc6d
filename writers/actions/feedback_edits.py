"""Feedback that was given: edited and deleted by its giver, with what was said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order
from project.base.errors import Invalid, NotVisible, Stale, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import Feedback, FeedbackChange
from writers.rules.feedback_acts import gave, why_not_deleted, why_not_edited
from writers.states.feedback import RATINGS, FeedbackVerb

from .feedback import TEXTS, Said, check_said
from .feedback_moves import leave_event, locked_feedback, release_with_other_side


def edit_feedback(
    *, actor: Member, feedback: Feedback, said: Said, version: int, now: dt.datetime
) -> Feedback:
    """Say it otherwise. What was said before is kept, field by field. What was published is taken offline
    when its words or ratings change, or its giver allows it no longer.

    The same again changes nothing. Raises NotAllowed for all but its giver, Stale when it was edited since
    `version`, WrongState while it is contested and once a contest was upheld, Invalid as give_feedback, and
    by "anonymous" for what cannot become secret any more.
    """
    require(gave(actor, feedback))
    check_said(feedback.direction, said)
    with transaction.atomic():
        order, feedback = locked_with_order(actor, feedback, now)
        if feedback.deleted_at:
            raise NotVisible()
        before, after = _columns(feedback), said.columns()
        changed = [name for name in after if before[name] != after[name]]
        if not changed:
            return feedback
        _check_edit(feedback, said, version)
        _write(actor, feedback, {name: after[name] for name in changed}, now)
        release_with_other_side(order, now)
        feedback.refresh_from_db(fields=["released_at"])
    return feedback


def delete_feedback(*, actor: Member, feedback: Feedback, now: dt.datetime) -> None:
    """Withdraw what its receiver has not read yet: its words, ratings, points, levels and former words go;
    that there was some, and when it was deleted, stays. The second click finds it deleted. Raises NotAllowed
    for all but its giver, WrongState once it was released: then it can be contested only."""
    require(gave(actor, feedback))
    with transaction.atomic():
        _order, feedback = locked_with_order(actor, feedback, now)
        if feedback.deleted_at:
            return
        if reason := why_not_deleted(feedback):
            raise WrongState(reason)
        empty(feedback)
        feedback.deleted_at = now
        feedback.save()
        leave_event(feedback, FeedbackVerb.DELETE, actor=actor, now=now)


def empty(feedback: Feedback) -> None:
    """Take every word and rating out of it, and what hangs on it. The caller saves the row."""
    for name in RATINGS:
        setattr(feedback, name, None)
    for name in TEXTS:
        setattr(feedback, name, "")
    feedback.allow_public = False
    feedback.published_at = feedback.published_by = None
    feedback.points.all().delete()
    feedback.levels.all().delete()
    feedback.changes.all().delete()


def locked_with_order(actor: Member, feedback: Feedback, now: dt.datetime) -> tuple[Order, Feedback]:
    """Its order and itself, read afresh and locked in this sequence, as giving does."""
    order = locked(actor, Order(pk=feedback.order_id))
    feedback = locked_feedback(actor, feedback, now)
    feedback.order = order
    return order, feedback


def take_offline(feedback: Feedback, *, actor: Member, now: dt.datetime) -> None:
    """Of the locked row: nobody reads it beside a portfolio any more. Nothing for what is not published."""
    if feedback.published_at is None:
        return
    feedback.published_at = feedback.published_by = None
    feedback.save(update_fields=["published_at", "published_by"])
    leave_event(feedback, FeedbackVerb.UNPUBLISH, actor=actor, now=now)


def _columns(feedback: Feedback) -> dict[str, Any]:
    return {name: getattr(feedback, name) for name in (*RATINGS, *TEXTS, "anonymous", "allow_public")}


def _check_edit(feedback: Feedback, said: Said, version: int) -> None:
    if reason := why_not_edited(feedback):
        raise WrongState(reason)
    if version != feedback.version:
        text = _("This feedback was edited in the meantime. Compare both versions and save again.")
        raise Stale(text, current=feedback, typed=said.columns())
    if said.anonymous and not feedback.anonymous:
        text = _("This feedback was not given anonymously, and that can no longer be changed.")
        raise Invalid({"anonymous": text})
    if feedback.released_at and said.anonymous != feedback.anonymous:
        text = _("This feedback was released anonymously and stays anonymous.")
        raise Invalid({"anonymous": text})


def _write(actor: Member, feedback: Feedback, after: dict[str, Any], now: dt.datetime) -> None:
    FeedbackChange.objects.bulk_create(_changes(actor, feedback, after, now))
    if set(after) - {"anonymous", "allow_public"} or after.get("allow_public") is False:
        take_offline(feedback, actor=actor, now=now)
    for name, value in after.items():
        setattr(feedback, name, value)
    feedback.edited_at, feedback.version = now, feedback.version + 1
    feedback.save()
    leave_event(feedback, FeedbackVerb.EDIT, actor=actor, now=now)


def _changes(
    actor: Member, feedback: Feedback, after: dict[str, Any], now: dt.datetime
) -> Iterator[FeedbackChange]:
    for name, value in after.items():
        yield FeedbackChange(
            agency_id=feedback.agency_id,
            feedback=feedback,
            by=actor.membership,
            at=now,
            field=name,
            before=_told(getattr(feedback, name)),
            after=_told(value),
        )


def _told(value: Any) -> str:
    """As it is kept: "" for a rating that was left out, words for a choice."""
    return "" if value is None else str(value)

"""A client's feedback beside a writer's portfolio: allowed by its giver, published by the agency."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.viewer import Member
from writers.models import Feedback, FeedbackChange
from writers.rules.feedback_acts import can_publish, gave, why_not_published
from writers.states.feedback import Direction, FeedbackVerb

from .feedback_edits import take_offline
from .feedback_moves import leave_event, locked_feedback


def allow_public(*, actor: Member, feedback: Feedback, allowed: bool, now: dt.datetime) -> Feedback:
    """Let the agency publish it, or no longer: then it is taken offline at once. Possible at any time, also
    while it is contested. Does nothing when it stands so. Raises NotAllowed for all but its giver, Invalid
    for what is not about a writer."""
    require(gave(actor, feedback))
    if feedback.direction != Direction.CLIENT_TO_WRITER:
        raise Invalid({"allow_public": _("Only a client’s feedback on a writer can be published.")})
    with transaction.atomic():
        feedback = locked_feedback(actor, feedback, now)
        if feedback.deleted_at or feedback.given_at is None:
            raise NotVisible()
        if feedback.allow_public == allowed:
            return feedback
        if not allowed:
            take_offline(feedback, actor=actor, now=now)
        feedback.allow_public, feedback.version = allowed, feedback.version + 1
        feedback.save(update_fields=["allow_public", "version"])
        _note_change(actor, feedback, now)
        verb = FeedbackVerb.ALLOW if allowed else FeedbackVerb.DISALLOW
        leave_event(feedback, verb, actor=actor, now=now)
    return feedback


def publish_feedback(*, actor: Member, feedback: Feedback, now: dt.datetime) -> Feedback:
    """Show it beside the writer's portfolio. Does nothing when it is published. Raises NotAllowed for all but
    management, and in one's own matter; WrongState without the giver's leave, before its release, and while a
    contest is open or upheld."""
    require(can_publish(actor, feedback))
    with transaction.atomic():
        feedback = locked_feedback(actor, feedback, now)
        if reason := why_not_published(feedback):
            raise WrongState(reason)
        if feedback.published_at is None:
            feedback.published_at, feedback.published_by = now, actor.membership
            feedback.save(update_fields=["published_at", "published_by"])
            leave_event(feedback, FeedbackVerb.PUBLISH, actor=actor, now=now)
    return feedback


def unpublish_feedback(*, actor: Member, feedback: Feedback, now: dt.datetime) -> Feedback:
    """Take it offline. Does nothing when it is not published. Raises NotAllowed as publish_feedback."""
    require(can_publish(actor, feedback))
    with transaction.atomic():
        feedback = locked_feedback(actor, feedback, now)
        take_offline(feedback, actor=actor, now=now)
    return feedback


def _note_change(actor: Member, feedback: Feedback, now: dt.datetime) -> None:
    FeedbackChange.objects.create(
        agency_id=feedback.agency_id,
        feedback=feedback,
        by=actor.membership,
        at=now,
        field="allow_public",
        before=str(not feedback.allow_public),
        after=str(feedback.allow_public),
    )

"""Who is told of an act on feedback, by mail and in the application: that there is something to read, and
nothing of what it says, of which order, or by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.states.roles import MANAGEMENT
from project.base.viewer import Member
from writers.models import Feedback, FeedbackEvent
from writers.states.feedback import FeedbackVerb

from .told import tell_once

#: People that one act is told to at most.
MOST = 50
#: Verb -> subject, and what has happened.
WORDS: dict[str, tuple[Any, Any]] = {
    FeedbackVerb.RELEASE: (_("New feedback for you"), _("You have new feedback.")),
    FeedbackVerb.REPLY: (_("Reply to your feedback"), _("Someone replied to feedback that you gave.")),
    FeedbackVerb.CONTEST: (
        _("Contested feedback to decide"),
        _("Feedback has been contested. It counts in no average until you decide."),
    ),
    FeedbackVerb.DECIDE: (
        _("Contest decided"),
        _("A contest of feedback has been decided. The page has the explanation."),
    ),
}


def write_about_feedback(*, event_id: int, now: dt.datetime) -> int:
    """Tell everybody whom an act concerns, in the ways that they chose, each once. Nobody who may not read
    the feedback by now. Returns how many were told."""
    with transaction.atomic():
        rows = FeedbackEvent.objects.select_for_update(of=("self",), no_key=True)
        event = rows.select_related("feedback", "agency__brand").filter(pk=event_id).first()
        if event is None or event.verb not in WORDS:
            return 0
        people = [person for person in _concerned(event) if _may_read(event, person)]
        for person in people:
            _tell(event, person, now)
    return len(people)


def _concerned(event: FeedbackEvent) -> Iterable[Membership]:
    feedback = event.feedback
    rows = Membership.objects.live().filter(agency_id=event.agency_id, user__is_active=True)
    if event.verb == FeedbackVerb.CONTEST:
        rows = rows.with_role(*MANAGEMENT).exclude(pk__in=[feedback.giver_id, feedback.receiver_id or 0])
    else:
        told: dict[str, list[int | None]] = {
            FeedbackVerb.RELEASE: [feedback.receiver_id],
            FeedbackVerb.REPLY: [feedback.giver_id],
            FeedbackVerb.DECIDE: [feedback.giver_id, feedback.receiver_id],
        }
        rows = rows.filter(pk__in=[pk for pk in told[event.verb] if pk])
    return rows.select_related("user").order_by("pk")[:MOST]


def _may_read(event: FeedbackEvent, person: Membership) -> bool:
    viewer = Member(event.agency, membership=person)
    return Feedback.objects.visible_to(viewer).filter(pk=event.feedback_id).exists()


def _tell(event: FeedbackEvent, person: Membership, now: dt.datetime) -> None:
    tell_once(
        person,
        event.agency,
        act=f"feedback {event.pk}",
        at=event.at,
        words=WORDS[event.verb],
        path=reverse("writers:feedback", args=[event.feedback.public_id]),
        now=now,
    )

"""Who is told of an act on feedback, by mail and in the application: that there is something to read, and
nothing of what it says, of which order, or by whom."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, Notice, NoticeKind
from accounts.rules.notices import channels_of
from agencies.models import Membership
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.states.roles import MANAGEMENT
from project.base.jobs import Urgency
from project.base.viewer import Member
from writers.models import Feedback, FeedbackEvent
from writers.states.feedback import FeedbackVerb

KIND = "feedback"
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
    """Once for each act: the notice has its moment, the mail its id."""
    user, agency = person.user, event.agency
    by_mail, by_notice = channels_of(user, agency, NoticeKind.ORDER)
    path = reverse("writers:feedback", args=[event.feedback.public_id])
    with translation.override(user.speaks):
        subject, happened = (str(words) for words in WORDS[event.verb])
    told: dict[str, Any] = {"user": user, "agency": agency, "path": path, "detail": subject}
    if by_notice and not Notice.objects.filter(**told, at=event.at).exists():
        give_notice(**told, kind=NoticeKind.ORDER, now=event.at)
    mail_id = _mail_id(event, person)
    if not by_mail or Mail.objects.filter(message_id=mail_id).exists():
        return
    write_mail(
        agency=agency,
        kind=KIND,
        recipient=user.email,
        context={
            "title": subject,
            "happened": happened,
            "link": agency_url(agency, path),
            "choices_url": agency_url(agency, reverse("account_notice_settings")),
        },
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
        reader=user,
    )


def _mail_id(event: FeedbackEvent, person: Membership) -> str:
    """Tells neither the order nor how many acts there were."""
    digest = hashlib.sha256(f"feedback {event.pk} {person.pk}".encode()).hexdigest()[:32]
    return f"<{digest}@{agency_host(event.agency)}>"

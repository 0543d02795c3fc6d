"""One person told of one act, by mail and in the application, each once: that there is something to read, and
nothing of what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.urls import reverse
from django.utils import translation

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, Notice, NoticeKind
from accounts.rules.notices import channels_of
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_host, agency_url
from project.base.jobs import Urgency

#: Of the mail: its templates.
KIND = "feedback"


def tell_once(
    person: Membership,
    agency: Agency,
    *,
    act: str,
    at: dt.datetime,
    words: tuple[Any, Any],
    path: str,
    now: dt.datetime,
) -> None:
    """Tell `person` of the act in the ways that they chose: the notice has its moment `at`, the mail an id
    made of `act`, which tells nothing of it. `words`: the subject, and what has happened."""
    user = person.user
    by_mail, by_notice = channels_of(user, agency, NoticeKind.ORDER)
    with translation.override(user.speaks_at(agency)):
        subject, happened = (str(each) for each in words)
    told: dict[str, Any] = {"user": user, "agency": agency, "path": path, "detail": subject}
    if by_notice and not Notice.objects.filter(**told, at=at).exists():
        give_notice(**told, kind=NoticeKind.ORDER, now=at)
    mail_id = _mail_id(agency, act, person)
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


def _mail_id(agency: Agency, act: str, person: Membership) -> str:
    digest = hashlib.sha256(f"{act} {person.pk}".encode()).hexdigest()[:32]
    return f"<{digest}@{agency_host(agency)}>"

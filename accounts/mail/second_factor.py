"""Telling people that their agency requires a second factor of them, and from when on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, User
from accounts.rules.factors import has_counting_factor
from agencies.models import Membership, SecurityEvent
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.rules.second_factor import covered_by, second_factor_from
from project.base.jobs import Urgency

KIND = "second_factor_required"


#: People that one call writes to at most.
MOST = 100


def tell_of_rule(*, event_id: int, now: dt.datetime, after: int = 0) -> int | None:
    """Write to each member whom the rule covers and who has no second factor that counts here: a mail and a
    notice, each person in a transaction of its own and once about one change, however often this runs.
    Nothing when the rule has changed again since.

    Deals with the first MOST behind the member of the key `after`. Returns the key of the last one when there
    may be more, else None.
    """
    event = SecurityEvent.objects.select_related("agency__brand").filter(pk=event_id).first()
    if event is None or _is_superseded(event):
        return None
    rows = Membership.objects.live().filter(covered_by(event.agency), agency=event.agency, pk__gt=after)
    lacking = rows.exclude(has_counting_factor()).order_by("pk").values_list("pk", flat=True)
    keys = list(lacking[:MOST])
    for pk in keys:
        _tell(event, pk, now)
    return keys[-1] if len(keys) == MOST else None


def _is_superseded(event: SecurityEvent) -> bool:
    later = SecurityEvent.objects.filter(agency=event.agency, kind=event.kind, pk__gt=event.pk)
    return later.filter(detail__contains="second_factor").exists()


def _tell(event: SecurityEvent, member_id: int, now: dt.datetime) -> None:
    member = Membership.objects.select_related("user").get(pk=member_id)
    member.agency = event.agency
    since = second_factor_from(member)
    message_id = f"<factor.{event.public_id}.{member.public_id}@{agency_host(event.agency)}>"
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        if since is None or Mail.objects.filter(message_id=message_id).exists():
            return
        link = reverse("account_factors")
        write_mail(
            agency=event.agency,
            kind=KIND,
            recipient=user.email,
            context={
                "since": since if since > now else None,
                "zone": user.zone or event.agency.zone,
                "link": agency_url(event.agency, link),
            },
            urgency=Urgency.BULK,
            now=now,
            message_id=message_id,
            reader=user,
        )
        give_notice(user=user, agency=event.agency, kind=KIND, detail="", path=link, now=now)

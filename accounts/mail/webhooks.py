"""Telling those who run an agency that a webhook was switched off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from accounts.actions.mail import write_mail
from accounts.models import Mail, User
from agencies.models import Agency, Membership, Webhook
from agencies.models.membership import MembershipQuerySet
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.states.roles import MANAGEMENT
from agencies.states.webhooks import SwitchedOff
from project.base.jobs import Urgency

KIND = "webhook_switched_off"
#: People of one agency who are told, at most.
MOST_TOLD = 100


def management_of(agency: Agency) -> MembershipQuerySet:
    """Those who manage its webhooks now."""
    return Membership.objects.live().with_role(*MANAGEMENT).filter(agency=agency).order_by("pk")


def tell_of_switched_off(*, webhook_id: int, now: dt.datetime) -> int:
    """Write to each of them, once about one time that it was switched off, however often this runs. Nothing
    when it is on again, or gone. Returns how many mails were written."""
    webhook = Webhook.objects.select_related("agency__brand").filter(pk=webhook_id, removed_at=None).first()
    if webhook is None or not webhook.off_reason:
        return 0
    people = management_of(webhook.agency).select_related("user")[:MOST_TOLD]
    return sum(_tell(webhook, member, now) for member in people)


def _tell(webhook: Webhook, member: Membership, now: dt.datetime) -> bool:
    agency, at = webhook.agency, int(webhook.off_at.timestamp()) if webhook.off_at else 0
    which = f"webhook.{webhook.public_id}.{at}.{member.public_id}"
    message_id = f"<{which}@{agency_host(agency)}>"
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        if Mail.objects.filter(message_id=message_id).exists():
            return False
        write_mail(
            agency=agency,
            kind=KIND,
            recipient=user.email,
            context={
                "name": webhook.name,
                "reason": SwitchedOff(webhook.off_reason).label,
                "link": agency_url(agency, reverse("agencies:webhook", args=[webhook.public_id])),
            },
            urgency=Urgency.BULK,
            now=now,
            message_id=message_id,
            reader=user,
        )
    return True

"""Who hears that a webhook was switched off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from accounts.mail.webhooks import MOST_TOLD, management_of
from accounts.models import Notice
from agencies.models import Webhook
from agencies.signals import webhook_switched_off
from project.base.jobs import defer


@receiver(webhook_switched_off)
def tell_of_webhook(sender: Any, webhook: Webhook, now: dt.datetime, **_kwargs: Any) -> None:
    """Those who run the agency: by a notice at once, and a mail by a job. The notice names nothing that its
    reader could lose the right to read."""
    path = reverse("agencies:webhook", args=[webhook.public_id])
    Notice.objects.bulk_create(
        Notice(agency=webhook.agency, user_id=user, kind="webhook_switched_off", path=path, at=now)
        for user in management_of(webhook.agency).values_list("user_id", flat=True)[:MOST_TOLD]
    )
    defer("accounts.tell_of_webhook", webhook_id=webhook.pk)

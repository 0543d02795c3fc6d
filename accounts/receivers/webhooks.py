"""Who hears that a webhook was switched off, and what becomes of those that were somebody else's work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from accounts.mail.webhooks import MOST_TOLD, management_of
from accounts.models import Notice, SessionAct
from accounts.signals import people_act_undone, people_acts_held
from agencies.actions import webhooks
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


@receiver(people_acts_held)
def hold_webhooks_of_acts(sender: Any, acts: Sequence[SessionAct], **_kwargs: Any) -> None:
    """What is going to be questioned is locked before the sessions, as everywhere."""
    about = [act for act in acts if _is_about_webhook(act)]
    for agency in {act.agency for act in about}:
        ids = [int(act.subject) for act in about if act.agency_id == agency.pk]
        webhooks.hold_webhooks(agency=agency, ids=ids)


@receiver(people_act_undone)
def question_webhook_of_act(sender: Any, act: SessionAct, now: dt.datetime, **_kwargs: Any) -> None:
    """A webhook that a session made or changed which was not its person's sends nothing any more."""
    if _is_about_webhook(act):
        webhooks.question_webhook(agency=act.agency, webhook_id=int(act.subject), now=now)


def _is_about_webhook(act: SessionAct) -> bool:
    return "webhook" in (act.before or {})

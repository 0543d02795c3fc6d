"""Webhooks: made, changed, rotated, removed by those who manage the agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Webhook, WebhookDelivery
from agencies.models.webhooks import NAME_LIMIT
from agencies.rules.agencies import manages_webhooks
from agencies.rules.webhooks import BOTH_SIGN, MOST, url_fault
from agencies.signals import people_acted, webhook_switched_off
from agencies.states.webhooks import DeliveryState, SwitchedOff
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.text import is_blank
from project.base.viewer import Member, Viewer

from .webhook_events import known_kinds
from .webhook_secrets import locked_up, new_secret


@sensitive_variables("secret")
def create_webhook(
    *,
    actor: Member,
    name: str,
    url: str,
    kinds: Iterable[str],
    now: dt.datetime,
    enabled: bool = True,
    browser: Browser = UNKNOWN,
) -> tuple[Webhook, str]:
    """A new webhook of the actor's agency. Returns it with its secret, which is shown to nobody again.

    Raises Invalid by field for a name that another one has (the same form sent twice), an address that
    cannot be one (agencies.rules.webhooks.url_fault), kinds that are unknown or none, and for more than MOST
    webhooks.
    """
    require(manages_webhooks(actor))
    fields = {"name": name, "url": url, "kinds": _ordered(kinds), "enabled": enabled}
    with transaction.atomic():
        _check(actor, fields)
        _require_room(actor)
        secret = new_secret()
        webhook = Webhook.objects.create(
            agency=actor.agency,
            secret=locked_up(secret),
            made_by=actor.membership,
            made_at=now,
            changed_at=now,
            **fields,
        )
        _note(webhook, actor, browser, now)
        _log("webhook_made", webhook, actor, browser)
    return webhook, secret


def change_webhook(
    *,
    actor: Viewer,
    webhook: Webhook,
    version: int,
    name: str,
    url: str,
    kinds: Iterable[str],
    enabled: bool,
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> Webhook:
    """Store what a webhook is from the next event on. What waits for it goes to the new address; when it is
    switched off, nothing waits any longer. One that is switched on again begins without failures.

    Does nothing when nothing changed. Raises Invalid as create_webhook, Stale when `version` is not the one
    that stands.
    """
    require(manages_webhooks(actor))
    fields: dict[str, Any] = {"name": name, "url": url, "kinds": _ordered(kinds), "enabled": enabled}
    with transaction.atomic():
        _check(actor, fields, besides=webhook.pk)
        row = lock_webhook(actor, webhook)
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        if not changed:
            return row
        if row.version != version:
            raise Stale(_("Someone saved this webhook while you were editing it."), current=row)
        _note(row, actor, browser, now)
        for field in changed:
            setattr(row, field, fields[field])
        if "enabled" in changed:
            row.failures, row.failing_since, row.off_reason = 0, None, ""
            row.off_at = None if enabled else now
        row.version, row.changed_at = row.version + 1, now
        row.save()
        if not row.enabled:
            drop_waiting(row, now)
        _log("webhook_changed", row, actor, browser, changed=",".join(changed))
    return row


@sensitive_variables("secret")
def rotate_secret(
    *, actor: Viewer, webhook: Webhook, now: dt.datetime, browser: Browser = UNKNOWN
) -> tuple[Webhook, str]:
    """A new secret, returned with its webhook and shown to nobody again. The present one goes on signing
    beside it for BOTH_SIGN; one that was rotated before, no longer."""
    require(manages_webhooks(actor))
    with transaction.atomic():
        row = lock_webhook(actor, webhook)
        _note(row, actor, browser, now)
        secret = new_secret()
        row.former_secret, row.former_until = row.secret, now + BOTH_SIGN
        row.secret = locked_up(secret)
        row.save(update_fields=["secret", "former_secret", "former_until"])
        _log("webhook_secret_rotated", row, actor, browser)
    return row, secret


def remove_webhook(*, actor: Viewer, webhook: Webhook, now: dt.datetime, browser: Browser = UNKNOWN) -> None:
    """Nothing is sent there any more; address and secrets are forgotten now, the log by a sweep. Raises
    NotVisible for one that is gone."""
    require(manages_webhooks(actor))
    with transaction.atomic():
        row = lock_webhook(actor, webhook)
        drop_waiting(row, now)
        row.url = row.secret = row.former_secret = row.off_reason = ""
        row.former_until, row.enabled, row.removed_at = None, False, now
        row.save()
        _log("webhook_removed", row, actor, browser)


def hold_webhooks(*, agency: Agency, ids: Iterable[int]) -> None:
    """Lock webhooks that are going to be questioned, before the sessions of whoever made them."""
    rows = Webhook.objects.filter(agency=agency, pk__in=ids).order_by("pk")
    list(rows.select_for_update(no_key=True))


def question_webhook(*, agency: Agency, webhook_id: int, now: dt.datetime) -> None:
    """Switch off a webhook that was made, changed or rotated from a session which its person reports as not
    theirs: data may go to somebody else. Asks no right. Does nothing for one that is off, or removed."""
    rows = Webhook.objects.filter(agency=agency, pk=webhook_id, removed_at=None, enabled=True)
    row = rows.select_for_update(no_key=True, of=("self",)).select_related("agency").first()
    if row is not None:
        switch_off(row, SwitchedOff.QUESTIONED, now)


def switch_off(row: Webhook, reason: str, now: dt.datetime) -> None:
    """Switch a locked webhook off for a `reason` of SwitchedOff, and have those told who manage it. Asks no
    right: sending and questioning do this."""
    row.enabled, row.off_reason, row.off_at = False, reason, now
    row.version = F("version") + 1
    row.save(update_fields=["enabled", "off_reason", "off_at", "version"])
    row.refresh_from_db(fields=["version"])
    drop_waiting(row, now)
    log_event("webhook_switched_off", agency=row.agency, webhook=row.public_id, reason=reason)
    webhook_switched_off.send(Webhook, webhook=row, now=now)


def drop_waiting(row: Webhook, now: dt.datetime) -> None:
    """What waits for a locked webhook is not sent; what a worker sends at this moment ends by itself."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = WebhookDelivery.objects.filter(free, webhook=row, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.DROPPED, next_at=None, claimed_until=None, ended_at=now)


def lock_webhook(actor: Viewer, webhook: Webhook) -> Webhook:
    """The webhook afresh, locked. Within an open transaction. Raises NotVisible when it is gone."""
    rows = Webhook.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    row = rows.filter(pk=webhook.pk).first()
    if row is None:
        raise NotVisible()
    row.agency = actor.agency
    return row


def _check(actor: Viewer, fields: dict[str, Any], besides: int = 0) -> None:
    """Under the agency's lock, so that of two with one name, or of two last ones, one is refused."""
    Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
    errors: dict[str, Any] = {}
    if is_blank(fields["name"]) or len(fields["name"]) > NAME_LIMIT:
        errors["name"] = _("Enter a name of at most %(most)s characters.") % {"most": NAME_LIMIT}
    others = Webhook.objects.visible_to(actor).exclude(pk=besides)
    if fields["name"].casefold() in {name.casefold() for name in others.values_list("name", flat=True)}:
        errors["name"] = _("Another webhook has this name. Choose a different one.")
    if fault := url_fault(fields["url"]):
        errors["url"] = fault
    if not fields["kinds"] or set(fields["kinds"]) - set(known_kinds()):
        errors["kinds"] = _("Choose at least one of the events.")
    if errors:
        raise Invalid(errors)


def _require_room(actor: Viewer) -> None:
    if Webhook.objects.visible_to(actor).count() >= MOST:
        text = ngettext("You already have %(n)s webhook. ", "You already have %(n)s webhooks. ", MOST)
        raise Invalid({"": text % {"n": MOST} + _("Delete one you no longer need.")})


def _ordered(kinds: Iterable[str]) -> list[str]:
    """In the order in which they are shown; unknown ones, which `_check` refuses, behind them."""
    wanted = set(kinds)
    known = [kind for kind in known_kinds() if kind in wanted]
    return known + sorted(wanted - set(known))


def _note(webhook: Webhook, actor: Viewer, browser: Browser, now: dt.datetime) -> None:
    """Say which session makes or changes a webhook, so that it can be questioned."""
    about = {"kind": "people", "subject": webhook.pk, "before": {"webhook": webhook.public_id}}
    people_acted.send(Webhook, actor=actor, browser=browser, now=now, **about)


def _log(event: str, webhook: Webhook, actor: Viewer, browser: Browser, **facts: Any) -> None:
    about: dict[str, Any] = {"actor": actor, "browser": browser, "webhook": webhook.public_id}
    log_event(event, agency=actor.agency, **about, **facts)

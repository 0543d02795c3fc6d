"""The secrets of webhooks: made, read for signing, encrypted anew."""

from __future__ import annotations

import base64
import datetime as dt
import secrets

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables
from standardwebhooks.webhooks import Webhook as Signer

from agencies.models import Webhook
from agencies.rules.webhooks import signs_too
from project.base.secret_box import box

BYTES = 32


def new_secret() -> str:
    """A secret as its receiver keeps it: "whsec_" and 32 random bytes in base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(BYTES)).decode()}"


@sensitive_variables("secret")
def locked_up(secret: str) -> str:
    """A secret as the database keeps it."""
    return box().encrypt(secret.encode()).decode()


@sensitive_variables("keys")
def signatures(webhook: Webhook, message_id: str, body: str, now: dt.datetime) -> str:
    """The value of `webhook-signature`: one signature, or two within a day of a rotation. Raises InvalidToken
    when no key opens the secret."""
    keys = [webhook.secret]
    if signs_too(webhook, now):
        keys.append(webhook.former_secret)
    opened = (box().decrypt(key.encode()).decode() for key in keys)
    return " ".join(Signer(key).sign(message_id, now, body) for key in opened)


def lock_webhooks_anew() -> tuple[int, int]:
    """Encrypt the secrets of all webhooks with the first key. Answers how many webhooks, and how many of
    theirs no key opens. Each is a transaction of its own; again does no harm."""
    done = lost = 0
    for pk in Webhook.objects.exclude(secret="").order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = Webhook.objects.select_for_update(no_key=True).filter(pk=pk).exclude(secret="").first()
            if row is None:
                continue
            try:
                row.secret, row.former_secret = _anew(row.secret), _anew(row.former_secret)
            except InvalidToken:
                lost += 1
                continue
            row.save(update_fields=["secret", "former_secret"])
            done += 1
    return done, lost


def _anew(kept: str) -> str:
    return box().rotate(kept.encode()).decode() if kept else ""


def forget_former_secrets(*, now: dt.datetime, most: int) -> int:
    """Forget secrets whose day after a rotation is over. Returns of how many webhooks."""
    due = Webhook.objects.filter(~Q(former_secret=""), former_until__lte=now)
    ids = list(due.values_list("pk", flat=True)[:most])
    return due.filter(pk__in=ids).update(former_secret="", former_until=None)

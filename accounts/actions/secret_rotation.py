"""The key of everything encrypted, changed: second factors, webhooks."""

from __future__ import annotations

from contextlib import suppress

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from accounts.models import ActKind, SessionAct
from accounts.rules.factors import Kind
from agencies.actions.webhook_secrets import lock_webhooks_anew
from project.base.secret_box import box

#: Where each kind keeps its secret.
SECRETS = {Kind.TOTP: "secret", Kind.RECOVERY_CODES: "seed"}


def lock_anew() -> tuple[int, int]:
    """Encrypt all secrets with the first key, of second factors and of webhooks. Answers how many, and how
    many no key opens.

    Each row is a transaction of its own, so that people go on signing in; again does no harm.
    """
    done, lost = lock_webhooks_anew()
    _lock_removed_anew()
    for pk in Authenticator.objects.filter(type__in=SECRETS).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update(no_key=True).filter(pk=pk).first()
            if row is None:
                continue
            name = SECRETS[Kind(row.type)]
            try:
                row.data[name] = box().rotate(row.data[name].encode()).decode()
            except InvalidToken:
                lost += 1
                continue
            row.save(update_fields=["data"])
            done += 1
    return done, lost


def _lock_removed_anew() -> None:
    """Those of factors that were removed and may be put back; what no key opens stays as it is."""
    acts = SessionAct.objects.standing().filter(kind=ActKind.FACTOR_REMOVED, before__type__in=SECRETS)
    for pk in acts.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            act = acts.select_for_update(no_key=True).filter(pk=pk).first()
            if act is None or act.before is None:
                continue
            data, name = act.before["data"], SECRETS[Kind(act.before["type"])]
            with suppress(InvalidToken):
                data[name] = box().rotate(data[name].encode()).decode()
                act.save(update_fields=["before"])

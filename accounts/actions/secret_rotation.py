"""The keys of second factors, changed."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from accounts.rules.factors import Kind
from accounts.rules.secret_box import box

#: Where each kind keeps its secret.
SECRETS = {Kind.TOTP: "secret", Kind.RECOVERY_CODES: "seed"}


def lock_anew() -> tuple[int, int]:
    """Encrypt all secrets of second factors with the first key. Answers how many, and how many no key opens.

    Each row is a transaction of its own, so that people go on signing in; again does no harm.
    """
    done = lost = 0
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

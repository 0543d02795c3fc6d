"""The overview of the security centre: how safe the account is, the last sign-in, what failed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.rules.login_alerts import questions_of
from accounts.rules.passkeys import host_of
from accounts.rules.token_reach import within_reach
from agencies.models import SecurityEvent
from project.base.http import SignedInRequest

from .security_score import Item, items_of, read_facts, score_of

#: Failed sign-ins of so many days are counted.
DAYS_OF_FAILURES = 30


@dataclass(frozen=True)
class Overview:
    """`items`: parts of the score, what is missing first. `last`: the sign-in before the latest one, None for
    none. `failed`: how many did. `own`: all of one's events."""

    items: list[Item]
    score: int
    last: SecurityEvent | None
    failed: int
    own: Any


def overview_of(request: SignedInRequest, now: dt.datetime) -> Overview:
    """Read it for whoever asks. Six queries."""
    user = request.user
    facts = read_facts(user, request.viewer, host_of(request), questions_of(user).count(), now)
    items = items_of(facts)
    own = within_reach(SecurityEvent.objects.of_person(user).select_related("agency"), request)
    signed = own.filter(kind="signed_in").order_by("-at", "-id")[:2]
    since = now - dt.timedelta(days=DAYS_OF_FAILURES)
    failed = own.filter(kind="sign_in_failed", at__gte=since).count()
    last = next(iter(list(signed)[1:]), None)
    return Overview(items=items, score=score_of(items), last=last, failed=failed, own=own)

"""What the API asks of accounts (project.base.api.hooks): how often somebody calls, and stored answers."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

from django.http import HttpResponse

from accounts.actions.stored_answers import answer_once
from accounts.rules import tries
from accounts.rules.limits import API, API_PRICE, API_VISITOR, PHOTO, Limit, network_of, take
from project.base import clock
from project.base.http import AgencyRequest
from project.base.viewer import Member

#: Calls that a process takes from a counter at once are a 30th of what is allowed: so a busy client costs a
#: write for each 20 calls, and never has more than the limit.
LUMPS = 30
MOST_KNOWN = 10_000

_lock = threading.Lock()
_taken: dict[str, tuple[int, dt.datetime]] = {}


def throttle(request: AgencyRequest, kind: str) -> None:
    """Count a call by person and agency, of visitors by network; a price by a counter of its own, a photo by
    that of its page, too. Raises TooMany."""
    who, now = _who(request), clock.now()
    if kind == "price":
        spend(API_PRICE, *who, now=now)
    elif request.user.is_authenticated:
        spend(API, *who, now=now)
        if kind == "photo":
            tries.count(tries.of_person(PHOTO, request, request.user, now), now)
    else:
        spend(API_VISITOR, *who, now=now)


def _who(request: AgencyRequest) -> tuple[str, ...]:
    if request.user.is_authenticated:
        return ("person", str(request.agency_id), str(request.user.pk))
    return ("network", network_of(request))


def spend(limit: Limit, *parts: str, now: dt.datetime) -> None:
    """Count one call of `limit`. Raises TooMany."""
    key = limit.key(*parts)
    with _lock:
        left, ends = _taken.get(key, (0, now))
        if left > 0 and now < ends:
            _taken[key] = (left - 1, ends)
            return
    granted, ends = take(limit, *parts, amount=max(1, limit.allowed // LUMPS), now=now)
    with _lock:
        if len(_taken) >= MOST_KNOWN:
            _taken.clear()
        _taken[key] = (granted - 1, ends)


def forget_taken() -> None:
    """Begin anew: for tests."""
    _taken.clear()


def once(
    request: AgencyRequest, *, key: str, fingerprint: str, run: Callable[[], HttpResponse]
) -> HttpResponse:
    """answer_once for whoever sends the request; visitors have no keys."""
    if not isinstance(request.viewer, Member):
        return run()
    return answer_once(actor=request.viewer, key=key, fingerprint=fingerprint, run=run, now=clock.now())

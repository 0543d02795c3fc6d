"""Questions that agencies asks of apps to its right, without importing them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .models import Membership


@dataclass(frozen=True)
class SignInFacts:
    """How somebody signs in: with a second factor, when they were last seen here (None: never), tokens unused for long."""

    second_factor: bool
    last_seen: dt.datetime | None
    stale_tokens: int


#: (members, now) -> facts by primary key, in a constant number of queries.
Answer = Callable[[Iterable[Membership], dt.datetime], dict[int, SignInFacts]]
_answers: list[Answer] = []


def register_sign_in_facts(answer: Answer) -> None:
    """Called once by the app that knows how people sign in."""
    _answers[:] = [answer]


def sign_in_facts(members: Iterable[Membership], now: dt.datetime) -> dict[int, SignInFacts]:
    """What is known of these members' sign-ins."""
    return _answers[0](list(members), now) if _answers else {}

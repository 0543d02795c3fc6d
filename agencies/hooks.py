"""Questions that agencies asks of apps to its right, without importing them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from project.base.hooks import Hook

from .models import Membership


@dataclass(frozen=True)
class SignInFacts:
    """How somebody signs in: with a second factor, when they were last seen here (None: never), tokens unused for long."""

    second_factor: bool
    last_seen: dt.datetime | None
    stale_tokens: int


#: (members, now) -> facts by primary key, in a constant number of queries.
Answer = Callable[[Iterable[Membership], dt.datetime], dict[int, SignInFacts]]

sign_in_facts: Hook[Answer] = Hook("agencies.hooks.sign_in_facts")

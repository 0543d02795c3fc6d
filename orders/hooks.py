"""Questions that the orders app asks of apps to its right, without importing them.

Each is a typed Protocol; the answering app registers its answer in `AppConfig.ready()`, and the system check
`orders.E001` fails when one is missing, so a forgotten registration is found at start and not by a user.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from agencies.models import Membership

    from .models import Order


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason why `writer` cannot take `order` at `now`, in plain words; empty when they can."""
        ...


_registered: dict[str, object] = {}

#: Names of the hooks that must be answered.
REQUIRED = ("eligibility",)


def register_eligibility(answer: Eligibility) -> None:
    """Called once by the app that knows writers."""
    _registered["eligibility"] = answer


def eligibility() -> Eligibility:
    """The registered answer. Raises LookupError when nothing registered (the system check finds that first)."""
    answer = _registered.get("eligibility")
    if answer is None:
        raise LookupError("no app answers orders.hooks.eligibility")
    return answer  # type: ignore[return-value]


def missing() -> list[str]:
    """Names of required hooks that nobody answers."""
    return [name for name in REQUIRED if name not in _registered]

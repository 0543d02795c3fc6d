"""Questions that the orders app asks of apps to its right, and what they add to its own, without importing
them.

They register in `AppConfig.ready()` (see project/base/hooks.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from project.base.hooks import Hook, Registry

if TYPE_CHECKING:
    from agencies.models import Membership

    from .models import Order


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason why `writer` cannot take `order` at `now`, in plain words; empty when they can."""
        ...


eligibility: Hook[Eligibility] = Hook("orders.hooks.eligibility")


@dataclass(frozen=True)
class MailWords:
    """One mail about an event of an order. `waits`: it asks its reader to act, so it is not sent once the
    order has moved on.

    `subject` stands between the order's number and its title; `more` may name {fee} and {amount}. `told`: the
    timeline's sentence is said. All words are lazily translated: they are read in the reader's language.
    """

    subject: Any
    button: Any
    more: Any = ""
    waits: bool = False
    told: bool = True


#: By verb of an OrderEvent that an app to the right records: which parts (orders/states/mail_parts.py) a mail
#: tells of it, and in which words. Somebody who has several parts is told as the first of them; orders' own
#: verbs are in orders/mail/words.py.
mail_words: Registry[Mapping[str, MailWords]] = Registry("orders.hooks.mail_words")

"""How acts that apps to the right record on an order read, in its timeline and in mails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orders.states.timeline import Line
from project.base.hooks import Registry


@dataclass(frozen=True)
class MailWords:
    """One mail about an event of an order. `waits`: it asks its reader to act, so it is not sent once the
    order has moved on. `leads_to`: only of an event that led to that state of the order.

    `subject` stands between the order's number and its title; `more` may name {fee} and {amount}. `told`: the
    timeline's sentence is said. `confirms`: it also goes to who did it, with the priced lines and the terms
    of the order (orders/mail/confirmation.py). All words are lazily translated: they are read in the reader's
    language.
    """

    subject: Any
    button: Any
    more: Any = ""
    waits: bool = False
    leads_to: str = ""
    told: bool = True
    confirms: bool = False


#: By verb of an OrderEvent that an app to the right records: which parts (orders/states/mail_parts.py) a mail
#: tells of it, and in which words. Somebody who has several parts is told as the first of them; orders' own
#: verbs are in orders/mail/words.py.
mail_words: Registry[Mapping[str, MailWords]] = Registry("orders.hooks.words.mail_words")

#: By verb: the sentence of an OrderEvent that an app to the right records.
timeline_lines: Registry[Line] = Registry("orders.hooks.words.timeline_lines")

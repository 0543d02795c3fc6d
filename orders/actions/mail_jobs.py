"""That somebody is to be told: the job, written down in the transaction of the act. Who and what is decided when it runs.

Apart from the actions, so that each of them can set it off; the job is done by orders/mail/sending.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from orders.mail.words import WORDS
from orders.models import Message, OrderEvent
from project.jobs import defer
from quotes.mail.quote_words import QUOTE_WORDS
from quotes.models import QuoteEvent

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Within this, nobody is told of anything: for history that is written afterwards, such as the demo's."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def tell_of_event(event: OrderEvent) -> None:
    """Have the people whom the event concerns written to. Nothing for verbs that no mail speaks of."""
    if event.verb in WORDS and not _quiet.get():
        defer("orders.tell_of_event", event_id=event.pk)


def tell_of_message(message: Message) -> None:
    """Have the people whom the message concerns written to."""
    if not _quiet.get():
        defer("orders.tell_of_message", message_id=message.pk)


def tell_of_quote(event: QuoteEvent) -> None:
    """Have the people whom the event of a quote concerns written to. Nothing for verbs that no mail speaks of."""
    if event.verb in QUOTE_WORDS and not _quiet.get():
        defer("orders.tell_of_quote", event_id=event.pk)

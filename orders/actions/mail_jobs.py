"""That somebody is to be told: the job, written down in the transaction of the act. Who and what is decided
when it runs.

Apart from the actions, so that each of them can set it off; the job is done by orders/mail/sending.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from orders.hooks.words import mail_words
from orders.models import Message, OrderEvent
from orders.states.mailed_verbs import MAILED_VERBS
from project.base.jobs import defer

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Within this, nobody is told of anything: for history that is written afterwards, such as the demo's."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    """Whether this runs within `quietly`."""
    return _quiet.get()


def mailed_verbs() -> frozenset[str]:
    """The verbs of order events of which a mail tells: orders' own, and those of apps to the right."""
    return MAILED_VERBS.union(verb for verb, _words in mail_words.items())


def tell_of_event(event: OrderEvent) -> None:
    """Have the people whom the event concerns written to. Nothing for verbs that no mail speaks of."""
    if event.verb in mailed_verbs() and not is_quiet():
        defer("orders.tell_of_event", event_id=event.pk)


def tell_of_message(message: Message) -> None:
    """Have the people whom the message concerns written to."""
    if not is_quiet():
        defer("orders.tell_of_message", message_id=message.pk)

"""That somebody is to be told of a quote: the job, written down in the transaction of the act;
quotes/mail/sending.py does it."""

from __future__ import annotations

from orders.actions.mail_jobs import is_quiet
from project.base.jobs import defer
from quotes.models import QuoteEvent
from quotes.states import MAILED_VERBS


def tell_of_quote(event: QuoteEvent) -> None:
    """Have the people whom the event of a quote concerns written to. Nothing for verbs that no mail speaks
    of, nor within orders.actions.mail_jobs.quietly."""
    if event.verb in MAILED_VERBS and not is_quiet():
        defer("quotes.tell_of_quote", event_id=event.pk)

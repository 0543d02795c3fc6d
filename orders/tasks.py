"""Jobs of the orders app: sweeps over rows whose time has come. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from drafts.actions.drafts import delete_discarded
from project.base import clock
from project.jobs import task
from quotes.actions.clocks import expire_quotes, remind_of_quotes
from quotes.mail import quote_letter

from .actions.acceptance import complete_due_reviews
from .actions.offers import expire_offers
from .actions.revision_clocks import remind_of_revisions
from .mail import letter
from .mail.sending import write_about_event, write_about_message, write_about_quote


@task("orders.sweep", every="*/5 * * * *")
def sweep(timestamp: int) -> None:
    """Every five minutes: complete orders whose review window is over, end offers that nobody answered, delete
    drafts that were discarded a while ago, remind of revisions that are due, end quotes and remind of their end."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk"):
        complete_due_reviews(agency=agency, now=now)
        expire_offers(agency=agency, now=now)
        delete_discarded(agency=agency, now=now)
        remind_of_revisions(agency=agency, now=now)
        expire_quotes(agency=agency, now=now)
        remind_of_quotes(agency=agency, now=now)


@task("orders.tell_of_event")
def tell_of_event(event_id: int) -> None:
    """Write to the people whom an event concerns, each once."""
    write_about_event(event_id=event_id, compose=letter.of_event, now=clock.now())


@task("orders.tell_of_message")
def tell_of_message(message_id: int) -> None:
    """Write to the people whom a message concerns, each once."""
    write_about_message(message_id=message_id, compose=letter.of_message, now=clock.now())


@task("orders.tell_of_quote")
def tell_of_quote(event_id: int) -> None:
    """Write to the people whom an event of a quote concerns, each once."""
    write_about_quote(
        event_id=event_id, readers=quote_letter.readers_of, compose=quote_letter.of_event, now=clock.now()
    )

"""Jobs of the orders app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import task

from .actions.sweeps import complete_due_reviews, expire_offers, remind_of_revisions
from .mail import letter
from .mail.sending import write_about_event, write_about_message


@task("orders.sweep", every="*/5 * * * *")
def sweep(timestamp: int) -> None:
    """Every five minutes: complete orders whose review window is over, end offers that nobody answered,
    remind of revisions that are due."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk"):
        complete_due_reviews(agency=agency, now=now)
        expire_offers(agency=agency, now=now)
        remind_of_revisions(agency=agency, now=now)


@task("orders.tell_of_event")
def tell_of_event(event_id: int) -> None:
    """Write to the people whom an event concerns, each once."""
    write_about_event(event_id=event_id, compose=letter.of_event, now=clock.now())


@task("orders.tell_of_message")
def tell_of_message(message_id: int) -> None:
    """Write to the people whom a message concerns, each once."""
    write_about_message(message_id=message_id, compose=letter.of_message, now=clock.now())

"""Jobs of the quotes app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import task

from .actions.sweeps import expire_quotes, remind_of_quotes
from .mail import quote_letter
from .mail.sending import write_about_quote


@task("quotes.sweep", every="*/5 * * * *")
def sweep(timestamp: int) -> None:
    """Every five minutes: end quotes whose time is over, and remind of those that are about to end."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk"):
        expire_quotes(agency=agency, now=now)
        remind_of_quotes(agency=agency, now=now)


@task("quotes.tell_of_quote")
def tell_of_quote(event_id: int) -> None:
    """Write to the people whom an event of a quote concerns, each once."""
    write_about_quote(
        event_id=event_id, readers=quote_letter.readers_of, compose=quote_letter.of_event, now=clock.now()
    )

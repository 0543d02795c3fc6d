"""Jobs of the quotes app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions.sweeps import expire_quotes, remind_of_quotes
from .mail import quote_letter
from .mail.sending import write_about_quote

#: Every five minutes: end quotes whose time is over, and remind of those that are about to end.
sweep = declare_sweep(
    "quotes.sweep", [expire_quotes, remind_of_quotes], every="*/5 * * * *", each=Agency.working
)


@task("quotes.tell_of_quote", urgency=Urgency.SOON)
def tell_of_quote(event_id: int) -> None:
    """Write to the people whom an event of a quote concerns, each once."""
    write_about_quote(
        event_id=event_id, readers=quote_letter.readers_of, compose=quote_letter.of_event, now=clock.now()
    )

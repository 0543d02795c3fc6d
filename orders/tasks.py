"""Jobs of the orders app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from clients.models import ClientAccount
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions.deadline_reminders import remind_of_deadlines, remind_of_reviews
from .actions.sweeps import complete_due_reviews, expire_offers, forget_waiting_files, remind_of_revisions
from .actions.taking_over import take_over_orders
from .mail import letter
from .mail.sending import write_about_event, write_about_message

#: Every five minutes: complete orders whose review window is over, end offers that nobody answered, remind of
#: revisions that are due, of deadlines, and before a review window ends, take away files that were
#: uploaded and never used.
sweep = declare_sweep(
    "orders.sweep",
    [
        complete_due_reviews,
        expire_offers,
        remind_of_revisions,
        remind_of_deadlines,
        remind_of_reviews,
        forget_waiting_files,
    ],
    every="*/5 * * * *",
    each=Agency.working,
)


@task("orders.tell_of_event", urgency=Urgency.SOON)
def tell_of_event(event_id: int) -> None:
    """Write to the people whom an event concerns, each once."""
    write_about_event(event_id=event_id, compose=letter.of_event, now=clock.now())


@task("orders.tell_of_message", urgency=Urgency.SOON)
def tell_of_message(message_id: int) -> None:
    """Write to the people whom a message concerns, each once."""
    write_about_message(message_id=message_id, compose=letter.of_message, now=clock.now())


@task("orders.take_over", urgency=Urgency.SOON)
def take_over(account_id: int) -> None:
    """Give the open orders of a client account to the first person who joined it."""
    take_over_orders(
        account=ClientAccount.objects.select_related("agency").get(pk=account_id), now=clock.now()
    )

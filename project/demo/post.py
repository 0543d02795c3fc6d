"""The mails of the demo: its history is written without any, then its
people are told of what happened last."""

from __future__ import annotations

from agencies.models import Agency
from orders.actions.mail_jobs import mailed_verbs, tell_of_event, tell_of_message
from orders.models import Message, OrderEvent

EVENTS, MESSAGES = 20, 6


def tell_the_newest(agency: Agency) -> None:
    """Have people written to about the newest few events and messages, oldest first; a worker does it."""
    events = OrderEvent.objects.filter(agency=agency, verb__in=mailed_verbs()).order_by("-at", "-id")[:EVENTS]
    for event in reversed(events):
        tell_of_event(event)
    for message in reversed(Message.objects.filter(agency=agency).order_by("-sent_at", "-id")[:MESSAGES]):
        tell_of_message(message)

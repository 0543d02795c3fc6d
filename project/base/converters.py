"""Parts of addresses. Those that are keys stand in `project.base.keys`."""

from __future__ import annotations

from django.urls import register_converter

from .keys import KEYS, Plain, ResetPerson


class OrderNumber(Plain):
    """An order number such as INK-2026-00042, upper case; INK-T-2026-00042 of a trial, INK-I-2026-00042 of
    an import."""

    regex = "[A-Z]{2,6}-(?:[IT]-)?[0-9]{4}-[0-9]{5,8}"


class PublicId(Plain):
    """A random public id (project.base.ids)."""

    regex = "[2-9a-z]{10}"


class QuoteNumber(Plain):
    """A quote number such as INK-Q-2026-00007, upper case."""

    regex = "[A-Z]{2,6}-Q-[0-9]{4}-[0-9]{5,8}"


class TicketNumber(Plain):
    """A ticket number such as INK-H-2026-00007, upper case."""

    regex = "[A-Z]{2,6}-H-[0-9]{4}-[0-9]{5,8}"


class FeedbackDirection(Plain):
    """Who says something to whom (writers.states.feedback.Direction)."""

    regex = "editor_to_writer|client_to_writer|client_to_editor|writer_to_client"


class Month(Plain):
    """A month of a calendar, such as 2026-03."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"


#: The name in addresses -> the converter.
CONVERTERS: dict[str, type[Plain]] = {
    "order_number": OrderNumber,
    "feedback_direction": FeedbackDirection,
    "month": Month,
    "public_id": PublicId,
    "quote_number": QuoteNumber,
    "reset_person": ResetPerson,
    "ticket_number": TicketNumber,
    **KEYS,
}


def register_converters() -> None:
    """Called once, in ready() of the project, before any urls.py is read."""
    for name, converter in CONVERTERS.items():
        register_converter(converter, name)

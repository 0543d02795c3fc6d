"""What of orders an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from orders.models import Order, RevisionRequest
from orders.states.orders import State
from project.base.features import Door, Feature, counted, features

PAGES = ("inbox", "order_messages", "order_message", "order_notes")


def register() -> None:
    """Called once, in ready()."""
    features.register("messages", MESSAGES)
    features.register("late_revisions", LATE_REVISIONS)


def messages_left(agency: Any) -> list[str]:
    """Orders whose people can no longer write."""
    rows = Order.objects.filter(agency=agency, messages__isnull=False).exclude(
        state__in=[State.COMPLETED, State.CANCELLED]
    )
    words = ngettext_lazy(
        "%(count)s open order has a conversation, which can only be read.",
        "%(count)s open orders have a conversation, which can only be read.",
        "n",
    )
    return counted(rows.values("pk").distinct(), words)


def revisions_left(agency: Any) -> list[str]:
    """Revisions after completion that are under way."""
    live = RevisionRequest.objects.live().filter(agency=agency, order__closed_at__isnull=False)
    words = ngettext_lazy(
        "%(count)s revision of a completed order goes on.",
        "%(count)s revisions of completed orders go on.",
        "n",
    )
    return counted(live, words)


MESSAGES = Feature(
    label=_("Messages"),
    text=_("Client, writer and desk write to each other on an order; the team keeps internal notes."),
    off=_("No one can write messages or notes. Conversations stay readable."),
    pages={f"orders:{name}": Door.READ for name in PAGES},
    api={"order-messages": Door.READ, "order-messages.mark_read": Door.ENDS, "inbox": Door.READ},
    jobs=("orders.write_about_message",),
    without={"mails": "The job that would write them rests; mails about orders share their kind."},
    impact=messages_left,
)
LATE_REVISIONS = Feature(
    label=_("Revisions after completion"),
    text=_("Clients can request a revision of a completed order within the grace period."),
    off=_("No revision of a completed order can be requested. Those under way go on."),
    without={
        "pages": "The address is that of every revision; the rule refuses completed orders there.",
        "menu": "No line of the menu is theirs alone.",
        "api": "The call is that of every revision; the rule refuses completed orders there.",
        "jobs": "Nothing waits for a clock.",
        "mails": "Without a request there is no mail about one.",
    },
    impact=revisions_left,
)

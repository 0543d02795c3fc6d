"""What of support an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from project.base.features import Door, Feature, counted, features
from support.models import Ticket


def register() -> None:
    """Called once, in ready()."""
    features.register("support", SUPPORT)


def of_support(doors: dict[Door, tuple[str, ...]]) -> dict[str, Door]:
    """Addresses of this app by their doors."""
    return {f"support:{name}": door for door, names in doors.items() for name in names}


def tickets_left(agency: Any) -> list[str]:
    """Tickets that wait for somebody."""
    words = ngettext_lazy(
        "%(count)s open ticket can still be answered and solved.",
        "%(count)s open tickets can still be answered and solved.",
        "n",
    )
    return counted(Ticket.objects.live().filter(agency=agency), words)


#: Calls that bring a ticket to an end.
ANSWERS = (
    *("reply", "notes", "assign", "wait", "resume", "solve", "reopen", "close"),
    *("watch", "unwatch", "merge", "tags", "snooze", "wake", "acknowledge", "rate", "several"),
    *("explain", "begin_answer"),
)
SUPPORT = Feature(
    label=_("Support"),
    text=_("Everyone can ask for help, and the desk answers by its targets."),
    off=_("No ticket can be opened. Those that are open can be answered and solved."),
    pages=of_support(
        {
            Door.READ: (
                "tickets",
                "ticket",
                "queue",
                "policies",
                "policy_version",
                "inbound_mails",
                "reports",
                "report_tickets",
                "report_csv",
                "breaches",
                "breach_csv",
                "replies",
                "reply_addresses",
            ),
            Door.STILL: ("policy_new", "policy", "policy_remove", "reply_new", "reply", "reply_remove"),
            Door.SHUT: ("ticket_new",),
            Door.ENDS: (
                *("ticket_say", "ticket_note", "ticket_handle", "ticket_press"),
                *("ticket_watch", "ticket_unwatch", "ticket_merge", "reply_address_revoke"),
                *("ticket_tags", "ticket_snooze", "ticket_wake", "ticket_acknowledge"),
                *("ticket_insert", "ticket_rate", "tickets_several"),
                *("ticket_explain", "ticket_answering"),
            ),
        }
    ),
    api={
        "tickets": Door.READ,
        **{f"tickets.{name}": Door.ENDS for name in ANSWERS},
        "sla-timers": Door.READ,
        "breaches": Door.READ,
        "support-reports": Door.READ,
        "sla-policies": Door.READ,
        "saved-replies": Door.READ,
        "inbound-mails": Door.READ,
        "reply-addresses": Door.READ,
        "reply-addresses.destroy": Door.ENDS,
    },
    without={
        "jobs": "Clocks run on for tickets that are open; solved ones close.",
        "mails": "Mails follow acts on tickets: answers to those that are open still are told.",
    },
    impact=tickets_left,
)

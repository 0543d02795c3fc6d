"""Disputes as a feature that an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from project.base.features import Door, Feature, counted, features
from support.models import Dispute

READ, SHUT, STILL, ENDS = Door.READ, Door.SHUT, Door.STILL, Door.ENDS
PAGES: dict[Door, tuple[str, ...]] = {
    READ: ("desk_disputes",),
    SHUT: ("dispute_open", "dispute_appeal"),
    STILL: ("dispute_settings",),
    ENDS: (
        "order_dispute",
        "dispute",
        "dispute_file",
        "dispute_file_pdf",
        "dispute_respond",
        "dispute_propose",
        "dispute_accept",
        "dispute_counter",
        "dispute_decide",
        "dispute_confirm",
        "dispute_escalate",
        "dispute_withdraw",
    ),
}


def register() -> None:
    """Called once, in ready()."""
    features.register("disputes", DISPUTES)


def disputes_left(agency: Any) -> list[str]:
    """Disputes that go on to their end."""
    words = ngettext_lazy(
        "%(count)s dispute is settled by its own rules.",
        "%(count)s disputes are settled by their own rules.",
        "n",
    )
    return counted(Dispute.objects.active().filter(agency=agency), words)


DISPUTES = Feature(
    label=_("Disputes"),
    text=_("Clients and writers can have the agency settle a dispute about an order."),
    off=_("No dispute can be opened or appealed. Those that are open go on to their end."),
    pages={f"support:{name}": door for door, names in PAGES.items() for name in names},
    api={
        "disputes": ENDS,
        "disputes.create": SHUT,
        "disputes.reopen": SHUT,
        "dispute-messages": ENDS,
        "dispute-settings": READ,
    },
    without={
        "jobs": "What is open ends by its own deadlines.",
        "mails": "Mails about orders share their kind; without a dispute there is none about one.",
    },
    impact=disputes_left,
)

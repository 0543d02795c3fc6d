"""Placeholders of saved replies: which there are, and what stands for them on a ticket."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from project.base.viewer import Member
from support.models import Ticket

#: By the name between braces: what it stands for.
PLACEHOLDERS = {
    "customer": _("the name of whoever asked"),
    "ticket": _("the number of the ticket"),
    "order": _("the number of its order"),
    "me": _("your name"),
    "agency": _("the name of the agency"),
}
_NAMED = re.compile(r"\{([^{}\n]{0,40})\}")


def unknown_in(text: str) -> list[str]:
    """What stands between braces and is no placeholder, as it was typed."""
    return [f"{{{name}}}" for name in dict.fromkeys(_NAMED.findall(text)) if name not in PLACEHOLDERS]


def left_in(text: str) -> list[str]:
    """The placeholders that stand in a text still."""
    return [f"{{{name}}}" for name in dict.fromkeys(_NAMED.findall(text)) if name in PLACEHOLDERS]


def filled(text: str, viewer: Member, ticket: Ticket) -> str:
    """The text with what its placeholders stand for. One that stands for nothing here is left for the person
    who replies; `write_reply` refuses it."""
    values = {
        "customer": ticket.asker,
        "ticket": ticket.number,
        "order": ticket.order.number if ticket.order else "",
        "me": viewer.membership.public_name,
        "agency": viewer.agency.name,
    }
    return _NAMED.sub(lambda found: values.get(found[1]) or found[0], text)

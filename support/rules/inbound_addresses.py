"""The addresses that take mail: one of each agency, and one for each person and ticket, which is signed.

`help@in.example` of MAIL_IN_ADDRESS gives `help+ink@in.example` for new tickets of the agency INK, and
`help+ink.k7m2qx9ab4.<mark>@in.example` for replies of one person on one ticket. The mark is made of the
secret key: nobody can make one up, and the database doesn't hold it. Small letters alone, because programs on
the way may change the case.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from agencies.models import Agency
from agencies.rules.absolute_urls import agency_host
from project.base.converters import TicketNumber
from support.models import ReplyAddress, Ticket

#: 100 bits, five of them a letter.
MARK = 20
_TAG = re.compile(rf"(?P<code>[a-z]{{2,6}})(?:\.(?P<id>[0-9a-z]{{10}})\.(?P<mark>[a-z2-7]{{{MARK}}}))?\Z")


class Named(NamedTuple):
    """An address of ours that a mail names: the agency, and perhaps a reply address with its mark."""

    code: str
    public_id: str
    mark: str


def inbound_address(agency: Agency) -> str:
    """Where mail to the agency opens a ticket; "" where the installation reads none."""
    return _address(agency.code.lower())


def reply_address(row: ReplyAddress, agency: Agency) -> str:
    """The whole address, for the mail; "" where the installation reads none."""
    return _address(f"{agency.code.lower()}.{row.public_id}.{_mark(row, settings.SECRET_KEY)}")


def is_signed(row: ReplyAddress, mark: str) -> bool:
    """Whether the mark is that of this row, by the secret key or one of those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(mark, _mark(row, str(key))) for key in keys)


def addresses_of_ours(addresses: Iterable[str]) -> list[Named]:
    """Those of `addresses` that are ours, each agency once: with a reply address, if it has one."""
    found: dict[str, Named] = {}
    for one in filter(None, map(_named, addresses)):
        if one.code not in found or not found[one.code].public_id:
            found[one.code] = one
    return list(found.values())


def is_ours(address: str) -> bool:
    """Whether mail to the address would come here, or comes from here."""
    return bool(settings.MAIL_IN_ADDRESS) and (
        address == settings.MAIL_IN_ADDRESS or _named(address) is not None
    )


def thread_of(ticket: Ticket) -> str:
    """What all our mails about a ticket refer to, so that a mailbox shows them as one conversation, and so
    that what answers one of them names the ticket. It proves nothing."""
    return f"<{ticket.number.lower()}@{agency_host(ticket.agency)}>"


def numbers_in(agency: Agency, ids: Iterable[str]) -> list[str]:
    """The numbers of tickets that these Message-IDs name."""
    end = f"@{agency_host(agency)}>"
    found = [one.removesuffix(end).removeprefix("<").upper() for one in ids if one.endswith(end)]
    return [one for one in found if re.fullmatch(TicketNumber.regex, one)]


def _named(address: str) -> Named | None:
    local, _at, domain = settings.MAIL_IN_ADDRESS.rpartition("@")
    name, at, host = address.rpartition("@")
    start = f"{local}+"
    if not local or host != domain or not at or not name.startswith(start):
        return None
    tag = _TAG.match(name.removeprefix(start))
    return Named(tag["code"].upper(), tag["id"] or "", tag["mark"] or "") if tag else None


def _address(tag: str) -> str:
    local, _at, domain = settings.MAIL_IN_ADDRESS.rpartition("@")
    return f"{local}+{tag}@{domain}" if local else ""


def _mark(row: ReplyAddress, key: str) -> str:
    """Of the row and of whom and what it names: a row that said something else would have another mark."""
    value = f"{row.agency_id} {row.public_id} {row.ticket_id} {row.member_id or 0} {row.sender_id or 0}"
    digest = salted_hmac("support.reply", value, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:MARK]

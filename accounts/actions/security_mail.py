"""Mails about a person's safety go to both of their addresses: whoever has got hold of one of them cannot
keep the person from knowing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from accounts.models import User
from accounts.rules.backup_addresses import addresses_of
from agencies.models import Agency
from project.base.jobs import Urgency

from .mail import write_mail


def write_security_mail(
    *,
    user: User,
    agency: Agency,
    kind: str,
    context: Mapping[str, Any],
    now: dt.datetime,
    host: str = "",
    to: str = "",
    message_id: str = "",
) -> None:
    """Write a mail to `to` (the person's address, if it is not another one), and the same to the second
    address. A `message_id` is that of the first; the other one's is made of it."""
    _first, *second = addresses_of(user)
    about: dict[str, Any] = {"agency": agency, "kind": kind, "context": context, "now": now, "host": host}
    about["urgency"] = Urgency.PERSON
    first = to or user.email
    write_mail(**about, recipient=first, message_id=message_id, reader=user)
    for address in second:
        if address != first:
            other = message_id.replace("<", "<second.", 1)
            write_mail(**about, recipient=address, message_id=other, reader=user)

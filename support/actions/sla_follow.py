"""Tickets follow what their agency promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from agencies.models import Agency
from project.base.viewer import System
from support.models import Ticket
from support.rules.sla_policies import Book, Chooser, book_of
from support.rules.tickets import policy_now

from .ticket_moves import settle


def follow_policies(*, agency: Agency, now: dt.datetime, most: int = 100) -> int:
    """Choose the policy of live tickets anew, after the agency changed its policies. One for which something
    else is promised gets an event that says so, and new times. Returns how many tickets; a step of the
    sweep."""
    book = book_of(agency)
    with transaction.atomic():
        behind = Ticket.objects.live().filter(agency=agency, policies__lt=book.number)
        rows = list(behind.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:most])
        _follow(agency, book, rows, now)
    return len(rows)


def _follow(agency: Agency, book: Book, tickets: Sequence[Ticket], now: dt.datetime) -> None:
    chooser, same = Chooser(agency, book.policies, tickets), []
    for ticket in tickets:
        ticket.agency = agency
        before, after = policy_now(list(ticket.events.order_by("pk"))), chooser.of(ticket)
        if before is after or (after is not None and after.promises_like(before)):
            same.append(ticket.pk)
        else:
            settle(ticket, "policy", actor=System(agency), now=now)
    Ticket.objects.filter(pk__in=same).update(policies=book.number)

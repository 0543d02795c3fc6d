"""What the orders app keeps about a person: what they may take along, what holds them, what is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, Tie
from agencies.models import Membership
from clients.models import AccountPerson, ClientAccount
from clients.rules.accounts import PAYER
from orders.models import Order, RevisionRequest
from orders.states.orders import OPEN_STATES
from project.base.viewer import Member
from quotes.models import OrderQuote

from . import client, work
from .erasing import accounts_alone, forget_member

#: How many orders are named one by one.
NAMED = 5


class OrdersKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        yield from client.parts(viewer)
        yield from work.parts(viewer)

    def ties(self, viewer: Member) -> list[Tie]:
        return [*_work(viewer), *_payer(viewer), *_unfinished(viewer)]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        forget_member(membership=membership, now=now)


def _work(viewer: Member) -> Iterator[Tie]:
    """Orders that wait for this writer, editor or reviser."""
    rows = Order.objects.filter(agency_id=viewer.agency_id, state__in=OPEN_STATES)
    revised = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, assignee_id=viewer.member_id)
    held = rows.filter(writer_id=viewer.member_id) | rows.filter(editor_id=viewer.member_id)
    for order in (held | rows.filter(pk__in=revised.values("order_id"))).distinct().order_by("pk")[:NAMED]:
        words = _("You are at work on %(number)s. Finish it, or ask the agency to give it to somebody else.")
        yield Tie(words % {"number": order.number}, _order_url(order))


def _payer(viewer: Member) -> Iterator[Tie]:
    """Accounts of several people that would be left without anybody who pays."""
    people = AccountPerson.objects.filter(account=OuterRef("pk"), membership__ended_at=None)
    others = people.exclude(membership_id=viewer.member_id)
    mine = _accounts(viewer).filter(Exists(people.filter(membership_id=viewer.member_id, role=PAYER)))
    for account in mine.filter(Exists(others)).exclude(Exists(others.filter(role=PAYER))).order_by("pk"):
        words = _("You are the only payer of “%(account)s”. Make a colleague a payer first.")
        yield Tie(words % {"account": account.name}, reverse("clients:account", args=[account.public_id]))


def _unfinished(viewer: Member) -> Iterator[Tie]:
    """What was ordered or quoted for an account that nobody else belongs to."""
    alone = accounts_alone(viewer.membership)
    for order in Order.objects.filter(account__in=alone, state__in=OPEN_STATES).order_by("pk")[:NAMED]:
        words = _("%(number)s is not finished. Accept it, cancel it, or ask the agency to call it off.")
        yield Tie(words % {"number": order.number}, _order_url(order))
    seen = Q(asked_by__isnull=False) | Q(version__gt=0)  # not what the desk is only preparing
    quotes = OrderQuote.objects.live().filter(seen, account__in=alone)
    for quote in quotes.order_by("pk")[:NAMED]:
        words = _("A quote is open: %(number)s. Answer it or call it back.")
        yield Tie(words % {"number": quote.number}, reverse("quotes:quote", args=[quote.number]))


def _accounts(viewer: Member) -> QuerySet[ClientAccount]:
    return ClientAccount.objects.filter(agency_id=viewer.agency_id)


def _order_url(order: Order) -> str:
    return reverse("orders:order", args=[order.number])

"""What the orders app keeps about a person: what they may take along, what holds them, what is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import NAMED, Enclosure, Part, Tie
from agencies.models import Membership
from clients.own_data import accounts_alone
from orders.models import InboxThread, MessageRead, Order, RevisionRequest, WaitingFile
from orders.querysets.review_window import is_open
from project.base import clock
from project.base.viewer import Member

from . import client, work


class OrdersKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        yield from client.parts(viewer)
        yield from work.parts(viewer)

    def ties(self, viewer: Member) -> list[Tie]:
        return [*_work(viewer), *_unfinished(viewer)]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Orders, deliveries, messages and ledger are kept
        (docs/operating.md); how far somebody has read is not, nor their inbox, nor
        files that they have not used."""
        WaitingFile.objects.filter(added_by=membership).delete()
        InboxThread.objects.filter(membership=membership).delete()
        MessageRead.objects.filter(membership=membership).delete()


def _work(viewer: Member) -> Iterator[Tie]:
    """Orders that wait for this writer, editor or reviser."""
    rows = Order.objects.filter(is_open(clock.now()), agency_id=viewer.agency_id)
    revised = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, assignee_id=viewer.member_id)
    held = Q(writer_id=viewer.member_id) | Q(editor_id=viewer.member_id)
    for order in rows.filter(held | Q(pk__in=revised.values("order_id"))).order_by("pk")[:NAMED]:
        words = _("You are still working on order %(number)s. Finish it, or ask the agency to reassign it.")
        yield Tie(words % {"number": order.number}, _order_url(order))


def _unfinished(viewer: Member) -> Iterator[Tie]:
    """What was ordered for an account that nobody else belongs to."""
    alone = accounts_alone(viewer.membership)
    for order in Order.objects.filter(is_open(clock.now()), account__in=alone).order_by("pk")[:NAMED]:
        words = _(
            "Order %(number)s is not finished. Accept the delivery, cancel the order, or ask the "
            "agency to cancel it."
        )
        yield Tie(words % {"number": order.number}, _order_url(order))


def _order_url(order: Order) -> str:
    return reverse("orders:order", args=[order.number])

"""Which messages of an order a viewer may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from agencies.states.roles import Role, is_receiver, is_staff
from clients.models import AccountPerson

from .orders import orders_revised_by

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: Unread messages of one order that a mark tells apart: "99+" at most.
UNREAD_CAP = 99


def readable_messages(viewer: Viewer) -> Q:
    """Of messages: which the viewer may read. Nobody reads the internal notes of an order that is their own
    or that they write; an editor reads those of the orders that they review. A former writer keeps what was
    sent in their time.

    The same rights as `reads_conversation` and `shares_notes` of orders/rules/messages.py, asked of rows
    instead of one order: they change together.
    """
    own = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id).values(
        "account_id"
    )
    talk, notes = Q(pk__in=[]), Q(pk__in=[])
    if is_staff(viewer):
        talk = notes = ~Q(pk__in=[])
    if viewer.has(Role.EDITOR):
        notes |= Q(order__editor_id=viewer.member_id)
    if viewer.has(Role.WRITER):
        talk |= Q(order__writer_id=viewer.member_id) | Q(writer_id=viewer.member_id)
    if viewer.has(Role.WRITER, Role.EDITOR):
        talk |= Q(order_id__in=orders_revised_by(viewer))
    if viewer.has(Role.CLIENT):
        talk |= Q(order__account_id__in=own, order__receiver=None)
    if is_receiver(viewer):
        talk |= Q(order__receiver_id=viewer.member_id)
    concerned = Q(order__writer_id=viewer.member_id) | Q(order__requested_by_id=viewer.member_id)
    return (Q(internal=False) & talk) | (
        Q(internal=True) & notes & ~concerned & ~Q(order__account_id__in=own)
    )

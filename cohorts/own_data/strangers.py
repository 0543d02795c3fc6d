"""What class orders keep of members, who need no account: found by the address that their class knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, enclosed, exported
from agencies.actions.erasing import nameless
from agencies.models import Agency, Membership
from cohorts.models import Attendance, Booking, CohortMember, MemberBrief, MemberLink, MemberValue
from orders.models import Attachment, Delivery, Message, Order

__all__ = ["ClassMembers"]


class ClassMembers:
    """Registered in apps.py; see accounts.hooks.Strangers."""

    def knows(self, *, email: str, agency: Agency) -> bool:
        return _members(email, agency).exists() or _links(email, agency).exists()

    def parts(self, *, email: str, agency: Agency) -> Iterator[Part | Enclosure]:
        members = _members(email, agency)
        about = _("The classes in which this address is a member, with what was written and received there.")
        yield Part("class_member", about, _rows(members), place=86)
        received = Order.objects.filter(agency=agency, receiver__cohort_member__member__in=members)
        for use in Attachment.objects.filter(order__in=received).select_related("file").order_by("pk"):
            yield enclosed(use, "class_member", place=86)

    def erase(self, *, email: str, agency: Agency, now: dt.datetime) -> int:
        """The link opens nothing, the name and the address are gone, and so is what was not sent. Orders
        stay, as those of clients do."""
        members = forget_members(_members(email, agency), now)
        return _end(_links(email, agency), now) + len(members)


def forget_members(rows: Any, now: dt.datetime) -> list[CohortMember]:
    """Take away who these members are, wherever it stands: roster, values, links, the placeholder of their
    orders, and what they have not sent. Returns them, locked."""
    members = list(rows.order_by("pk").select_for_update(of=("self",)))
    _end(MemberLink.objects.filter(member__in=members), now)
    MemberBrief.objects.filter(member__in=members, sent_at=None).delete()
    MemberValue.objects.filter(member__in=members).delete()
    for member in members:
        name = nameless(member.public_id)
        Membership.objects.filter(cohort_member__member=member).update(public_name=name)
        member.name, member.email, member.external_key = name, "", member.public_id
        member.save(update_fields=["name", "email", "external_key"])
    return members


def _end(links: Any, now: dt.datetime) -> int:
    """They open nothing, and say to whom they went no longer. Returns how many there are."""
    links.filter(revoked_at=None).update(revoked_at=now)
    return int(links.update(address=""))


def _members(email: str, agency: Agency) -> Any:
    return CohortMember.objects.filter(agency=agency, email__iexact=email).exclude(email="")


def _links(email: str, agency: Agency) -> Any:
    return MemberLink.objects.filter(agency=agency, address__iexact=email).exclude(address="")


def _rows(members: Any) -> Iterator[dict[str, Any]]:
    related = ("cohort", "group", "order", "own_brief", "person")
    for row in members.select_related(*related).order_by("pk").iterator():
        yield exported(
            row,
            "cohort__name",
            "group__name",
            "name",
            "email",
            "added_at",
            "removed_at",
            "order__number",
            brief=row.own_brief.text if hasattr(row, "own_brief") else "",
            values=list(MemberValue.objects.filter(member=row).values("field__label", "value")),
            deliveries=_received(row),
            messages=_said(row),
            seats=_seats(row),
            attendance=_attended(row),
        )


def _seats(member: CohortMember) -> list[dict[str, Any]]:
    rows = Booking.objects.filter(agency_id=member.agency_id, member=member).select_related("session")
    names = ("session__title", "session__starts_at", "session__ends_at", "booked_at", "cancelled_at")
    return [exported(row, *names) for row in rows.order_by("pk")]


def _attended(member: CohortMember) -> list[dict[str, Any]]:
    """What was recorded of who was there, with corrections."""
    rows = Attendance.objects.filter(agency_id=member.agency_id, member=member).select_related("session")
    return [exported(row, "session__title", "at", "status", "expected") for row in rows.order_by("pk")]


def _received(member: CohortMember) -> list[dict[str, Any]]:
    """What was delivered to the member, where they receive it."""
    if member.order is None or member.order.receiver_id is None:
        return []
    rows = Delivery.objects.filter(order=member.order, verdict="approved").order_by("number")
    return [exported(row, "number", "delivered_at", "text") for row in rows]


def _said(member: CohortMember) -> list[dict[str, Any]]:
    if member.order is None or member.order.receiver_id is None:
        return []
    rows = Message.objects.filter(order=member.order, internal=False).with_wording().order_by("pk")
    return [exported(row, "side", "sent_at", "text") for row in rows]

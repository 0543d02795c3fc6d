"""The two agencies of the exam and their people. Nobody knows a password that was not printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from accounts.actions.people import make_person
from agencies.actions.agencies import create_agency
from agencies.actions.people import admit
from agencies.models import Agency, Invitation, Membership, Role

#: Code, name, currency, zone.
HOUSES = (
    ("ALD", "Alder", "EUR", "Europe/Vienna"),
    ("BIR", "Birch", "USD", "America/New_York"),
)
#: People in each role.
EACH = 2


def found(host: str, house: tuple[str, str, str, str], *, password: str, now: dt.datetime) -> Agency:
    """An open agency with EACH people in each role; client-1@alder.example is one of them."""
    code, name, currency, zone = house
    agency, _token = create_agency(
        name=name,
        host=host,
        owner_email=_email(name, Role.OWNER, 1),
        code=code,
        currency=currency,
        timezone=zone,
        now=now,
        tax_rate=Decimal("20.00"),
    )
    Invitation.objects.filter(agency=agency).delete()  # its owners are admitted right away
    Agency.objects.filter(pk=agency.pk).update(opened_at=now)
    agency.refresh_from_db()
    for role in Role:
        for number in range(1, EACH + 1):
            user = make_person(
                email=_email(name, role, number), name=f"{role.label} {number}", password=password
            )
            admit(agency=agency, user=user, roles=[role.value], public_name=user.name, now=now)
    return agency


def members_of(agency: Agency) -> Sequence[Membership]:
    """Everybody, by role."""
    return list(agency.memberships.filter(placeholder=False).select_related("user").order_by("pk"))


def _email(name: str, role: Role, number: int) -> str:
    return f"{role.value}-{number}@{name.lower()}.example"

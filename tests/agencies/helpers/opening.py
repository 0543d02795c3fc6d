"""A third house, as `create_agency` leaves it: closed."""

from __future__ import annotations

from accounts.actions.people import make_person
from agencies.actions.agencies import create_agency
from agencies.actions.people import admit
from agencies.models import Role
from project.base.viewer import Member
from tests.helpers.cast import PASSWORD, START

THIRD = {
    "name": "Third",
    "host": "third.localhost",
    "owner_email": "boss@third.example",
    "code": "THI",
    "currency": "EUR",
    "timezone": "Europe/Vienna",
}


def third_house(role: Role) -> Member:
    """Its first member, in this role."""
    agency, _token = create_agency(**THIRD, now=START)
    user = make_person(email="boss@third.example", name="The Boss", password=PASSWORD)
    member = admit(agency=agency, user=user, roles=[role.value], public_name="The Boss", now=START)
    return Member(agency, membership=member)

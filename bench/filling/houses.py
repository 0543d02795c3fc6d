"""The agencies that are measured, each with the same crew, founded by the actions that people use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from accounts.actions.notices import save_preferences
from accounts.actions.people import make_person
from accounts.models import NoticeKind, User
from agencies.actions.agencies import create_agency
from agencies.actions.people import admit
from agencies.models import Agency, Invitation, Membership, Role
from clients.models import ClientAccount
from project.base.viewer import Member
from project.demo import money, presets, prices
from project.demo.people import keep_hours
from project.demo.seeding import crew_of
from project.demo.story import Crew

PASSWORD = "bench-quillhouse"
#: Who works in each house: first name, role. The first client has most of the orders, the first writer has
#: written most of them; `newcomer` is a client with few.
CREW = (
    ("owner", Role.OWNER),
    ("manager", Role.MANAGER),
    ("support", Role.SUPPORT),
    ("editor", Role.EDITOR),
    ("editor2", Role.EDITOR),
    ("editor3", Role.EDITOR),
    ("writer", Role.WRITER),
    ("writer2", Role.WRITER),
    ("writer3", Role.WRITER),
    ("writer4", Role.WRITER),
    ("client", Role.CLIENT),
    ("newcomer", Role.CLIENT),
    ("client3", Role.CLIENT),
    ("client4", Role.CLIENT),
)
#: Who takes part in no story: what they have is what a person has.
SPARE = (("sparewriter", Role.WRITER), ("spareclient", Role.CLIENT))


@dataclass(frozen=True)
class House:
    """One agency: its host is `<name>.localhost`, its people are `<first name>@<name>.example`."""

    name: str
    code: str
    orders: int

    @property
    def host(self) -> str:
        return f"{self.name}.localhost"

    def email(self, first_name: str) -> str:
        return f"{first_name}@{self.name}.example"

    @property
    def clients(self) -> int:
        """How many clients it has beside its crew."""
        return min(10 + self.orders // 25, 3_000)

    @property
    def writers(self) -> int:
        """How many writers it has beside its crew."""
        return min(6 + self.orders // 250, 300)

    @property
    def open_orders(self) -> int:
        """How many of its orders are not closed: a share that sinks, and an end to it."""
        return min(60 + self.orders // 50, 3_000)

    @property
    def open_drafts(self) -> int:
        """How many drafts its clients are still writing, with and without quotes."""
        return min(30 + self.orders // 100, 1_000)


#: Where the stories are played; it stays beside the others, as their neighbour.
MOULD = House("neighbours", "NEI", 0)
SMALL, MIDDLE, LARGE, HUGE = (
    House("small", "SMA", 1_000),
    House("middle", "MID", 10_000),
    House("large", "LAR", 100_000),
    House("huge", "HUG", 1_000_000),
)
HOUSES = (SMALL, MIDDLE, LARGE, HUGE)


def found(house: House, now: dt.datetime) -> Agency:
    """Found a house and admit its crew, at `now`."""
    agency, _token = create_agency(
        name=house.name.capitalize(),
        host=house.host,
        owner_email=house.email("owner"),
        code=house.code,
        currency="EUR",
        timezone="Europe/London",
        now=now,
        tax_rate=Decimal("20.00"),
    )
    Agency.objects.filter(pk=agency.pk).update(opened_at=now)
    agency.refresh_from_db()
    Invitation.objects.filter(agency=agency).delete()  # the owner is admitted right away
    for first, role in CREW:
        _admit(agency, house.email(first), first, role, now)
    # Hashed once: it is made to be slow.
    people = User.objects.filter(email__in=[house.email(first) for first, _role in CREW])
    people.update(password=make_password(PASSWORD))
    crew = crew_of(agency)
    money.open_books(agency, crew, now)
    prices.revise(crew.managers[0], now)
    keep_hours(crew.managers[0], now + dt.timedelta(days=1))
    for client in crew.clients[:2]:
        presets.keep(client, now + dt.timedelta(days=30))
    return agency


def admit_spare(house: House, agency: Agency, now: dt.datetime) -> list[Membership]:
    """A writer and a client to make the other people of all houses from. Nobody signs in as them."""
    return [_admit(agency, house.email(first), first, role, now) for first, role in SPARE]


def _admit(agency: Agency, email: str, first: str, role: Role, now: dt.datetime) -> Membership:
    user = make_person(email=email, name=f"{first.capitalize()} Bench", password=None)
    # What is told by mail leaves nothing behind after thirty days; notices are what pages show.
    inside_alone = dict.fromkeys(NoticeKind.values, (False, True))
    save_preferences(user=user, agency=agency, wanted=inside_alone)
    name = f"{first.capitalize()} B."
    return admit(agency=agency, user=user, roles=[role.value], public_name=name, now=now)


def playing_crew(agency: Agency) -> Crew:
    """The crew of the house; its copies of people take no part in stories."""
    crew = crew_of(agency)
    return Crew(**{name: [one for one in people if _is_of_crew(one)] for name, people in vars(crew).items()})


def _is_of_crew(member: Member) -> bool:
    return member.membership.user.email.split("@")[0] in dict(CREW)


def account_of(person: Membership) -> ClientAccount:
    """The account that a client came with."""
    return ClientAccount.objects.get(people__membership=person)


def user_of(house: House, first_name: str) -> User:
    """One of the crew."""
    return User.objects.get(email=house.email(first_name))

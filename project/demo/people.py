"""The two agencies and the people of the demo; the tests play with the same cast."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from accounts.actions.people import make_person
from accounts.models import User
from agencies.actions.agencies import create_agency
from agencies.actions.invitations import issue
from agencies.actions.people import admit
from agencies.actions.security import NUMBERS, save_security_policy
from agencies.actions.working_hours import add_holiday, set_week
from agencies.models import Agency, Branding, Invitation, Membership, Role
from agencies.states.second_factor import FactorScope
from clients.models import AccountInvitation, ClientAccount
from clients.models.accounts import AccountRole
from project.base.features import OFF
from project.base.viewer import Member, Viewer


@dataclass(frozen=True)
class House:
    """An agency of the demo. `people`: (first name, family name, roles, zone)."""

    name: str
    code: str
    host: str
    timezone: str
    colour: str
    tagline: str
    welcome: str
    people: tuple[tuple[str, str, tuple[Role, ...], str], ...]

    def email(self, first_name: str) -> str:
        return f"{first_name.lower()}@{self.name.lower()}.example"


INKWELL = House(
    "Inkwell",
    "INK",
    "inkwell.localhost",
    "Europe/London",
    "#1f5f8b",
    "Words that do their work",
    "Inkwell is a studio of writers, editors and translators. We write for companies, charities and public "
    "bodies: "
    "articles that people finish, pages that answer questions, reports that are read.",
    (
        ("Otto", "Lindqvist", (Role.OWNER,), ""),
        ("Max", "Okafor", (Role.MANAGER,), ""),
        ("Sam", "Petrov", (Role.SUPPORT,), ""),
        ("Edith", "Marlowe", (Role.EDITOR,), ""),
        ("Wendell", "Hughes", (Role.WRITER,), "America/New_York"),
        ("Wanda", "Kowalska", (Role.WRITER,), "Europe/Warsaw"),
        ("Clara", "Benedetti", (Role.CLIENT,), ""),
    ),
)
NORTHWIND = House(
    "Northwind",
    "NOR",
    "northwind.localhost",
    "Europe/Oslo",
    "#2f6b4f",
    "Clear writing from the north",
    "Northwind edits and translates for research institutes and publishers between Bergen and Kirkenes.",
    (
        ("Mara", "Solberg", (Role.OWNER,), ""),
        ("Nick", "Aasen", (Role.CLIENT,), ""),
        ("Nora", "Lien", (Role.WRITER,), ""),
    ),
)
#: Codes of the languages that Northwind offers, of those that an agency begins with.
NORTHWIND_SPEAKS = ("en-GB", "en-US", "de", "fr", "sv")
#: Wanda writes for both: (home house, first name, house joined, roles).
GUESTS = ((INKWELL, "Wanda", NORTHWIND, (Role.WRITER,)),)


def found(*, password: str, now: dt.datetime) -> dict[str, Membership]:
    """Found both houses and admit their people, through the same actions that everybody uses.

    Returns the memberships by "House/First name". For an installation that holds neither house yet.
    """
    members = {}
    for house in (INKWELL, NORTHWIND):
        agency = _found_house(house, now)
        for first, family, roles, zone in house.people:
            user = make_person(email=house.email(first), name=f"{first} {family}", password=password)
            User.objects.filter(pk=user.pk).update(timezone=zone)
            members[f"{house.name}/{first}"] = admit(
                agency=agency,
                user=user,
                roles=[role.value for role in roles],
                public_name=f"{first} {family[0]}.",
                now=now,
            )
    for home, first, house, roles in GUESTS:
        agency = Agency.objects.get(code=house.code)
        user = members[f"{home.name}/{first}"].user
        members[f"{house.name}/{first}"] = admit(
            agency=agency, user=user, roles=[role.value for role in roles], public_name=user.name, now=now
        )
    return members


def _found_house(house: House, now: dt.datetime) -> Agency:
    agency, _token = create_agency(
        name=house.name,
        host=house.host,
        owner_email=house.email(house.people[0][0]),
        code=house.code,
        currency="EUR",
        timezone=house.timezone,
        now=now,
        tax_rate=Decimal("20.00"),
    )
    Invitation.objects.filter(agency=agency).delete()  # the owner is admitted right away
    Agency.objects.filter(pk=agency.pk).update(
        features=[] if house is INKWELL else [f"{OFF}editorial_review"],  # Northwind has no editor
        opened_at=now,
    )
    agency.refresh_from_db()
    Branding.objects.filter(agency=agency).update(
        primary=house.colour, tagline=house.tagline, welcome=house.welcome
    )
    return agency


#: More people of Inkwell, so that its desk is alive. Nobody signs in as them: their addresses are not of the
#: demo's kind. (account name or public name, address, roles)
EXTRAS = (
    ("Kettlewick Foods", "priya@kettlewick.test", (Role.CLIENT,)),
    ("Saltmarsh Clinics", "jonas@saltmarsh.test", (Role.CLIENT,)),
    ("Fenwright Savings", "adaeze@fenwright.test", (Role.CLIENT,)),
    ("Longshore Ferries", "rosalind@longshore.test", (Role.CLIENT,)),
    ("Inés P.", "ines@writers.test", (Role.WRITER,)),
    ("Tobias R.", "tobias@writers.test", (Role.WRITER,)),
    ("Farida S.", "farida@editors.test", (Role.EDITOR,)),
)


def admit_extras(agency: Agency, now: dt.datetime) -> None:
    """Admit the further people to Inkwell. They have no password."""
    for name, email, roles in EXTRAS:
        user = make_person(email=email, name=name, password=None)
        admit(agency=agency, user=user, roles=[role.value for role in roles], public_name=name, now=now)


#: Inkwell's day: the morning, and the afternoon after a lunch break.
INKWELL_DAY = [(9 * 60, 12 * 60 + 30), (13 * 60 + 30, 17 * 60 + 30)]
#: Month, day, name.
FEASTS = ((1, 1, "New Year's Day"), (5, 1, "May Day"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day"))


def keep_hours(manager: Viewer, now: dt.datetime) -> None:
    """Give Inkwell its hours, and the next of each feast as a holiday."""
    set_week(actor=manager, week=[INKWELL_DAY] * 5 + [[], []])
    for month, day, name in FEASTS:
        feast = dt.date(now.year, month, day)
        add_holiday(
            actor=manager, day=feast if feast >= now.date() else feast.replace(year=now.year + 1), name=name
        )


def set_rules(now: dt.datetime) -> None:
    """Both agencies require a second factor, of staff the one, of everybody the other. Far ahead: who visits
    the demo is to look around first."""
    for house, scope in ((INKWELL, FactorScope.STAFF), (NORTHWIND, FactorScope.EVERYBODY)):
        owners = Membership.objects.with_role(Role.OWNER).filter(agency__code=house.code)
        owner = owners.select_related("agency", "user").order_by("pk")[0]
        save_security_policy(
            actor=Member(owner.agency, membership=owner),
            numbers={name: getattr(owner.agency, name) for name in NUMBERS},
            second_factor_for=scope,
            second_factor_from=now + dt.timedelta(days=330),
            second_factor_wide_from=now + dt.timedelta(days=360),
            now=now,
        )


def admit_reader(agency: Agency, *, clara: Membership, password: str, now: dt.datetime) -> None:
    """Ruth, who reads for Clara's account and changes nothing. She came by an invitation, as every colleague
    does; its mail is not sent."""
    email = INKWELL.email("Ruth")
    invitation, _token = issue(agency=agency, email=email, roles=[Role.CLIENT.value], by=clara, now=now)
    account = ClientAccount.objects.get(people__membership=clara)
    AccountInvitation.objects.create(
        agency=agency, invitation=invitation, account=account, role=AccountRole.READER
    )
    user = make_person(email=email, name="Ruth Adeyemi", password=password)
    Invitation.objects.filter(pk=invitation.pk).update(used_at=now)
    admit(
        agency=agency,
        user=user,
        roles=[Role.CLIENT.value],
        public_name="Ruth A.",
        now=now,
        invitation=invitation,
    )

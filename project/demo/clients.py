"""Clients as the desk of Inkwell keeps them: a company with people, contacts and notes, and two accounts that
turned out to be one client."""

from __future__ import annotations

import datetime as dt

from accounts.actions.people import make_person
from agencies.actions.invitations import issue
from agencies.actions.people import admit
from agencies.models import Invitation, Role
from clients.actions.contacts import add_contact
from clients.actions.desk import make_account
from clients.actions.merging import merge_accounts
from clients.actions.notes import write_note
from clients.models import AccountInvitation, ClientAccount
from clients.models.accounts import AccountKind, AccountRole
from project.base.viewer import Member

from .story import Crew

COMPANY = "Tidewater Museums"
PEOPLE = (
    ("Imogen Vale", "imogen@tidewater.test", AccountRole.PAYER),
    ("Bastian Crewe", "bastian@tidewater.test", AccountRole.ORDERER),
)
CONTACTS = (
    {
        "name": "Oona Harker",
        "email": "accounts@tidewater.test",
        "phone": "+44 20 7946 0101",
        "function": "Accounting",
    },
    {"name": "Leif Anders", "email": "leif@tidewater.test", "function": "Exhibitions"},
)
NOTES = (
    "Labels are read aloud by their guides: short sentences, no brackets.",
    "Invoices need their purchase number. Ask Oona before the end of the quarter.",
)
#: Made twice: by a telephone call, and at the fair.
TWICE = ("Lanternside Tea", "Lanternside Tea Ltd")


def keep(crew: Crew, now: dt.datetime) -> None:
    """A company of several people with contacts and notes, and a merged pair."""
    desk, manager = crew.support[0], crew.managers[0]
    company = make_account(actor=desk, name=COMPANY, kind=AccountKind.COMPANY, now=now)
    for name, email, role in PEOPLE:
        _admit(company, desk, name, email, role, now)
    for fields in CONTACTS:
        add_contact(actor=desk, account=company, fields=fields, now=now)
    for number, text in enumerate(NOTES):
        write_note(actor=desk, account=company, text=text, now=now + number * dt.timedelta(days=1))
    kind = AccountKind.COMPANY.value
    first, second = (make_account(actor=desk, name=name, kind=kind, now=now) for name in TWICE)
    merge_accounts(actor=manager, account=first, into=second, now=now + dt.timedelta(days=2))


def _admit(account: ClientAccount, desk: Member, name: str, email: str, role: str, now: dt.datetime) -> None:
    """Somebody who came by an invitation; its mail is not sent. They have no password."""
    agency, by = desk.agency, desk.membership
    invitation, _token = issue(agency=agency, email=email, roles=[Role.CLIENT.value], by=by, now=now)
    AccountInvitation.objects.create(agency=agency, invitation=invitation, account=account, role=role)
    user = make_person(email=email, name=name, password=None)
    Invitation.objects.filter(pk=invitation.pk).update(used_at=now)
    first, family = name.split()
    admit(
        agency=agency,
        user=user,
        roles=[Role.CLIENT.value],
        public_name=f"{first} {family[0]}.",
        now=now,
        invitation=invitation,
    )

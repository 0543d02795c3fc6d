"""Clients as the desk of Inkwell keeps them: a company with people, contacts and notes; two accounts that
turned out to be one client, with an order in its name and a style guide; a named writer who was replaced."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.actions.people import make_person
from agencies.actions.invitations import issue
from agencies.actions.people import admit
from agencies.models import Invitation, Role
from catalog.pricing.offering import current_offering
from catalog.pricing.terms import Terms
from clients.actions.contacts import add_contact
from clients.actions.desk import make_account
from clients.actions.merging import merge_accounts
from clients.actions.notes import write_note
from clients.actions.style_guides import save_style_guide
from clients.models import AccountInvitation, ClientAccount
from clients.models.accounts import AccountKind, AccountRole
from drafts.actions.drafts import begin_draft
from drafts.pricing.draft_price import price_draft
from orders.actions.offers import assign_order
from orders.actions.placing import SeenPrice, convert_draft
from orders.actions.reassigning import reassign_order
from orders.states.promises import PriceAnswer
from project.base.money import cents
from project.base.viewer import Member
from quotes.actions.order_in_name import order_in_name, prepare_in_name
from quotes.actions.sending import save_quote
from quotes.models import OrderQuote

from .story import HOUR, Crew

DAY = dt.timedelta(days=1)
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
GUIDE = (
    "Teas by the name on the tin. Temperatures in °C, *two minutes* rather than *2 min*. Never “beverage”."
)
#: Commissions that nobody else in the demo has.
IN_THEIR_NAME = {
    "title": "Twelve tea descriptions for the Lanternside winter tins",
    "brief": "One paragraph for each tin: where the leaf grows, how it tastes, how to brew it. Buyers read "
    "them at the shelf, so the first sentence has to do the work.",
    "audience": "Shoppers in small grocers",
    "locale": "en-GB",
}
NAMED = {
    "title": "Foundation stories: three portraits for the Bailey & Finch anniversary",
    "brief": "The founder, the first apprentice and the bookkeeper who stayed for forty years. Keep their "
    "own words where you can; nobody minds a sentence that limps if it is theirs.",
    "audience": "Clients and former colleagues",
    "locale": "en-GB",
}
SWAPPED = "The named writer is on a train without a signal until Monday; agreed by telephone."


def keep(crew: Crew, begun: dt.datetime, now: dt.datetime) -> None:
    """A company of several people since `begun`, and what happened lately."""
    _company(crew, begun)
    _merged_pair(crew, begun, now)
    _replaced_writer(crew, now)


def _company(crew: Crew, now: dt.datetime) -> None:
    desk = crew.support[0]
    company = make_account(actor=desk, name=COMPANY, kind=AccountKind.COMPANY, now=now)
    for name, email, role in PEOPLE:
        _admit(company, desk, name, email, role, now)
    for fields in CONTACTS:
        add_contact(actor=desk, account=company, fields=fields, now=now)
    for number, text in enumerate(NOTES):
        write_note(actor=desk, account=company, text=text, now=now + number * dt.timedelta(days=1))


def _merged_pair(crew: Crew, begun: dt.datetime, now: dt.datetime) -> None:
    """One has a style guide, the other an order that the desk placed; nothing was booked since the merge, so
    they can be separated."""
    desk, manager, kind = crew.support[0], crew.managers[0], AccountKind.COMPANY.value
    first, second = (make_account(actor=desk, name=name, kind=kind, now=begun) for name in TWICE)
    save_style_guide(actor=desk, account=first, text=GUIDE, link="", number=0, now=now - 30 * DAY)
    quote = prepare_in_name(actor=manager, account=second, now=now - 6 * DAY)
    quote = save_quote(
        actor=manager,
        quote=quote,
        version=quote.draft.version,
        fields={**IN_THEIR_NAME, **_wanted(desk, "article", now), "quantity": 900},
        terms=Terms(),
        assumptions="",
        addressee=quote.addressee,
        now=now - 6 * DAY,
    )
    version = OrderQuote.objects.select_related("draft").get(pk=quote.pk).draft.version
    order_in_name(actor=manager, quote=quote, version=version, now=now - 6 * DAY)
    merge_accounts(actor=manager, account=first, into=second, now=now - 2 * DAY)


def _replaced_writer(crew: Crew, now: dt.datetime) -> None:
    """The client paid for the first writer; the second has the work, and the surcharge was taken back."""
    client, manager, at = crew.clients[0], crew.managers[0], now - 3 * DAY
    named, other = (writer.membership for writer in crew.writers[:2])
    fields = {**NAMED, **_wanted(client, "article", now), "quantity": 1500, "preferred_writer": named}
    account = ClientAccount.objects.to_order_for(client).earliest("id")
    draft = begin_draft(actor=client, account=account, now=at, fields=fields)
    price = price_draft(client.agency, draft, now=at)
    seen = SeenPrice(price.total, current_offering(client.agency).book_id, at)
    order = convert_draft(actor=client, draft=draft, seen=seen, now=at)
    fee = cents(price.total / 2)
    given: dict[str, Any] = {"fee": fee, "override": SWAPPED}
    order = assign_order(actor=manager, order=order, writer=named, now=at + HOUR, **given)
    answer = PriceAnswer.TAKE_BACK
    reassign_order(actor=manager, order=order, writer=other, now=at + DAY, named_writer=answer, **given)


def _wanted(member: Member, service: str, now: dt.datetime) -> dict[str, Any]:
    """A service in its plain quality, due in two weeks."""
    offering = current_offering(member.agency)
    return {
        "service": next(row for row in offering.services if row.key == service),
        "subject": offering.subjects[0],
        "quality": offering.qualities[0],
        "deadline": (now + 14 * DAY).replace(hour=16, minute=0, second=0, microsecond=0),
    }


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

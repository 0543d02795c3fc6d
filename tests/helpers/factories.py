"""Drafts and orders for tests, made through the actions that people
use, with a clock that moves as it would."""

from __future__ import annotations

import datetime as dt
from typing import Any

from billing.actions.invoices import save_letterhead
from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from drafts.actions import drafts
from drafts.models import OrderDraft
from drafts.pricing.draft_price import price_draft
from orders.actions import placing
from orders.models import Order
from project.base.viewer import Member
from tests.helpers.cast import START
from tests.helpers.stages import stage

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
#: What stands on invoices, once it is saved.
SELLER = {
    "name": "Inkwell Writing Ltd",
    "address": "1 Quay Street\nBristol",
    "tax_number": "GB 123",
    "payment_days": 30,
    "payment_text": "IBAN GB00 INKW",
}


@stage
def save_seller(member: Member) -> None:
    """From here on the agency can send invoices."""
    save_letterhead(actor=member, fields=SELLER)


def account_of(member: Member) -> ClientAccount:
    """The client account of a client of the cast."""
    return ClientAccount.objects.get(people__membership=member.membership)


@stage
def make_draft(member: Member, *, now: dt.datetime = START, **fields: Any) -> OrderDraft:
    """A complete draft of a client: 600 words, ten days. Any field may be given instead."""
    offering = current_offering(member.agency)
    complete = {
        "title": "Harbour feature",
        "brief": "A feature about the harbour at dusk, for visitors who stay a night.",
        "service": offering.services[0],
        "quality": offering.qualities[0],
        "subject": offering.subjects[0],
        "quantity": 600,
        "deadline": now + 10 * DAY,
    }
    return drafts.begin_draft(
        actor=member, account=account_of(member), now=now, fields={**complete, **fields}
    )


def seen_price(member: Member, draft: OrderDraft, now: dt.datetime) -> placing.SeenPrice:
    """What the page shows of the draft's price at `now`."""
    quote = price_draft(member.agency, draft, now=now)
    return placing.SeenPrice(quote.total, current_offering(member.agency).book_id, now)


@stage
def place_order(member: Member, *, now: dt.datetime = START, **fields: Any) -> Order:
    """An order just placed by a client."""
    draft = make_draft(member, now=now, **fields)
    return placing.convert_draft(actor=member, draft=draft, seen=seen_price(member, draft, now), now=now)

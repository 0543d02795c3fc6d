"""An agency's first day, as docs/operating.md leads through it: from the command to the first invoice."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agencies.actions.invitations import issue
from agencies.models import Membership
from agencies.rules.working_hours import calendar_of, working_before
from billing.models import Invoice
from orders.models import Order
from project.base import clock
from project.base.viewer import Member
from tests.accounts.helpers.support import STRONG, path_of
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
HOST = "words.localhost"
TEXT = "The agency opens its door and the first client walks in. " * 45
DRAFT: dict[str, Any] = {
    "title": "Our first text",
    "brief": "Write about the first day of an agency, plainly and in full sentences.",
    "service": "article",
    "subject": "technology",
    "quality": "standard",
    "quantity": 500,
}


def joined(link: str, name: str) -> Member:
    """Whoever opens a link for the first time, and chooses a name and a password."""
    form = {"name": name, "password1": STRONG, "password2": STRONG}
    assert Client(headers={"host": HOST}).post(link, form).status_code == 302
    member = Membership.objects.select_related("user", "agency__brand").get(user__name=name)
    return Member(member.agency, membership=member)


def invited(owner: Member, name: str, role: str) -> Api:
    _invitation, token = issue(
        agency=owner.agency,
        email=f"{name.lower()}@words.example",
        roles=[role],
        by=owner.membership,
        now=clock.now(),
    )
    return Api(joined(reverse("invitation", args=[token]), name))


def opened(owner: Member) -> Api:
    """The owner fills in the letterhead and publishes the prices."""
    api = Api(owner)
    letterhead = {"name": "Words Ltd", "address": "1 Main St", "payment_days": "14"}
    assert api.client.post("/desk/invoicing/", letterhead).status_code == 302
    form = {
        "currency": "EUR",
        "timezone": "Europe/Vienna",
        "sign_up": "open",
        "editorial_review": "on",
    }
    assert api.client.post("/desk/agency/", {**form, "open": "1"}).status_code == 302
    return api


def test_from_the_command_to_the_first_invoice(cast: Cast) -> None:
    out = StringIO()
    call_command("create_agency", "Words", HOST, "olga@words.example", timezone="Europe/Vienna", stdout=out)
    visitor = Client(headers={"host": HOST})
    assert "isn’t open yet" in visitor.get("/").text
    olga = joined(path_of(out.getvalue().split()[-1]), "Olga")
    owner = opened(olga)
    assert "Create account" in visitor.get("/").text

    people = (("Clea", "client"), ("Will", "writer"), ("Edna", "editor"))
    clea, will, edna = (invited(olga, name, role) for name, role in people)
    deadline = (clock.now() + dt.timedelta(days=14)).strftime("%Y-%m-%dT%H:%M:00Z")
    draft = clea.post("orders/order-drafts/", {**DRAFT, "deadline": deadline}).json
    assert draft["estimated_price"] == "120.00"  # 500 words at 0.24, and no tax
    order = clea.post(
        f"orders/order-drafts/{draft['id']}/convert-to-order/", {"total": "120.00", "version": 1}
    )
    number = order.json["number"]
    due = Order.objects.get(agency=olga.agency, number=number).writer_deadline
    assert working_before(calendar_of(olga.agency), due, due - dt.timedelta(days=1)) == due

    writer = Membership.objects.get(user__name="Will").public_id
    steps: tuple[tuple[Api, str, Any], ...] = (
        (owner, "offer", {"writers": [writer], "fee": "60.00"}),
        (will, "accept-offer", None),
        (will, "start", None),
        (will, "deliver", {"text": TEXT}),
        (edna, "claim-review", None),
        (edna, "approve", {"version": 1}),
        (clea, "accept", None),
    )
    for who, verb, body in steps:
        answer = who.post(f"orders/orders/{number}/{verb}/", body)
        assert answer.status == 200, (verb, answer.json)
    assert owner.client.post(f"/orders/{number}/ledger/invoices/").status_code == 302
    invoice = Invoice.objects.get(agency=olga.agency)
    assert (invoice.net, invoice.tax, invoice.total) == (120, 0, 120)
    assert number in clea.client.get("/invoices/").text

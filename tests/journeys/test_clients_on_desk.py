"""A company that the desk makes: two people are invited into it, an order is placed in its name, and whoever
comes first takes it over."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from accounts.models import Mail
from clients.models import ClientAccount
from orders.actions.taking_over import take_over_orders
from orders.models import Order
from project.base import clock
from quotes.models import OrderQuote
from tests.helpers.cast import load_cast
from tests.quotes.helpers.quotes import complete, save

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANN, BEN = "ann@harbour.example", "ben@harbour.example"


def test_a_company_two_people_and_an_order_in_its_name(people: Callable[..., Person]) -> None:
    cast = load_cast()
    sam = people("sam")

    # Sam makes the company and writes down whom he talks to.
    sam.press("Clients")
    sam.look()
    sam.press("New client")
    sam.page.get_by_label("Name", exact=True).fill("Harbour Museums")
    sam.look()
    sam.press("Create client")
    sam.sees("Nobody has joined yet")
    sam.press("Add contact")
    sam.page.get_by_label("Name", exact=True).fill("Dora Quay")
    sam.look()
    sam.press("Save")
    sam.page.get_by_label("New note").fill("Prefers short calls.")
    sam.press("Add note")
    sam.sees("Note added.")
    sam.look()

    # Two people are asked in at once.
    sam.press("Invite people")
    sam.page.get_by_label("Email addresses").fill(f"{ANN}\n{BEN}")
    sam.look()
    sam.press("Send invitations")
    sam.sees(f"Invitation sent to {BEN}.")

    # An order in the company's name, before anybody has come.
    sam.press("Order in their name")
    sam.look()
    save(cast, OrderQuote.objects.get(), fields=complete(cast, clock.now()), now=clock.now())
    sam.page.reload()
    sam.press("Save and order in their name")
    sam.sees("placed in the name of Harbour Museums")
    sam.look()
    order = Order.objects.get()
    assert order.requested_by.placeholder

    # Ann comes first, and the order is hers.
    ann = people("")
    ann.page.goto(re.findall(r"http://\S+", Mail.objects.get(recipient=ANN).text)[0])
    ann.page.get_by_label("Name").fill("Ann Kelso")
    for field in ann.page.locator("input[type=password]").all():
        field.fill("a long enough secret")
    ann.press("Create account and join")
    take_over_orders(account=ClientAccount.objects.get(name="Harbour Museums"), now=clock.now())
    ann.go(f"/orders/{order.number}/")
    ann.look()
    order.refresh_from_db()
    assert order.requested_by.public_name == "Ann Kelso"
    sam.go(f"/desk/clients/{order.account.public_id}/")
    sam.sees("Ann Kelso")
    sam.look()

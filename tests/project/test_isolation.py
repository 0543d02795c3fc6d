"""What another agency may learn of an order of Inkwell: nothing, by whichever way it asks.

Each test first shows that the thing is there for those whose it is; the addresses themselves are in doors.py.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from drafts.models import OrderDraft
from orders.models import Offer, Order
from project.base import clock
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import make_draft, place_order
from tests.helpers.story import FEE, Story

pytestmark = pytest.mark.django_db

SECRET = "Zephyrine"
#: What a page holds for its forms, other each time.
TOKEN = re.compile(r"[A-Za-z0-9]{64}")
FRAGMENT = {"HX-Request": "true", "HX-Target": "order"}


def body(client: Client, path: str, **options: Any) -> str:
    return client.get(path, **options).content.decode()


@pytest.fixture
def story(cast: Cast) -> Story:
    """Work of Inkwell that could leak: title, brief and text hold a word that stands nowhere else."""
    told = Story(
        cast, title=f"{SECRET} feature", brief=f"A text about {SECRET}, for readers who stay a night."
    ).in_progress()
    return told.deliver(f"# {SECRET}\n\nA text.").approve()


@pytest.mark.parametrize(
    ("own", "foreign", "path"),
    [
        ("max", "mara", "/desk/?tab=all&q=zephyrine"),
        ("clara", "nick", "/orders/?tab=all&q=zephyrine"),
        ("wendell", "nora", "/studio/?tab=all&q=zephyrine"),
    ],
)
def test_search(cast: Cast, story: Story, own: str, foreign: str, path: str) -> None:
    assert f"{SECRET} feature" in body(browser(getattr(cast, own)), path)
    assert SECRET not in body(browser(getattr(cast, foreign)), path)


def test_wanda_reads_in_each_house_what_is_there(cast: Cast) -> None:
    """The same person in both agencies: what is offered to her at Inkwell is not shown at Northwind."""
    Story(cast, title=f"{SECRET} feature", now=clock.now()).offered(cast.wanda)

    assert SECRET in body(browser(cast.wanda), "/studio/offers/")
    assert SECRET not in body(browser(cast.wanda_northwind), "/studio/offers/")


@pytest.mark.parametrize("path", ["", "deliveries/1/"])
def test_pages_and_fragments(cast: Cast, story: Story, path: str) -> None:
    address = f"/orders/{story.order.number}/{path}"

    for headers in ({}, FRAGMENT):
        assert SECRET in body(browser(cast.clara), address, headers=headers)
        answer = browser(cast.mara).get(address, headers=headers)
        assert (answer.status_code, SECRET in answer.content.decode()) == (404, False)


def test_a_session_carried_to_the_other_house(cast: Cast, story: Story) -> None:
    """Mara's own cookie, sent to Inkwell: nobody is signed in there."""
    client = browser(cast.mara)

    answer = client.get(f"/orders/{story.order.number}/", headers={"host": "inkwell.localhost"})

    assert (answer.status_code, "sign-in" in answer.headers["Location"]) == (302, True)


def test_a_writer_of_the_other_house_cannot_be_chosen(cast: Cast) -> None:
    order = place_order(cast.nick)
    path = f"/orders/{order.number}/offers/"
    assert cast.nora.membership.public_id in body(browser(cast.mara), path)
    assert cast.wendell.membership.public_id not in body(browser(cast.mara), path)

    answer = browser(cast.mara).post(path, {"writers": [cast.wendell.membership.public_id], "fee": FEE})

    assert (answer.status_code, Offer.objects.filter(order=order).exists()) == (422, False)


def test_a_wished_writer_of_the_other_house(cast: Cast) -> None:
    draft = make_draft(cast.nick)
    path = f"/orders/drafts/{draft.public_id}/"
    sent = {"version": draft.version, "title": "Fjord", "preferred_writer": cast.wendell.membership.public_id}

    browser(cast.nick).post(path, sent)
    assert OrderDraft.objects.get(pk=draft.pk).preferred_writer is None

    sent |= {"version": OrderDraft.objects.get(pk=draft.pk).version}
    browser(cast.nick).post(path, sent | {"preferred_writer": cast.nora.membership.public_id})
    assert OrderDraft.objects.get(pk=draft.pk).preferred_writer == cast.nora.membership


def test_numbers_of_the_other_house_are_told_apart_by_nothing(cast: Cast, story: Story) -> None:
    """A number that exists elsewhere and one that exists nowhere are answered alike."""
    client = browser(cast.mara)
    number = story.order.number
    never = f"{number[:-5]}99999"
    assert not Order.objects.filter(number=never).exists()

    there, nowhere = (TOKEN.sub("", body(client, f"/orders/{each}/")) for each in (number, never))

    assert there.replace(number, "") == nowhere.replace(never, "")

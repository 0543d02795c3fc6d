"""From a price of the public calculator to a draft: who gets one, at which price, and what stands in the
way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from clients.models import AccountPerson, ClientAccount
from drafts.models import OrderDraft
from drafts.pricing.draft_price import price_draft
from tests.catalog.helpers.prices import change
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, account_of
from tests.helpers.pages import form_to, words_of
from tests.orders.helpers.support import draft_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "fresh_catalog")]
PATH = "/orders/drafts/from-price/"
CHOICE = {
    "service": "article",
    "quantity": "1200",
    "quality": "standard",
    "pace": "same-day",
    "addons": ["sources", "seo"],
    "total": "736.08",
}
TOTAL = "€736.08"


def asked(choice: dict[str, Any]) -> str:
    return f"{PATH}?{urlencode(choice, doseq=True)}"


def second_account(cast: Cast) -> ClientAccount:
    account = ClientAccount.objects.create(agency=cast.inkwell, name="Other payer", created_at=START)
    AccountPerson.objects.create(
        agency=cast.inkwell, account=account, membership=cast.clara.membership, role="payer"
    )
    return account


def test_a_press_makes_a_draft_at_the_price_that_was_shown(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)
    form = form_to(client.get(f"/services/?{urlencode(CHOICE, doseq=True)}"), PATH)

    answer = client.post(PATH, form.sent)

    draft = OrderDraft.objects.get()
    assert answer.url == draft_url(draft)
    assert (draft.account, draft.quantity, draft.deadline) == (account_of(cast.clara), 1200, START + DAY)
    assert price_draft(cast.inkwell, draft, now=START).total == Decimal("736.08")
    page = client.get(answer.url)
    assert TOTAL in words_of(
        page
    ) and "Draft created at this price. Now add a title and a brief." in words_of(page)


def test_without_hurry_the_draft_has_no_deadline_yet(cast: Cast, sign_in: Any) -> None:
    sign_in(cast.clara).post(PATH, {**CHOICE, "pace": ""})

    assert OrderDraft.objects.get().deadline is None


def test_who_comes_from_signing_in_sees_the_price_and_presses(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)

    answer = client.get(asked(CHOICE))

    words = words_of(answer)
    assert TOTAL in words and "Same day" in words and "1,200 words" in words and "Search outline" in words
    assert "The price has changed" not in words
    assert not OrderDraft.objects.exists(), "a GET changes nothing"
    client.post(PATH, form_to(answer, PATH).sent)
    assert price_draft(cast.inkwell, OrderDraft.objects.get(), now=START).total == Decimal("736.08")


def test_a_price_that_has_changed_meanwhile_is_said(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "services", "article", rate=Decimal("0.30"))

    words = words_of(sign_in(cast.clara).get(asked(CHOICE)))

    assert "The price was €736.08 when you worked it out." in words
    assert "€891.60" in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": "x"},
        {"quantity": "1"},
        {"service": "poem"},
        {"quality": ""},
        {"pace": "yesterday"},
        {"addons": ["zzz"]},
        {"total": "cheap"},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_has_no_price_goes_back_to_the_calculator_with_everything(
    cast: Cast, sign_in: Any, wrong: dict[str, Any], method: str
) -> None:
    client, choice = sign_in(cast.clara), {**CHOICE, **wrong}

    answer = client.get(asked(choice)) if method == "get" else client.post(PATH, choice)

    choice.pop("total")
    assert answer.url == f"/services/?{urlencode(choice, doseq=True)}#calculator"
    assert not OrderDraft.objects.exists()
    assert client.get(answer.url).status_code == (200 if "total" in wrong else 422)


def test_nothing_or_far_too_much_leads_to_an_empty_calculator(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)

    assert client.get(PATH).url == "/services/"
    assert client.post(PATH, {**CHOICE, "quantity": "9" * 2_000}).url == "/services/"


def test_whoever_orders_for_several_chooses_who_pays(cast: Cast, sign_in: Any) -> None:
    other, client = second_account(cast), sign_in(cast.clara)

    asked_again = client.post(PATH, CHOICE)

    assert asked_again.status_code == 422 and "Choose who pays." in words_of(asked_again)
    form = form_to(asked_again, PATH)
    client.post(PATH, form.filled(account=other.public_id))
    draft = OrderDraft.objects.get()
    assert (draft.account, price_draft(cast.inkwell, draft, now=START).total) == (other, Decimal("736.08"))


def test_a_reader_reads_why_not(cast: Cast, sign_in: Any) -> None:
    AccountPerson.objects.filter(membership=cast.clara.membership).update(role="reader")
    client = sign_in(cast.clara)

    assert "You can read orders but not place them" in words_of(client.get(asked(CHOICE)))
    assert client.post(PATH, CHOICE).status_code == 403
    assert not OrderDraft.objects.exists()


@pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max", "otto"])
def test_only_clients_order(cast: Cast, sign_in: Any, name: str) -> None:
    client = sign_in(getattr(cast, name))

    for answer in (client.get(asked(CHOICE)), client.post(PATH, CHOICE)):
        assert answer.status_code == 403 and "Only clients can place orders" in words_of(answer)


def test_another_agency_prices_by_its_own_book(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "services", "article", rate=Decimal("9.00"))

    sign_in(cast.nick).post(PATH, CHOICE)

    draft = OrderDraft.objects.get()
    assert draft.agency == cast.northwind
    assert price_draft(cast.northwind, draft, now=START).total == Decimal("736.08")


def test_the_page_costs_four_queries(cast: Cast, sign_in: Any) -> None:
    second_account(cast)
    client = sign_in(cast.clara)
    client.get(asked(CHOICE))

    with CaptureQueriesContext(connection) as queries:
        client.get(asked(CHOICE))

    assert len(queries) == 4, [query["sql"][:80] for query in queries]

"""How much of each service an hour makes: by action, page and API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalog.models import ServiceType
from project.base.errors import Invalid, NotAllowed, NotVisible
from tests.helpers.api import Api
from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import form_to, markup
from writers.actions.efforts import save_efforts
from writers.models import ServiceEffort
from writers.rules.eligibility import WriterEligibility

pytestmark = pytest.mark.django_db
PAGE, CALL = "/desk/efforts/", "writer-management/efforts/"


def article(cast: Cast) -> ServiceType:
    return ServiceType.objects.get(agency=cast.inkwell, key="article")


def test_a_rate_is_read_by_eligibility(cast: Cast) -> None:
    order = place_order(cast.clara)
    capacity(cast.wendell, max_hours=10)
    explain = WriterEligibility().explain
    assert explain(writer=cast.wendell.membership, order=order, now=START) == []

    assert save_efforts(actor=cast.max, efforts={article(cast): Decimal("0.5")}) == 1
    assert save_efforts(actor=cast.max, efforts={article(cast): Decimal("0.5")}) == 0

    reasons = explain(writer=cast.wendell.membership, order=order, now=START)
    assert "hours" in [reason.code for reason in reasons]
    save_efforts(actor=cast.max, efforts={article(cast): None})
    assert not ServiceEffort.objects.exists()


def test_who_sets_rates_and_which(cast: Cast) -> None:
    for stranger in (cast.sam, cast.wendell, cast.clara):
        with pytest.raises(NotAllowed):
            save_efforts(actor=stranger, efforts={})
    with pytest.raises(NotVisible):
        save_efforts(actor=cast.mara, efforts={article(cast): Decimal(1)})
    for rate in (Decimal(0), Decimal(-1), Decimal(100_001)):
        with pytest.raises(Invalid) as refused:
            save_efforts(actor=cast.max, efforts={article(cast): rate})
        assert set(refused.value.errors) == {"article"}


def test_the_page(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_to(client.get(PAGE), "", having=["rate_article"]).sent

    assert client.post(PAGE, {**sent, "rate_article": "320.5"}).url == PAGE

    assert ServiceEffort.objects.get().per_hour == Decimal("320.5")
    again = client.get(PAGE)
    assert "1 rate saved." in markup(again)
    assert form_to(again, "", having=["rate_article"]).sent["rate_article"] == ["320.5"]
    refused = client.post(PAGE, {**sent, "rate_article": "0"})
    assert refused.status_code == 422
    assert "Enter a number between 0.01 and 100,000." in markup(refused)
    assert sign_in(cast.sam).get(PAGE).status_code == 403


def test_the_calls(cast: Cast) -> None:
    api = Api(cast.max)
    body = {"efforts": [{"service": "article", "per_hour": "300"}]}

    found = api.put(CALL, body).json["efforts"]

    assert {"service": "article", "unit": "word", "per_hour": "300", "is_default": False} in found
    assert found == api.get(CALL).json["efforts"]
    assert len(found) > 1
    for wrong in ({"service": "nothing", "per_hour": "1"}, {"service": "article", "per_hour": "0"}):
        assert "efforts" in str(api.put(CALL, {"efforts": [wrong]}).errors)
    api.put(CALL, {"efforts": [{"service": "article", "per_hour": None}]})
    assert not ServiceEffort.objects.exists()
    assert Api(cast.sam).get(CALL).status == 403

"""The security log and the summary by the API."""

from __future__ import annotations

import pytest

from tests.accounts.helpers.sign_ins import sign_in_again, signs_in
from tests.helpers.api import Api, by_token
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
EVENTS, SUMMARY = "users/security-events/", "users/security-summary/"


def test_one_reads_ones_own_log(cast: Cast) -> None:
    sign_in_again(cast.clara)
    signs_in(cast.otto)
    api = Api(cast.clara)

    rows = api.get(EVENTS).results

    assert [row["kind"] for row in rows] == ["signed_in", "signed_in"]
    assert [row["suspicious"] for row in rows] == [True, False] and rows[0]["country"] == "KE"
    assert api.get(f"{EVENTS}?suspicious=true&days=7&kind=signed_in").results == rows[:1]
    assert api.get(f"{EVENTS}?kind=signed_out").results == []
    wrong = api.get(f"{EVENTS}?kind=x&days=8&suspicious=1&user=2")
    assert wrong.errors.keys() == {"kind", "days", "suspicious", "user"}
    assert Api(cast.nick).get(EVENTS).results == [] and Api(None, cast.inkwell).get(EVENTS).status == 401


def test_a_token_reads_that_of_its_agency(cast: Cast) -> None:
    signs_in(cast.wanda_northwind)
    assert {row["agency"] for row in Api(cast.wanda).get(EVENTS).results} == {"Northwind"}
    assert {row["agency"] for row in by_token(cast.wanda).get(EVENTS).results} <= {"Inkwell"}


def test_the_summary_is_that_of_the_page(cast: Cast) -> None:
    api = Api(cast.clara)
    sign_in_again(cast.clara)

    summary = api.get(SUMMARY).json

    shown = api.client.get("/account/").context
    assert summary["score"] == shown["score"] and summary["failed_sign_ins"] == 0
    assert [row["label"] for row in summary["points"]] == [str(item.label) for item in shown["items"]]
    assert "No unanswered sign-in alerts" in [row["label"] for row in summary["points"] if not row["done"]]
    assert summary["last_sign_in"]["kind"] == "signed_in"
    assert Api(cast.nick).get(SUMMARY).json["last_sign_in"] is None


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    api.get(EVENTS)
    for _n in range(3):
        signs_in(cast.clara)
        with django_assert_num_queries(3):
            api.get(EVENTS)

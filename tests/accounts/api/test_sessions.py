"""Sessions by the API."""

from __future__ import annotations

import pytest

from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "users/sessions/"


def test_ended_one_by_one_and_all_others(cast: Cast) -> None:
    api, other = Api(cast.clara), Api(cast.clara)
    key = signs_in(cast.clara).public_id
    rows = api.get(PATH).results
    assert len(rows) == 3 and [row["is_current"] for row in rows].count(True) == 1
    assert api.get(f"{PATH}{key}/").json in rows

    ended = api.post(f"{PATH}{key}/end/").json

    assert ended["ended_why"] == "ended" and api.post(f"{PATH}{key}/end/").json == ended
    assert [row["id"] for row in api.get(f"{PATH}?state=ended").results] == [key]
    assert other.get(PATH).status == 200
    assert api.post(f"{PATH}end-others/").json == {"ended": 1}
    assert other.get(PATH).status == 401 and api.post(f"{PATH}end-others/").json == {"ended": 0}
    assert [row["is_current"] for row in api.get(PATH).results] == [True]
    assert api.get(f"{PATH}?state=dead").errors.keys() == {"state"}


def test_a_token_ends_those_of_its_agency(cast: Cast) -> None:
    there = signs_in(cast.wanda_northwind).public_id
    browser, api = Api(cast.wanda), by_token(cast.wanda)

    assert hidden(api, f"{PATH}{{}}/end/", there, "POST")
    assert not any(row["is_current"] for row in api.get(PATH).results)
    assert api.post(f"{PATH}end-others/").json == {"ended": 1}
    assert browser.get(PATH).status == 401
    assert [row["id"] for row in Api(cast.wanda_northwind).get(PATH).results if not row["is_current"]] == [
        there
    ]


def test_others_see_nothing_of_it(cast: Cast) -> None:
    key = signs_in(cast.clara).public_id
    assert Api(None, cast.inkwell).get(PATH).status == 401
    for other in (cast.otto, cast.nick):
        api = Api(other)
        assert hidden(api, f"{PATH}{{}}/", key) and hidden(api, f"{PATH}{{}}/end/", key, "POST")
        assert key not in str(api.get(PATH).json)


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    api.get(PATH)
    for _n in range(3):
        signs_in(cast.clara)
        with django_assert_num_queries(3):
            api.get(PATH)

"""Sign-ins in question by the API."""

from __future__ import annotations

import pytest

from accounts.models import LoginAlert
from tests.accounts.helpers.sign_ins import sign_in_again
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "users/sign-in-questions/"


def test_one_says_of_an_earlier_session_that_it_was_oneself(cast: Cast) -> None:
    api = Api(cast.clara)
    session = sign_in_again(cast.clara)
    row, earlier = api.get(PATH).results
    assert row["session"] == session.public_id and row["new_device"] and row["new_country"]
    assert not row["is_confirmed"] and row["country"] == "KE"

    answer = api.post(f"{PATH}{row['id']}/confirm/")

    assert answer.json == {**row, "is_confirmed": True} == api.post(f"{PATH}{row['id']}/confirm/").json
    assert api.get(PATH).results == [earlier]


def test_neither_a_later_session_nor_a_token_answers(cast: Cast) -> None:
    sign_in_again(cast.clara)
    key = LoginAlert.objects.get().public_id

    assert Api(cast.clara).post(f"{PATH}{key}/confirm/").status == 403
    program = by_token(cast.clara)
    assert program.post(f"{PATH}{key}/confirm/").json["type"] == "urn:quillhouse:problem:scope-missing"
    assert [row["id"] for row in program.get(PATH).results] == [key]
    assert LoginAlert.objects.get().verdict == ""


def test_others_see_nothing_of_it(cast: Cast) -> None:
    sign_in_again(cast.clara)
    key = LoginAlert.objects.get().public_id
    assert Api(None, cast.inkwell).get(PATH).status == 401
    for other in (cast.otto, cast.nick):
        assert Api(other).get(PATH).results == []
        assert hidden(Api(other), f"{PATH}{{}}/confirm/", key, "POST")


def test_what_was_denied_is_not_confirmed(cast: Cast) -> None:
    api = Api(cast.clara)
    sign_in_again(cast.clara)
    alert = LoginAlert.objects.latest("pk")
    LoginAlert.objects.update(verdict="not_me", answered_at=alert.at)
    assert api.post(f"{PATH}{alert.public_id}/confirm/").status == 409

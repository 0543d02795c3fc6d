"""Access tokens by the API."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import AccessToken
from tests.accounts.helpers.factors import prove
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "users/tokens/"
SAID: dict[str, Any] = {"name": "Reports", "access": "full", "areas": ["users"], "days": "30"}


def proved(cast: Cast) -> Api:
    api = Api(cast.clara)
    prove(api.client, cast.clara)
    return api


def test_made_once_shown_once_used_and_revoked(cast: Cast) -> None:
    api = proved(cast)

    made = api.post(PATH, SAID)

    assert made.status == 201 and "no-store" in made.headers["Cache-Control"]
    raw = made.json.pop("token")
    one = made.headers["Location"]
    assert api.get(one).json == made.json == api.get(PATH).results[0]
    assert raw.startswith(f"qh_{made.json['prefix']}") and raw not in str(api.get(PATH).json)
    program = Api(None, cast.inkwell, Authorization=f"Token {raw}")
    assert program.get("users/me/").json["id"] == cast.clara.membership.public_id
    assert program.get("orders/order-presets/").status == 403
    assert api.post(PATH, SAID).errors.keys() == {"name"}
    revoked = api.post(f"{one}revoke/").json
    assert revoked["revoked_at"] and not revoked["is_live"] and api.delete(one).status == 204
    assert program.get("users/me/").status == 401
    assert api.get(PATH).results == [] and api.get(f"{PATH}?state=ended").results == [revoked]
    assert api.get(f"{PATH}?state=all").results == [revoked]


def test_it_is_made_by_a_session_that_has_shown_who_it_is(cast: Cast) -> None:
    asked = Api(cast.clara).post(PATH, SAID)
    assert asked.json["type"] == "urn:quillhouse:problem:reauthentication-required"

    program = by_token(cast.clara)
    refused = program.post(PATH, SAID)
    assert (refused.status, refused.json["type"]) == (403, "urn:quillhouse:problem:scope-missing")
    assert AccessToken.objects.count() == 1
    assert program.post(f"{PATH}revoke-all/").json == {"revoked": 1}
    assert program.get(PATH).status == 401


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"name", "access", "days"}),
        ({**SAID, "name": "", "areas": ["moon"], "days": 30}, {"name", "areas.0", "days"}),
        ({**SAID, "access": "write", "days": "8"}, {"access", "days"}),
        ({**SAID, "user": "x"}, {"user"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, names: set) -> None:
    answer = proved(cast).post(PATH, body)

    assert (answer.status, set(answer.errors)) == (400, names) and not AccessToken.objects.exists()


def test_others_see_nothing_of_it(cast: Cast) -> None:
    made = proved(cast).post(PATH, SAID).json["id"]
    for other in (cast.otto, cast.nick):
        api = Api(other)
        assert hidden(api, f"{PATH}{{}}/", made) and hidden(api, f"{PATH}{{}}/", made, "DELETE")
        assert hidden(api, f"{PATH}{{}}/revoke/", made, "POST") and api.get(PATH).results == []
    assert Api(None, cast.inkwell).get(PATH).status == 401
    assert AccessToken.objects.get().revoked_at is None


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = proved(cast)
    for n in range(3):
        api.post(PATH, {**SAID, "name": f"Program {n}"})
        with django_assert_num_queries(3):
            api.get(PATH)

"""The rules of signing in by the API."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from tests.accounts.helpers.factors import prove
from tests.helpers.api import Api, by_token
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/security/"
WANTED = {
    "second_factor_for": "nobody",
    "second_factor_from": None,
    "second_factor_wide_from": None,
    "session_cap": 5,
    "idle_hours": 24,
    "session_days": 30,
    "trust_days": 0,
}


def test_an_owner_who_has_shown_who_they_are_sets_them(cast: Cast) -> None:
    api = Api(cast.otto)
    before = api.get(PATH).json
    asked = api.put(PATH, WANTED)
    assert asked.json["type"] == "urn:quillhouse:problem:reauthentication-required"
    assert api.get(PATH).json == before
    prove(api.client, cast.otto)

    assert api.put(PATH, WANTED).json == WANTED == api.get(PATH).json

    day = "2099-01-01T00:00:00Z"
    assert api.patch(PATH, {"second_factor_for": "staff", "second_factor_from": day}).errors.keys() == {
        "second_factor_from"
    }
    assert api.patch(PATH, {"trust_days": 14}).json == {**WANTED, "trust_days": 14}
    assert by_token(cast.otto).patch(PATH, {"trust_days": 7}).json["trust_days"] == 7
    wrong = {**WANTED, "session_cap": 0, "second_factor_for": "cats", "sign_up": "open"}
    assert api.put(PATH, wrong).errors.keys() == {"session_cap", "second_factor_for", "sign_up"}


def test_each_role_has_its_door(cast: Cast) -> None:
    assert Api(None, cast.inkwell).get(PATH).status == 401
    for other in (cast.clara, cast.wendell, cast.edith, cast.sam, cast.max):
        for method, body in (("GET", None), ("PUT", WANTED), ("PATCH", {"trust_days": 1})):
            assert Api(other).call(method, PATH, body).status == 403
    mara = Api(cast.mara)
    prove(mara.client, cast.mara)
    assert mara.put(PATH, WANTED).status == 200
    assert Agency.objects.get(pk=cast.inkwell.pk).session_cap != 5

"""Of which sign-ins one is told, by the API."""

from __future__ import annotations

import pytest

from accounts.models import ActKind, LoginAlertPreference, Mail, SessionAct
from accounts.rules.login_alerts import COLUMNS, DEFAULTS
from agencies.models import SecurityEvent
from tests.accounts.helpers.factors import prove
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "users/login-alerts/"
EVERYTHING = dict.fromkeys(COLUMNS, True)
PROOF = "urn:quillhouse:problem:reauthentication-required"


def test_the_defaults_hold_until_one_is_saved_changed_and_forgotten(cast: Cast) -> None:
    api = Api(cast.clara)
    key = cast.clara.membership.public_id
    assert api.get(PATH).results == []
    assert api.get(f"{PATH}my_preferences/").json == {"id": key, **DEFAULTS, "is_stored": False}

    made = api.post(PATH, {"new_login_notice": True})

    one = f"{PATH}{key}/"
    wanted = {"id": key, **DEFAULTS, "new_login_notice": True, "is_stored": True}
    assert made.status == 201 and made.headers["Location"] == f"/api/v1/{one}"
    assert made.json == wanted == api.get(one).json == api.get(f"{PATH}my_preferences/").json
    assert api.get(PATH).results == [wanted]
    assert api.patch(one, {"new_login_mail": True}).json == {**wanted, "new_login_mail": True}
    assert api.put(one, EVERYTHING).json == {**wanted, **EVERYTHING}
    prove(api.client, cast.clara)
    assert api.delete(one).status == 204
    assert api.get(one).status == api.delete(one).status == 404
    assert not api.get(f"{PATH}my_preferences/").json["is_stored"]


def test_there_is_one_at_most(cast: Cast) -> None:
    api = Api(cast.clara)
    first = api.post(PATH, EVERYTHING, **{"Idempotency-Key": "once"})
    assert api.post(PATH, EVERYTHING, **{"Idempotency-Key": "once"}).json == first.json

    assert api.post(PATH, EVERYTHING).status == 409
    assert LoginAlertPreference.objects.count() == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_session_shows_who_it_is_before_less_is_told(cast: Cast, method: str) -> None:
    api = Api(cast.clara)
    path, body = PATH, {**EVERYTHING, "new_device_mail": False}
    if method != "POST":
        api.post(PATH, EVERYTHING)
        path = f"{PATH}{cast.clara.membership.public_id}/"
    sent = None if method == "DELETE" else body
    before = api.get(f"{PATH}my_preferences/").json

    asked = api.call(method, path, sent)

    assert (asked.status, asked.json["type"]) == (403, PROOF)
    assert "/account/sign-in/confirm/" in asked.json["detail"]
    assert api.get(f"{PATH}my_preferences/").json == before
    prove(api.client, cast.clara, at_home=False)
    assert api.call(method, path, sent).status == 403, "the password alone, on a new device"
    prove(api.client, cast.clara)
    assert api.call(method, path, sent).status in (200, 201, 204)
    assert Mail.objects.filter(kind="alerts_off").count() == 1
    assert SecurityEvent.objects.filter(kind="alerts_switched_off").count() == 1
    assert SessionAct.objects.filter(kind=ActKind.ALERTS).exists(), "there is a way back"


def test_a_token_with_full_access_need_not(cast: Cast) -> None:
    less = {"new_device_mail": False}

    assert by_token(cast.clara, areas=("users",)).post(PATH, less).status == 201
    read_only = by_token(cast.wendell, full=False).post(PATH, less)
    assert read_only.json["type"] == "urn:quillhouse:problem:scope-missing"
    assert by_token(cast.edith, areas=("orders",)).get(PATH).status == 403


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            {"new_login_mail": "yes", "new_device_mail": 1, "colour": True},
            {"new_login_mail", "new_device_mail", "colour"},
        ),
        ({"user": 3, "agency": 1, "id": "k7m2p9qa4w"}, {"user", "agency", "id"}),
        ({"new_login_mail": None}, {"new_login_mail"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, names: set) -> None:
    answer = Api(cast.clara).post(PATH, body)

    assert (answer.status, set(answer.errors)) == (400, names)


def test_a_replacement_is_whole(cast: Cast) -> None:
    api = Api(cast.clara)
    api.post(PATH, EVERYTHING)

    answer = api.put(f"{PATH}{cast.clara.membership.public_id}/", {"new_login_mail": True})

    assert set(answer.errors) == set(COLUMNS) - {"new_login_mail"}


def test_others_see_nothing_of_it(cast: Cast) -> None:
    Api(cast.clara).post(PATH, EVERYTHING)
    key = cast.clara.membership.public_id
    assert Api(None, cast.inkwell).get(PATH).status == 401
    for other in (cast.otto, cast.nick, cast.wendell):
        api = Api(other)
        assert api.get(PATH).results == []
        for method, body in (
            ("GET", None),
            ("PUT", EVERYTHING),
            ("PATCH", {"new_login_mail": True}),
            ("DELETE", None),
        ):
            assert hidden(api, f"{PATH}{{}}/", key, method, body), (other, method)
    assert LoginAlertPreference.objects.count() == 1


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    api.get(PATH)
    with django_assert_num_queries(3):
        api.get(PATH)
    api.post(PATH, EVERYTHING)
    with django_assert_num_queries(3):
        api.get(PATH)

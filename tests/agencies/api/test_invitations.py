"""Invitations by the API."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import Mail
from agencies.models import Invitation
from project.base import clock
from tests.accounts.helpers.factors import prove
from tests.helpers.api import Api, hidden
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/invitations/"
SAID = {"email": "Petra@new.example", "roles": ["editor", "writer"]}


def test_sent_replaced_and_withdrawn(cast: Cast) -> None:
    api = Api(cast.max)

    made = api.post(PATH, SAID, **{"Idempotency-Key": "petra"})

    one = made.headers["Location"]
    assert made.json["email"] == "petra@new.example" and made.json["roles"] == ["writer", "editor"]
    assert made.json["invited_by"] == cast.max.membership.public_id and made.json["state"] == "open"
    assert api.post(PATH, SAID, **{"Idempotency-Key": "petra"}).json == made.json
    assert Mail.objects.filter(kind="invitation").count() == 1
    assert api.get(one).json == made.json and api.get(PATH).results == [made.json]
    second = api.post(PATH, SAID)
    assert api.get(one).json["state"] == "withdrawn" and api.get(PATH).results == [second.json]
    gone = api.post(f"{second.headers['Location']}withdraw/").json
    assert gone["state"] == "withdrawn" and gone["withdrawn_at"]
    assert api.delete(second.headers["Location"]).status == 204
    assert api.get(PATH).results == []


def test_a_used_one_is_not_withdrawn_and_an_old_one_is_expired(cast: Cast) -> None:
    api = Api(cast.max)
    one = api.post(PATH, SAID).headers["Location"]
    Invitation.objects.update(expires_at=clock.now() - dt.timedelta(seconds=1))
    assert api.get(one).json["state"] == "expired" and api.get(PATH).results == []
    Invitation.objects.update(used_at=clock.now())
    assert api.get(one).json["state"] == "used"
    assert api.delete(one).status == api.post(f"{one}withdraw/").status == 409


def test_an_owner_is_made_by_an_owner_who_has_shown_who_they_are(cast: Cast) -> None:
    wanted = {"email": "petra@new.example", "roles": ["owner"]}
    api = Api(cast.otto)
    assert api.post(PATH, wanted).json["type"] == "urn:quillhouse:problem:reauthentication-required"
    prove(api.client, cast.otto)
    assert api.post(PATH, wanted).status == 201
    manager = Api(cast.max)
    prove(manager.client, cast.max)
    assert manager.post(PATH, wanted).errors.keys() == {"roles"}
    key = Invitation.objects.get().public_id
    assert manager.delete(f"{PATH}{key}/").status == 403


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"email", "roles"}),
        ({"email": "petra", "roles": []}, {"email", "roles"}),
        ({"email": "petra@new.example", "roles": ["king"], "agency": 1}, {"roles.0", "agency"}),
        ({"email": "wendell@inkwell.example", "roles": ["writer"]}, {"email"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, names: set) -> None:
    answer = Api(cast.max).post(PATH, body)

    assert (answer.status, set(answer.errors)) == (400, names) and not Invitation.objects.exists()


def test_each_role_has_its_door(cast: Cast) -> None:
    key = Api(cast.max).post(PATH, SAID).json["id"]
    for method, path, body in [
        ("GET", PATH, None),
        ("POST", PATH, SAID),
        ("GET", f"{PATH}{key}/", None),
        ("DELETE", f"{PATH}{key}/", None),
        ("POST", f"{PATH}{key}/withdraw/", None),
    ]:
        assert Api(None, cast.inkwell).call(method, path, body).status == 401
        for other in (cast.clara, cast.wendell, cast.edith, cast.sam):
            assert Api(other).call(method, path, body).status == 403
    mara = Api(cast.mara)
    assert mara.get(PATH).results == [] and hidden(mara, f"{PATH}{{}}/", key)
    assert hidden(mara, f"{PATH}{{}}/", key, "DELETE") and hidden(mara, f"{PATH}{{}}/withdraw/", key, "POST")
    assert Invitation.objects.get().withdrawn_at is None


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.max)
    for n in range(3):
        api.post(PATH, {**SAID, "email": f"petra{n}@new.example"})
        with django_assert_num_queries(3):
            api.get(PATH)

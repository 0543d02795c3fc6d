"""People of the agency by the API."""

from __future__ import annotations

import pytest

from agencies.models import Membership
from tests.helpers.api import Api, by_token, hidden, proved
from tests.helpers.cast import Cast, Member

pytestmark = pytest.mark.django_db
PATH = "agencies/members/"


def path_of(member: Member) -> str:
    return f"{PATH}{member.membership.public_id}/"


def test_listed_by_name_and_by_role(cast: Cast) -> None:
    api = Api(cast.max)

    rows = api.get(PATH).results

    assert {row["id"] for row in rows} == {each.membership.public_id for each in cast.of_inkwell.values()}
    assert [row["public_name"] for row in rows] == sorted(row["public_name"] for row in rows)
    writers = api.get(f"{PATH}?role=writer").results
    assert {row["id"] for row in writers} == {
        each.membership.public_id for each in (cast.wendell, cast.wanda)
    }
    assert writers[0]["second_factor"] is False and "@" in writers[0]["email"]
    assert api.get(path_of(cast.wendell)).json in writers
    assert api.get(f"{PATH}?state=ended").results == []
    first = api.get(f"{PATH}?page_size=3").json
    assert api.get(first["next"]).results[0] == rows[3]
    assert api.get(f"{PATH}?role=king&state=all&show=x").errors.keys() == {"role", "state", "show"}


def test_roles_change_for_whoever_has_shown_who_they_are(cast: Cast) -> None:
    api, one = Api(cast.max), path_of(cast.wendell)
    asked = api.patch(one, {"roles": ["writer", "editor"]})
    assert asked.json["type"] == "urn:quillhouse:problem:reauthentication-required"
    api = proved(cast.max)

    assert api.patch(one, {"roles": ["editor", "writer"]}).json["roles"] == ["writer", "editor"]

    assert api.patch(one, {"roles": []}).errors.keys() == {"roles"}
    assert api.patch(one, {"roles": ["king"], "email": "x"}).errors.keys() == {"roles.0", "email"}
    assert api.patch(one, {"roles": ["owner"]}).errors.keys() == {"roles"}, "a manager makes no owner"
    assert proved(cast.otto).patch(one, {"roles": ["owner"]}).json["roles"] == ["owner"]
    assert api.patch(one, {"roles": ["writer"]}).status == 403, "nor touches one"
    assert by_token(cast.otto, areas=("agencies",)).patch(one, {"roles": ["writer"]}).json["roles"] == [
        "writer"
    ]


def test_the_last_owner_stays(cast: Cast) -> None:
    api = proved(cast.otto)
    assert api.patch(path_of(cast.otto), {"roles": ["writer"]}).status == 409
    assert api.post(f"{path_of(cast.otto)}end/").status == 409
    assert api.post(f"{path_of(cast.otto)}suspend/", {"reason": "Tired"}).status == 403


def test_suspended_restored_and_ended(cast: Cast) -> None:
    api, one = proved(cast.max), path_of(cast.wendell)
    assert api.post(f"{one}suspend/", {}).errors.keys() == {"reason"}
    assert api.post(f"{one}suspend/", {"reason": "x" * 301}).errors.keys() == {"reason"}

    shut = api.post(f"{one}suspend/", {"reason": "A quarrel"}).json

    assert shut["suspended_at"] and shut["suspension_reason"] == "A quarrel"
    assert shut["suspended_by"] == cast.max.membership.public_id
    assert api.post(f"{one}suspend/", {"reason": "Another"}).json == shut
    assert Api(cast.wendell).get("users/me/").status == 403
    assert api.post(f"{one}restore/").json["suspended_at"] is None
    assert api.post(f"{one}restore/").status == 200
    assert Api(cast.max).post(f"{one}end/").status == 403
    ended = api.post(f"{one}end/").json
    assert ended["ended_at"] and ended["second_factor"] is None and api.post(f"{one}end/").json == ended
    assert api.get(f"{PATH}?state=ended").results == [ended]
    assert api.patch(one, {"roles": ["editor"]}).status == 409
    assert api.post(f"{one}suspend/", {"reason": "Late"}).status == 409


def test_each_role_has_its_door(cast: Cast) -> None:
    calls = [("GET", PATH, None), ("GET", path_of(cast.clara), None)]
    calls += [("PATCH", path_of(cast.clara), {"roles": ["writer"]})]
    calls += [("POST", f"{path_of(cast.clara)}{verb}/", None) for verb in ("restore", "end")]
    for method, path, body in calls:
        assert Api(None, cast.inkwell).call(method, path, body).status == 401
        for other in (cast.clara, cast.wendell, cast.edith, cast.sam):
            assert Api(other).call(method, path, body).status == 403, (method, path)
    mara, key = proved(cast.mara), cast.clara.membership.public_id
    assert key not in str(mara.get(PATH).json) and hidden(mara, f"{PATH}{{}}/", key)
    assert hidden(mara, f"{PATH}{{}}/", key, "PATCH", {"roles": ["writer"]})
    for verb, sent in (("suspend", {"reason": "x"}), ("restore", None), ("end", None)):
        assert hidden(mara, f"{PATH}{{}}/{verb}/", key, "POST", sent)
    assert Membership.objects.get(public_id=key).acts


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.max)
    api.get(PATH)
    for size in (1, 3, 50):
        with django_assert_num_queries(4):
            api.get(f"{PATH}?page_size={size}")

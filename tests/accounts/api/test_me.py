"""The caller, by the API."""

from __future__ import annotations

import pytest

from agencies.models import Membership
from tests.helpers.api import Api, by_token
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "users/me/"


def test_each_reads_themselves(cast: Cast) -> None:
    for member in cast.of_inkwell.values():
        me = Api(member).get(PATH).json
        assert me["id"] == member.membership.public_id and me["email"] == member.membership.user.email
        assert me["roles"] == member.membership.roles and me["agency"] == "Inkwell"
    assert by_token(cast.nick).get(PATH).json["agency"] == "Northwind"
    assert Api(None, cast.inkwell).get(PATH).status == 401
    assert Api(cast.clara).delete(PATH).status == 405


def test_what_is_not_sent_stays(cast: Cast) -> None:
    api = Api(cast.clara)
    before = api.get(PATH).json

    after = api.patch(PATH, {"timezone": "europe/london", "public_name": "Clara O."}).json

    assert after == {**before, "timezone": "Europe/London", "public_name": "Clara O."} == api.get(PATH).json
    assert api.patch(PATH, {"timezone": ""}).json["timezone"] == ""
    assert Membership.objects.get(pk=cast.clara.member_id).public_name == "Clara O."


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"name": " "}, {"name"}),
        ({"name": "x" * 81, "public_name": "x" * 61}, {"name", "public_name"}),
        ({"public_name": ""}, {"public_name"}),
        ({"timezone": "Atlantis"}, {"timezone"}),
        ({"language": "tlh"}, {"language"}),
        ({"email": "a@b.example", "roles": ["owner"]}, {"email", "roles"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, names: set) -> None:
    answer = Api(cast.clara).patch(PATH, body)

    assert (answer.status, set(answer.errors)) == (400, names)

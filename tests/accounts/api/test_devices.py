"""Devices by the API."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Device, PersonSession
from tests.accounts.helpers.factors import prove
from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import Cast, Member

pytestmark = pytest.mark.django_db
PATH = "users/devices/"


def device_of(member: Member) -> str:
    device = signs_in(member).device
    assert device is not None
    return device.public_id


def one(api: Api, key: str) -> Any:
    return api.get(f"{PATH}{key}/").json


def test_named_trusted_and_revoked(cast: Cast) -> None:
    api, key = Api(cast.clara), device_of(cast.clara)
    prove(api.client, cast.clara, at_home=False)
    path = f"{PATH}{key}/"
    (row,) = api.get(PATH).results
    assert row == one(api, key) and row["browser"] == "Firefox 128" and not row["is_current"]

    assert api.patch(path, {"name": "Laptop"}).json == {**row, "name": "Laptop"}
    assert api.patch(path, {"name": ""}).json == row
    refused = api.post(f"{path}trust/")
    assert (refused.status, refused.json["type"][-25:]) == (403, "reauthentication-required")
    prove(api.client, cast.clara)
    trusted = api.post(f"{path}trust/").json
    assert trusted["is_trusted"] and trusted["trusted_until"] and trusted["confirmed_at"]
    assert not api.post(f"{path}untrust/").json["is_trusted"]
    assert api.post(f"{path}untrust/").status == 200
    revoked = api.post(f"{path}revoke/").json
    assert revoked["revoked_at"] and api.post(f"{path}revoke/").json == revoked
    assert not PersonSession.objects.live().filter(device__public_id=key).exists()
    assert api.post(f"{path}trust/").status == 409
    assert set(api.patch(path, {"name": "x" * 61, "mark": "y"}).errors) == {"name", "mark"}
    assert api.patch(path, {}).status == 400


def test_others_see_nothing_of_it(cast: Cast) -> None:
    key = device_of(cast.clara)
    assert Api(None, cast.inkwell).get(f"{PATH}{key}/").status == 401
    for other in (cast.otto, cast.nick):
        api = prove(Api(other).client, other) and by_token(other)
        assert api.get(PATH).results == [] or key not in str(api.get(PATH).json)
        assert hidden(api, f"{PATH}{{}}/", key) and hidden(api, f"{PATH}{{}}/", key, "PATCH", {"name": "x"})
        for verb in ("trust", "untrust", "revoke"):
            assert hidden(api, f"{PATH}{{}}/{verb}/", key, "POST")
    assert Device.objects.get(public_id=key).revoked_at is None


def test_a_token_reaches_those_of_its_agency(cast: Cast) -> None:
    here, there = device_of(cast.wanda), device_of(cast.wanda_northwind)

    assert {row["id"] for row in Api(cast.wanda).get(PATH).results} == {here, there}
    api = by_token(cast.wanda)
    assert [row["id"] for row in api.get(PATH).results] == [here]
    assert hidden(api, f"{PATH}{{}}/revoke/", there, "POST")


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    api.get(PATH)
    for _n in range(3):
        device_of(cast.clara)
        with django_assert_num_queries(3):
            api.get(PATH)

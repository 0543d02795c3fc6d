"""Features by the API."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from project.base import clock
from project.base.features import features
from tests.agencies.helpers.features import switched
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser

pytestmark = pytest.mark.django_db
PATH = "agencies/features/"
SAID = {"on": False, "reason": "We quote by phone.", "version": 1}


def test_they_are_read_and_switched(cast: Cast) -> None:
    api = Api(cast.max)

    rows = api.get(PATH).results
    assert [row["key"] for row in rows] == [key for key, _feature in features.items()]
    assert all(row["on"] and row["works"] and row["version"] == 1 for row in rows)
    done = api.put(f"{PATH}quotes/", SAID)

    assert (done.status, done.json["on"], done.json["works"], done.json["version"]) == (200, False, False, 2)
    assert api.put(f"{PATH}quotes/", SAID).status == 200, "the same again"
    assert api.get(f"{PATH}quotes/").json == done.json
    stale = api.put(f"{PATH}quotes/", {**SAID, "on": True})
    assert stale.status == 409 and stale.json["current"]["on"] is False
    refused = Api(cast.clara).post("orders/order-drafts/abcdefgh23/send-quote/", {})
    assert refused.json["type"] == "urn:quillhouse:problem:feature-disabled"
    assert browser(cast.max).get("/desk/features/").text.count(">Off<") == 1


def test_a_feature_waits_for_what_it_needs(cast: Cast) -> None:
    api = Api(cast.max)
    api.put(f"{PATH}shared_accounts/", SAID)

    found = api.get(f"{PATH}colleagues/").json

    assert (found["on"], found["works"], found["needs"]) == (True, False, ["shared_accounts"])


def test_who_may_switch(cast: Cast) -> None:
    assert Api(cast.max).put(f"{PATH}tokens/", SAID).status == 403
    assert Api(cast.otto).put(f"{PATH}tokens/", SAID).status == 200
    assert Api(cast.sam).get(PATH).status == 403
    assert Api(cast.max).put(f"{PATH}weather/", SAID).status == 404
    wrong = Api(cast.max).put(f"{PATH}pool/", {**SAID, "reason": "", "version": None})
    assert wrong.status == 400
    assert Agency.objects.get(pk=cast.northwind.pk).features == ["-editorial_review"]


def test_plans_and_history(cast: Cast) -> None:
    api = Api(cast.max)
    switch, plan = switched(cast)

    assert api.get(f"{PATH}quotes/").json["plan"]["id"] == plan.public_id
    conflict = api.put(f"{PATH}quotes/", {**SAID, "at": f"{clock.now():%Y}-12-31T23:59:59Z"})
    assert conflict.status == 409
    assert api.post(f"{PATH}scheduled/{plan.public_id}/cancel/").json["state"] == "cancelled"
    assert api.get(f"{PATH}quotes/").json["plan"] is None
    last, first = api.get(f"{PATH}history/").results
    assert (last["id"], last["on"], first["on"], last["reason"]) == (switch.public_id, True, False, "Spring")
    undone = api.post(f"{PATH}history/{switch.public_id}/undo/").json
    assert undone["undoes"] == switch.public_id and undone["on"] is False
    assert api.post(f"{PATH}history/{first['id']}/undo/").status == 409
    assert api.get(f"{PATH}history/").results[1]["undone"] is True

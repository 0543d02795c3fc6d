"""Domains by the API."""

from __future__ import annotations

import pytest

from agencies.models import DomainClaim
from tests.accounts.helpers.factors import prove
from tests.agencies.helpers.domains import checked, zone
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/domains/"


def test_added_read_checked_made_primary_and_removed(cast: Cast) -> None:
    api = Api(cast.otto)
    prove(api.client, cast.otto)
    made = api.post(PATH, {"host": "Bücher.example"})
    assert made.status == 201
    claim = DomainClaim.objects.get(host="xn--bcher-kva.example")
    one = made.headers["Location"]
    facts = {"host": claim.host, "display_host": "bücher.example", "kind": "own", "state": "asked"}
    assert facts.items() <= made.json.items() and made.json["record"] == {
        "name": "_quillhouse.xn--bcher-kva.example",
        "value": f"quillhouse-verification={claim.token}",
    }
    again = api.post(PATH, {"host": "xn--bcher-kva.example"})
    assert (again.status, again.json) == (200, made.json)
    assert [row["host"] for row in api.get(PATH).results] == ["inkwell.localhost", claim.host]
    assert api.post(f"{one}make-primary/").status == 409
    assert api.post(f"{one}check/").json["checked_at"] is None

    checked(claim, zone(claim))
    assert api.get(one).json["state"] == "proved"
    assert api.post(f"{one}make-primary/").json["is_primary"] is True
    assert api.delete(one).status == 409
    given = DomainClaim.objects.get(host="inkwell.localhost").public_id
    assert api.post(f"{PATH}{given}/make-primary/").status == 200
    assert api.delete(one).status == 204 and api.get(one).status == 404


def test_what_is_no_domain_is_refused_by_its_field(cast: Cast) -> None:
    api = Api(cast.otto)
    prove(api.client, cast.otto)
    for host in ("", "co.uk", "10.0.0.1", "a:80"):
        answer = api.post(PATH, {"host": host})
        assert answer.status == 400 and list(answer.errors) == ["host"], host
    assert api.post(PATH, {"host": "a.example.com", "state": "proved"}).status == 400

"""What examiners get: two agencies with everything in them, a list of it, and every address with its door."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, Role
from orders.states.orders import State
from project.exam.playing import play_exam
from project.exam.routes import addresses, facts_of
from quotes.states import QuoteState
from support.models import Breach
from support.states.disputes import DisputeState
from support.states.tickets import TicketState
from tests.helpers.cast import PASSWORD, Cast, browser

pytestmark = pytest.mark.django_db
#: What no story of the exam leaves behind.
LEFT_OUT = {DisputeState.WITHDRAWN.value}


def test_two_agencies_with_two_people_in_each_role_and_things_in_every_state() -> None:
    made = play_exam(["alder.localhost", "birch.localhost"], 7, PASSWORD, lambda name: None)
    first, second = json.loads(json.dumps(made))["agencies"]

    for agency in (first, second):
        roles = [person["role"] for person in agency["people"]]
        assert sorted(roles) == sorted([role.value for role in Role] * 2)
        states = {kind: _states(agency, kind) for kind in ("order", "quote", "dispute", "ticket")}
        assert states["order"] == set(State.values)
        assert states["quote"] >= set(QuoteState.values) - {"withdrawn", "change_asked"}
        assert states["dispute"] == set(DisputeState.values) - LEFT_OUT
        assert states["ticket"] == set(TicketState.values)
        causes = Breach.objects.filter(agency__code=agency["code"]).values_list("cause", flat=True)
        assert "" in causes and len(set(causes)) >= 5

    owner = next(person for person in first["people"] if person["role"] == "owner")
    stored = Agency.objects.get(code=first["code"])
    headers = {"Authorization": f"Bearer {owner['token']}"}
    client = browser(None, stored)
    for kind in ("order", "quote", "revision", "ticket", "dispute", "invoice"):
        thing = next(each for each in first["objects"] if each["kind"] == kind)
        assert client.get(thing["api"], headers=headers).status_code == 200, thing
    other = next(each for each in second["objects"] if each["kind"] == "dispute")
    assert client.get(other["api"], headers=headers).status_code == 404
    signed = client.post(
        "/accounts/sign-in/", {"login": owner["email"], "password": owner["password"]}, follow=True
    )
    assert signed.status_code == 200 and signed.request["PATH_INFO"] == "/desk/"


def _states(agency: Any, kind: str) -> set[str]:
    return {thing["state"] for thing in agency["objects"] if thing["kind"] == kind}


def test_nothing_is_mixed_up_with_what_is_there_already(cast: Cast) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("seed_exam")
    with pytest.raises(CommandError, match="two host names"):
        call_command("seed_exam", "--hosts", "one.localhost")


def test_each_address_says_who_may_use_it_by_role() -> None:
    out = StringIO()
    call_command("routes", stdout=out)
    rows = json.loads(out.getvalue())

    assert len(rows) == len(list(addresses())) > 800
    by_name = {row["name"]: row for row in rows}
    assert by_name["home"]["methods"] == {"GET": ["public"]}
    assert by_name["agencies:close"]["methods"]["POST"] == ["owner"]
    assert by_name["support:queue"]["methods"] == {"GET": ["support", "manager", "owner"]}
    assert by_name["orders:order"]["arguments"] == {"number": "OrderNumber"}
    assert by_name["api:disputes-list"]["methods"].keys() == {"GET", "POST"}
    silent = [row["name"] for row in rows if not all(row["methods"].values())]
    assert silent == [] and facts_of(next(addresses()))["methods"]

"""What an agency promises, for programs."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.states.sla import Target
from project.base.api.fields import moment_text
from support.api.sla_policy_shapes import NewPolicy
from support.models import SlaVersion
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.support.helpers.sla_policies import follow, policy
from tests.support.helpers.tickets import opened, timer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ROOT = "support/sla-policies/"


def body(**facts: Any) -> dict[str, Any]:
    """The example of the docs, without a place."""
    return {**{name: value for name, value in NewPolicy.example.items() if name != "position"}, **facts}


def test_a_policy_from_the_first_version_to_its_end(cast: Cast) -> None:
    api, account = Api(cast.max), Story(cast).order.account
    made = api.post(ROOT, body())
    assert (made.status, made.json["version"], made.json["position"]) == (201, 1, 1)
    address = f"{ROOT}{made.json['id']}/"
    assert api.get(ROOT).json["results"] == [made.json]

    changed = api.patch(address, {"name": "Urgent", "account": account.public_id, "version": 1})
    assert changed.json["account"] == {"id": account.public_id, "name": account.name}
    assert (changed.json["priority"], changed.json["version"]) == ("critical", 2)
    kept = api.patch(address, {"name": "Urgent!", "version": 2})
    assert kept.json["account"] == changed.json["account"]
    assert kept.json["steps"] == made.json["steps"]
    stale = api.patch(address, {"name": "Late", "version": 1})
    assert (stale.status, stale.json["current"]["name"]) == (409, "Urgent!")
    again = api.put(address, {**body(), "about": None, "version": 3})
    assert (again.json["about"], again.json["account"]) == (None, None)
    assert api.get(f"{ROOT}?version=1").json["results"][0]["name"] == made.json["name"]

    assert api.delete(address).status == 204
    assert api.get(address).status == 404
    assert api.get(ROOT).json["results"] == []
    assert SlaVersion.objects.count() == 5


def test_a_person_of_a_step_comes_back_and_stays(cast: Cast) -> None:
    api, sam = Api(cast.max), cast.sam.membership
    step = {"percent": 50, "act": "reassign", "target": "first_reply", "person": sam.public_id}
    made = api.post(ROOT, body(steps=[step])).json

    assert made["steps"] == [
        {**step, "whom": "person", "person": {"id": sam.public_id, "name": sam.public_name}, "priority": None}
    ]
    changed = api.patch(f"{ROOT}{made['id']}/", {"name": "Other", "version": 1})
    assert changed.json["steps"] == made["steps"]


def test_what_would_change_is_asked_before(cast: Cast) -> None:
    api, ticket = Api(cast.max), opened(cast)
    said = body(about=None, priority=None)

    found = api.post(f"{ROOT}preview/", said).json

    assert (found["looked_at"], found["is_complete"], found["changed"]) == (1, True, 1)
    assert {(row["ticket"], row["target"]) for row in found["first"]} == {
        (ticket.number, "first_reply"),
        (ticket.number, "resolution"),
    }
    assert SlaVersion.objects.count() == 0
    stored = policy(cast)
    assert api.post(f"{ROOT}preview/", {**said, "id": stored.key}).status == 200
    assert api.post(f"{ROOT}preview/", {**said, "id": "zzzzzzzzz2"}).status == 404


def test_what_removing_would_change_is_asked_before(cast: Cast) -> None:
    """Removing a policy gives its tickets to the next one that fits, or to what is promised without any."""
    short, long = policy(cast), policy(cast, "Rest", times={Target.FIRST_REPLY: 120})
    api, ticket, versions = Api(cast.max), opened(cast), SlaVersion.objects.count()
    due = timer(ticket, Target.FIRST_REPLY).due_at

    found = api.get(f"{ROOT}{short.key}/preview-removal/").json
    idle = api.get(f"{ROOT}{long.key}/preview-removal/").json

    assert (found["looked_at"], found["is_complete"], found["changed"]) == (1, True, 1)
    row = next(one for one in found["first"] if one["target"] == "first_reply")
    assert (row["ticket"], row["due_now"]) == (ticket.number, moment_text(due))
    assert (idle["changed"], idle["first"]) == (0, [])
    assert timer(ticket, Target.FIRST_REPLY).due_at == due and SlaVersion.objects.count() == versions
    assert Api(cast.sam).get(f"{ROOT}{short.key}/preview-removal/").status == 403
    assert Api(cast.mara).get(f"{ROOT}{short.key}/preview-removal/").status == 404

    api.delete(f"{ROOT}{short.key}/")
    follow(cast, START)

    assert moment_text(timer(ticket, Target.FIRST_REPLY).due_at) == row["due_then"]
    assert api.get(f"{ROOT}{short.key}/preview-removal/").status == 404


def test_refusals_stand_at_their_field(cast: Cast) -> None:
    api = Api(cast.max)
    twice = [body()["targets"][0]] * 2

    assert "targets" in api.post(ROOT, body(targets=twice)).json["errors"]
    assert "targets" in api.post(ROOT, body(targets=[])).json["errors"]
    step = {"percent": 50, "act": "reassign", "person": cast.sam.membership.public_id}
    assert api.post(f"{ROOT}preview/", body(steps=[step])).status == 200
    assert "steps" in api.post(ROOT, body(steps=[{**step, "whom": "managers"}])).json["errors"]
    assert "steps" in api.post(ROOT, body(steps=[{**step, "person": None}])).json["errors"]
    assert (
        "steps"
        in api.post(ROOT, body(steps=[{**step, "person": cast.mara.membership.public_id}])).json["errors"]
    )
    assert "account" in api.post(ROOT, body(account="nobody0000")).json["errors"]
    assert "position" in api.post(ROOT, body(position=2)).json["errors"]
    assert "targets" in str(api.post(ROOT, body(targets=[{**twice[0], "minutes": 0}])).json["errors"])
    assert Api(cast.sam).post(ROOT, body()).status == 403
    assert Api(cast.clara).get(ROOT).status == 403
    assert Api(cast.mara).get(f"{ROOT}{policy(cast).key}/").status == 404

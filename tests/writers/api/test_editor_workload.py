"""How many reviews editors take, by the API."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Membership
from tests.helpers.api import Api
from tests.helpers.capacity import workload
from tests.helpers.cast import Cast, load_cast
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of
from writers.models import EditorWorkload, PreferredSubject

pytestmark = pytest.mark.django_db
PATH = "writer-management/editor-workload/"
NEW: dict[str, Any] = {"max_concurrent_tasks": 3, "is_accepting_reviews": True, "preferred_subjects": ["law"]}


def test_the_defaults_while_there_is_none(cast: Cast) -> None:
    found = Api(cast.edith).get(f"{PATH}my-workload/").json

    assert (found["id"], found["max_concurrent_tasks"], found["is_accepting_reviews"]) == (None, 5, True)
    assert found["editor"] == cast.edith.membership.public_id and found["version"] == 1


def test_made_read_changed_and_deleted_by_the_editor(cast: Cast) -> None:
    api = Api(cast.edith)
    made = api.post(PATH, NEW)
    assert made.status == 201 and made.json["preferred_subjects"] == ["law"]
    one = f"{PATH}{made.json['id']}/"
    assert made.headers["Location"].endswith(one)
    assert api.post(PATH, NEW).status == 409

    changed = api.patch(one, {"is_accepting_reviews": False, "message": "At a fair", "version": 2})
    assert (changed.json["message"], changed.json["preferred_subjects"]) == ("At a fair", ["law"])
    assert api.patch(one, {"message": "", "version": 2}).status == 409
    replaced = api.put(one, {"max_concurrent_tasks": 9, "is_accepting_reviews": True, "version": 3})
    assert (replaced.json["message"], replaced.json["preferred_subjects"]) == ("", [])

    assert api.call("DELETE", one).status == 204
    assert not EditorWorkload.objects.exists() and not PreferredSubject.objects.exists()
    assert api.get(one).status == 404


def test_management_for_an_editor_support_reads(cast: Cast) -> None:
    body = {**NEW, "editor": cast.edith.membership.public_id}
    assert Api(cast.sam).post(PATH, body).status == 403
    made = Api(cast.max).post(PATH, body).json
    assert made["editor"] == cast.edith.membership.public_id
    assert [row["id"] for row in Api(cast.sam).get(PATH).results] == [made["id"]]
    assert Api(cast.sam).get(f"{PATH}{made['id']}/").status == 200
    assert Api(cast.sam).call("DELETE", f"{PATH}{made['id']}/").status == 403
    writer = {**NEW, "editor": cast.wendell.membership.public_id}
    assert Api(cast.max).post(PATH, writer).errors.keys() == {"editor"}


def test_one_editor_sees_nothing_of_another(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["editor"])
    row = workload(cast.edith, max_active=2)
    wanda = Api(load_cast().wanda)

    assert wanda.get(PATH).results == [] and wanda.get(f"{PATH}{row.public_id}/").status == 404
    body = {**NEW, "editor": cast.edith.membership.public_id}
    assert wanda.post(PATH, body).errors.keys() == {"editor"}
    assert Api(cast.mara).get(f"{PATH}{row.public_id}/").status == 404
    assert Api(cast.wendell).get(PATH).status == 403


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"max_concurrent_tasks": 0}, "max_concurrent_tasks"),
        ({"preferred_subjects": ["nothing"]}, "preferred_subjects"),
        ({"paused_until": "2026-12-24"}, "paused_until"),
        ({"max_reviews": 4}, "max_reviews"),
    ],
)
def test_what_is_refused_is_named_as_the_body_does(cast: Cast, body: dict[str, Any], at: str) -> None:
    answer = Api(cast.edith).post(PATH, {**NEW, **body})

    assert (answer.status, list(answer.errors)) == (400, [at])


def test_status_counts_from_orders(cast: Cast) -> None:
    Story(cast).claimed()
    row = workload(cast.edith, max_active=1)

    found = Api(cast.edith).get(f"{PATH}{row.public_id}/status/").json

    assert (found["active_tasks_count"], found["free_slots"], found["can_self_assign"]) == (1, 0, False)
    assert found["reasons"] == [
        {"code": "full", "words": "Has 1 active review; the limit is 1.", "hard": False}
    ]


def test_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    workload(cast.edith, max_active=2)
    api = Api(cast.max)
    api.get(PATH)
    one = queries_of(api.client, f"/api/v1/{PATH}")
    for member in (cast.wanda, cast.wendell):
        Membership.objects.filter(pk=member.member_id).update(roles=["editor"])
        workload(member, max_active=3)

    assert queries_of(api.client, f"/api/v1/{PATH}") == one and len(api.get(PATH).results) == 3

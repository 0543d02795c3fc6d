"""How much work a writer takes, by the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from orders.actions.offers import assign_order
from tests.helpers.api import Api, hidden
from tests.helpers.capacity import away, capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, place_order
from tests.orders.helpers.api import queries
from writers.models import BlackoutPeriod, WriterCapacity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ROOT = "writer-management/writer-capacity/"


def one(cast: Cast) -> str:
    return f"{ROOT}{cast.wendell.membership.public_id}/"


def give(cast: Cast) -> None:
    order = place_order(cast.clara)
    assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=Decimal(50), now=START)


def test_defaults_hold_while_nothing_is_saved(cast: Cast) -> None:
    give(cast)

    found = Api(cast.wendell).get(f"{ROOT}my-capacity/").json

    assert found["is_default"] is True
    assert (found["max_active_orders"], found["active_orders_count"], found["version"]) == (10, 1, 1)
    assert found["languages"] == found["preferred_subjects"] == []
    assert found == Api(cast.sam).get(one(cast)).json
    assert Api(cast.sam).get(f"{ROOT}my-capacity/").status == 403


def test_it_is_made_read_changed_replaced_and_deleted(cast: Cast) -> None:
    api = Api(cast.wendell)
    languages = [{"source": None, "target": "en-GB"}, {"source": "de", "target": "en-GB"}]
    body: dict[str, Any] = {"max_active_orders": 3, "languages": languages, "working_days": ["monday"]}

    made = api.post(ROOT, body)

    assert made.status == 201
    assert made.json["version"] == 2
    assert made.json["languages"] == languages
    assert api.post(ROOT, body).status == 409
    changed = api.patch(one(cast), {"deadline_buffer_days": 2, "version": 2}).json
    assert (changed["max_active_orders"], changed["deadline_buffer_days"]) == (3, 2)
    assert changed["languages"] == languages
    stale = api.patch(one(cast), {"deadline_buffer_days": 4, "version": 2})
    assert stale.status == 409
    assert stale.json["current"] == changed
    replaced = Api(cast.max).put(one(cast), {"max_hours": 30, "version": 3}).json
    assert (replaced["max_active_orders"], replaced["max_hours"], replaced["languages"]) == (10, 30, [])
    assert api.delete(one(cast)).status == 204
    assert api.get(one(cast)).json["is_default"] is True


def test_the_desk_saves_for_a_writer(cast: Cast) -> None:
    writer = cast.wendell.membership.public_id
    assert Api(cast.max).post(ROOT, {"writer": writer, "max_active_orders": 2}).json["id"] == writer
    assert Api(cast.sam).post(ROOT, {"writer": writer}).status == 403
    assert Api(cast.wanda).post(ROOT, {"writer": writer}).status == 404
    assert Api(cast.max).post(ROOT, {"writer": cast.edith.membership.public_id}).status == 404


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"max_active_orders": 0}, "max_active_orders"),
        ({"max_active_orders": "3"}, "max_active_orders"),
        ({"accepting_from": "2026-03-09"}, "accepting_from"),
        ({"is_accepting_orders": False, "accepting_from": "2026-03-02"}, "accepting_from"),
        ({"working_days": []}, "working_days"),
        ({"preferred_subjects": ["nothing"]}, "preferred_subjects"),
        ({"only_preferred_services": True}, "preferred_services"),
        ({"preferred_clients": ["2222222222"]}, "preferred_clients"),
        ({"languages": [{"target": "xx-XX"}]}, "languages"),
        ({"languages": [{"source": "en-GB", "target": "en-GB"}]}, "languages"),
        ({"active_orders_count": 0}, "active_orders_count"),
    ],
)
def test_what_is_wrong_is_named_as_the_body_names_it(cast: Cast, body: Any, wrong: str) -> None:
    answer = Api(cast.wendell).post(ROOT, body)

    assert answer.status == 400
    assert set(answer.errors) == {wrong}
    assert not WriterCapacity.objects.exists()


def test_a_count_is_counted(cast: Cast) -> None:
    api, path = Api(cast.wendell), f"{ROOT}update-active-count/"
    assert api.post(path).json == {"active_orders_count": 0, "max_active_orders": 10, "free_slots": 10}
    give(cast)
    assert api.post(path).json["active_orders_count"] == 1
    assert not WriterCapacity.objects.exists(), "nothing is stored"


def test_the_status_says_why_not(cast: Cast) -> None:
    give(cast)
    capacity(cast.wendell, max_active=1, accepting=False, message="On a book")
    away(cast.wendell, START.date() + 7 * DAY)

    found = Api(cast.sam).get(f"{one(cast)}status/").json

    assert [reason["code"] for reason in found["reasons"]] == ["not_accepting", "full"]
    assert found["is_available"] is False
    assert found["free_slots"] == 0
    assert [row["start_date"] for row in found["blackouts"]] == ["2026-03-09"]
    assert [day["kind"] for day in found["days"]][7] == "away"


def test_the_next_free_date_waits_for_a_place(cast: Cast) -> None:
    give(cast)
    path = f"{one(cast)}status/"
    assert Api(cast.wendell).get(path).json["next_free_date"] == "2026-03-02"
    capacity(cast.wendell, max_active=1)
    assert Api(cast.wendell).get(path).json["next_free_date"] == "2026-03-10", "when the order is due"
    capacity(cast.wendell, accepting=False, paused_until=START.date() + 20 * DAY)
    assert Api(cast.wendell).get(path).json["next_free_date"] == "2026-03-22"
    capacity(cast.wendell, paused_until=None)
    assert Api(cast.wendell).get(path).json["next_free_date"] is None


def test_time_off_by_calls(cast: Cast) -> None:
    api = Api(cast.wendell)
    body = {"start_date": "2026-03-09", "end_date": "2026-03-11", "end_half": "morning", "reason": "Visit"}

    made = api.post(f"{one(cast)}add-blackout/", body)

    assert made.status == 201
    assert made.json == {**made.json, **body, "start_half": "morning", "source": "own"}
    assert api.post(f"{one(cast)}add-blackout/", body).json == made.json
    overlap = api.post(f"{one(cast)}add-blackout/", {**body, "start_date": "2026-03-10"})
    assert overlap.status == 400
    assert set(overlap.errors) == {"start_date"}
    path = f"{one(cast)}blackouts/{made.json['id']}/"
    assert api.put(path, {**body, "end_date": "2026-03-12"}).json["end_date"] == "2026-03-12"
    assert set(api.put(path, {**body, "end_date": "2026-03-08"}).errors) == {"end_date"}
    assert [row["id"] for row in Api(cast.sam).get(f"{one(cast)}blackouts/").results] == [made.json["id"]]
    assert Api(cast.sam).delete(path).status == 403
    elsewhere = path.replace(cast.wendell.membership.public_id, cast.wanda.membership.public_id)
    assert Api(cast.max).delete(elsewhere).status == 404
    assert Api(cast.max).delete(path).status == 204
    assert not BlackoutPeriod.objects.exists()


def test_past_time_off_is_asked_for(cast: Cast) -> None:
    away(cast.wendell, START.date() - 7 * DAY)
    api = Api(cast.wendell)
    assert api.get(f"{one(cast)}blackouts/").results == []
    assert len(api.get(f"{one(cast)}blackouts/?past=true").results) == 1


def test_who_sees_whose(cast: Cast) -> None:
    names = [row["writer"]["name"] for row in Api(cast.sam).get(ROOT).results]
    assert names == sorted(names)
    assert len(names) == 2
    assert [row["id"] for row in Api(cast.wanda).get(ROOT).results] == [cast.wanda.membership.public_id]
    assert hidden(Api(cast.wanda), ROOT + "{}/", cast.wendell.membership.public_id)
    assert hidden(Api(cast.mara), ROOT + "{}/", cast.wendell.membership.public_id)
    assert Api(cast.edith).get(ROOT).status == 403


def test_a_list_costs_the_same_for_more(cast: Cast) -> None:
    assert queries(Api(cast.wendell), ROOT) == queries(Api(cast.sam), ROOT) <= 11

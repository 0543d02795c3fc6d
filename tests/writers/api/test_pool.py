"""The pool by the API: the same doors, the same rights, no more than the page says."""

from __future__ import annotations

import pytest

from orders.models import Order
from tests.helpers.api import Api
from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, place_order
from tests.writers.helpers.pool import put, put_for_wendell, taken_back
from tests.writers.helpers.rates import rated
from writers.models import PoolEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
POOL, ENTRIES = "writer-management/pool/", "writer-management/pool-entries/"


def ids(member: object, path: str = POOL) -> list[str]:
    return [row["id"] for row in Api(member).get(path).results]  # type: ignore[arg-type]


def test_a_writer_reads_only_what_the_work_is(cast: Cast) -> None:
    entry = put(cast)

    (row,) = Api(cast.wendell).get(POOL).results

    assert row == Api(cast.wendell).get(f"{POOL}{entry.public_id}/").json
    assert row == {
        "id": entry.public_id,
        "mode": "take",
        "service": entry.order.service.name,
        "subject": entry.order.subject.name if entry.order.subject else None,
        "quantity": 600,
        "unit": "word",
        "deadline": entry.order.writer_deadline.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "fee": "90.00",
        "currency": entry.order.currency,
        "brief": entry.order.brief,
        "house_style": "",
        "style_preferences": "",
        "preferred_until": None,
        "interested": False,
    }


def test_a_confidential_brief_is_null(cast: Cast) -> None:
    put(cast, confidential=True)

    assert Api(cast.wendell).get(POOL).results[0]["brief"] is None


def test_what_does_not_fit_is_not_found(cast: Cast) -> None:
    entry = put(cast)
    capacity(cast.wendell, accepting=False)

    assert ids(cast.wendell) == []
    assert Api(cast.wendell).get(f"{POOL}{entry.public_id}/").status == 404
    assert Api(cast.wendell).post(f"{POOL}{entry.public_id}/take/").status == 404
    assert ids(cast.wanda) == [entry.public_id]


def test_taking(cast: Cast) -> None:
    entry = put(cast)

    taken = Api(cast.wendell).post(f"{POOL}{entry.public_id}/take/")

    assert taken.json == {"order": entry.order.number, "state": "assigned", "fee": "90.00"}
    assert Api(cast.wendell).post(f"{POOL}{entry.public_id}/take/").json == taken.json
    assert Api(cast.wanda).post(f"{POOL}{entry.public_id}/take/").status == 404


def test_interest(cast: Cast) -> None:
    entry = put(cast, mode="interest")
    url = f"{POOL}{entry.public_id}/"

    assert Api(cast.wendell).post(f"{url}take/").status == 409
    assert Api(cast.wendell).post(f"{url}interest/").json["interested"] is True
    (row,) = Api(cast.sam).get(ENTRIES).results
    assert [each["writer"]["name"] for each in row["interests"]] == ["Wendell H."]
    assert Api(cast.wendell).post(f"{url}withdraw-interest/").status == 204
    assert Api(cast.wendell).get(url).json["interested"] is False


def test_leaving_it_to_others(cast: Cast) -> None:
    entry = put_for_wendell(cast)
    assert ids(cast.wanda) == []

    assert Api(cast.wendell).post(f"{POOL}{entry.public_id}/leave/").status == 204

    assert ids(cast.wanda) == [entry.public_id]
    assert len(taken_back(entry.order)) == 1


def test_the_desk_puts_in_and_takes_out(cast: Cast) -> None:
    rated(cast.inkwell)
    order = place_order(cast.clara)
    body = {"order": order.number, "mode": "take", "fee": "80.00"}

    made = Api(cast.max).post(ENTRIES, body)

    assert (made.status, made.json["fee"], made.json["confidential"]) == (201, "80.00", False)
    assert Api(cast.max).post(ENTRIES, body).json["id"] == made.json["id"]
    assert Api(cast.max).post(ENTRIES, {**body, "fee": "81.00"}).status == 409
    out = Api(cast.max).post(f"{ENTRIES}{made.json['id']}/withdraw/")
    assert (out.status, out.json["end"]) == (200, "withdrawn")
    assert Api(cast.max).post(f"{ENTRIES}{made.json['id']}/withdraw/").status == 200
    assert Api(cast.max).get(f"{ENTRIES}{made.json['id']}/").json["ended_at"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"mode": "x"}, "mode"), ({"fee": "1000001"}, "fee"), ({"preferred_hours": 337}, "preferred_hours")],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, wrong: dict[str, object], field: str) -> None:
    body = {"order": place_order(cast.clara).number, "mode": "take", "fee": "80.00", **wrong}

    refused = Api(cast.max).post(ENTRIES, body)

    assert (refused.status, list(refused.errors)) == (400, [field])
    assert not PoolEntry.objects.exists()


def test_who_may(cast: Cast) -> None:
    entry = put(cast)
    for nobody in (cast.clara, cast.edith, cast.sam, cast.max):
        assert Api(nobody).get(POOL).status == 403
    for nobody in (cast.clara, cast.wendell, cast.edith):
        assert Api(nobody).get(ENTRIES).status == 403
    assert Api(cast.sam).post(f"{ENTRIES}{entry.public_id}/withdraw/").status == 403
    assert Api(cast.nora).get(f"{POOL}{entry.public_id}/").status == 404
    assert Api(cast.mara).get(f"{ENTRIES}{entry.public_id}/").status == 404


def test_a_list_goes_on_behind_its_cursor(cast: Cast) -> None:
    entries = [put(cast, place_order(cast.clara), now=START + number * HOUR / 60) for number in range(3)]
    first = Api(cast.wendell).get(f"{POOL}?page_size=2")
    second = Api(cast.wendell).get(first.json["next"])

    assert [row["id"] for row in (*first.results, *second.results)] == [
        entry.public_id for entry in reversed(entries)
    ]
    assert second.json["next"] is None
    assert Order.objects.count() == 3

"""Sessions, seats and attendance by the API."""

from __future__ import annotations

from typing import Any

import pytest

from cohorts.models import Attendance, Booking
from project.base import clock
from tests.cohorts.helpers.classes import member, ready
from tests.cohorts.helpers.sessions import session_of
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


def body(**more: Any) -> dict[str, Any]:
    starts = clock.now().replace(microsecond=0) + 10 * DAY
    return {
        "title": "Writing clinic",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + HOUR).isoformat(),
        "closes_at": (starts - DAY).isoformat(),
        "seats": 2,
        **more,
    }


def test_from_a_session_to_its_attendance(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, api = ready(cast), Api(cast.clara)
    path = f"orders/classes/{cohort.public_id}/sessions/"

    wrong = api.post(path, body(link="http://plain"))
    assert wrong.status == 400 and "link" in wrong.json["errors"]
    one = api.post(path, body(group="North")).json
    assert (one["group"], one["seats"], one["taken"], one["version"]) == ("North", 2, 0, 1)
    own = f"{path}{one['id']}/"
    changed = api.patch(own, {"version": 1, "group": "", "place": "Room 5"})
    assert changed.status == 200 and (changed.json["place"], changed.json["group"]) == ("Room 5", "")
    assert api.patch(own, {"version": 1, "place": "Room 6"}).status == 409
    assert [row["id"] for row in api.get(path).json["results"]] == [one["id"]]
    assert api.get(f"{path}?past=true").json["results"] == []

    ada, ben, cleo = (member(cohort, name).public_id for name in ("Ada", "Ben", "Cleo"))
    seat = api.post(f"{own}seats/", {"member": ada}).json
    api.post(f"{own}seats/", {"member": ben})
    full = api.post(f"{own}seats/", {"member": cleo})
    assert full.status == 409 and "full" in full.json["detail"]
    assert len(api.get(f"{own}seats/").json["seats"]) == 2
    second = api.post(path, body(title="Second")).json
    moved = api.post(f"{own}seats/{seat['id']}/move/", {"to": second["id"]}).json
    assert moved["session"] == second["id"]
    assert api.post(f"{path}{second['id']}/seats/{moved['id']}/cancel/").json["cancelled_at"]
    assert Booking.objects.live().count() == 1

    assert api.post(f"{own}attendance/", {"rows": [{"member": ben, "status": "late"}]}).status == 409
    stop_clock(monkeypatch, clock.now() + 11 * DAY)
    told = api.post(f"{own}attendance/", {"rows": [{"member": ben, "status": "late"}]}).json
    assert (told["attended"], told["expected"]) == (1, 1)
    assert api.get(f"{own}attendance/").json == told
    strange = api.post(f"{own}attendance/", {"rows": [{"member": ben, "status": "asleep"}]})
    assert strange.status == 400 and Attendance.objects.count() == 1


def test_a_session_is_cancelled_once_and_for_all(cast: Cast) -> None:
    cohort, api = ready(cast), Api(cast.clara)
    session = session_of(cohort, cast.clara, starts=clock.now() + 3 * DAY, now=clock.now())
    own = f"orders/classes/{cohort.public_id}/sessions/{session.public_id}/"
    first = api.post(f"{own}cancel/")
    assert (
        first.status == 200 and first.json["cancelled_at"] == api.post(f"{own}cancel/").json["cancelled_at"]
    )


@pytest.mark.parametrize("who", ["wendell", "edith", "nick", "mara"])
def test_nobody_else_gets_there(cast: Cast, who: str) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara)
    own = f"orders/classes/{cohort.public_id}/sessions/"
    api = Api(getattr(cast, who))
    assert api.get(own).status in (403, 404)
    assert api.get(f"{own}{session.public_id}/").status in (403, 404)
    assert api.post(f"{own}{session.public_id}/cancel/").status in (403, 404)

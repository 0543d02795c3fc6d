"""A planned switch of a feature holds from its second on, whether or not the sweep has noted it."""

from __future__ import annotations

import datetime as dt

import pytest

from agencies.actions.features import cancel_plan, carry_out_plans, plan_switch, switch_feature
from agencies.models import Agency, FeatureSwitch
from project.base.errors import WrongState
from project.base.features import is_on
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


def stored(cast: Cast) -> Agency:
    return Agency.objects.get(pk=cast.inkwell.pk)


@pytest.mark.parametrize(("late", "on"), [(-SECOND, True), (0 * SECOND, False)])
def test_a_plan_holds_from_its_second_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, on: bool
) -> None:
    stop_clock(monkeypatch, START)
    plan_switch(actor=cast.max, key="presets", on=False, reason="", at=START + HOUR, now=START)
    stop_clock(monkeypatch, START + HOUR + late)
    clara, max_, api = browser(cast.clara), browser(cast.max), Api(cast.max)

    def read() -> dict[str, bool]:
        row = next(row for row in max_.get("/desk/features/").context["rows"] if row["key"] == "presets")
        told = api.get("agencies/features/presets/").json
        listed = next(one for one in api.get("agencies/features/").json["results"] if one["key"] == "presets")
        return {
            "rule": is_on(stored(cast), "presets"),
            "page": clara.get("/orders/presets/new/").status_code == 200,
            "menu": "/orders/presets/" in clara.get("/orders/").text,
            "api": Api(cast.clara).post("orders/order-presets/", {"name": "Mine"}).status != 403,
            "line": row["on"],
            "scheduled": row["plan"] is not None,
            "told": told["on"] and told["plan"] is not None and told["version"] == 1,
            "listed": listed["on"] and listed["plan"] is not None and listed["version"] == 1,
            "form": "/cancel/" in max_.get("/desk/features/presets/").text,
        }

    assert {name for name, value in read().items() if value is not on} == set()
    if not on:
        assert carry_out_plans(agency=stored(cast), now=START + HOUR + SECOND, most=10) == 1
        assert not any(read().values()) and stored(cast).planned == []
        assert FeatureSwitch.objects.get().at == START + HOUR


def test_an_act_that_comes_before_the_sweep_notes_it_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, START)
    plan = plan_switch(actor=cast.max, key="presets", on=False, reason="", at=START + HOUR, now=START)
    late = START + HOUR + SECOND
    stop_clock(monkeypatch, late)

    with pytest.raises(WrongState):
        cancel_plan(actor=cast.max, plan=plan, now=late)
    back = switch_feature(actor=cast.max, key="presets", on=True, reason="", now=late, version=2)

    assert back is not None and back.number == 2 and is_on(stored(cast), "presets")
    assert [row.on for row in FeatureSwitch.objects.order_by("number")] == [False, True]
    assert carry_out_plans(agency=stored(cast), now=late, most=10) == 0


def test_what_was_planned_before_an_upgrade_is_written_beside_the_agency(cast: Cast) -> None:
    plan_switch(actor=cast.max, key="presets", on=False, reason="", at=START + HOUR, now=START)
    planned = stored(cast).planned
    for left in ([], ["2026-01-01T00:00:00+00:00 -quotes"]):
        Agency.objects.filter(pk=cast.inkwell.pk).update(planned=left)

        assert carry_out_plans(agency=stored(cast), now=START, most=10) == 0
        assert stored(cast).planned == planned

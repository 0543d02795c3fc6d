"""Switching features: at once, later, back; by two at once; and what the database refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.actions.features import (
    cancel_plan,
    carry_out_plans,
    plan_switch,
    switch_feature,
    undo_switch,
)
from agencies.actions.opening import save_agency
from agencies.models import Agency, FeaturePlan, FeatureSwitch, SecurityEvent
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, Stale, WrongState
from project.base.features import is_on
from tests.helpers.cast import START, Cast
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def stored(cast: Cast) -> Agency:
    return Agency.objects.get(pk=cast.inkwell.pk)


def switch(actor: Any, on: bool = False, key: str = "presets", **facts: Any) -> FeatureSwitch | None:
    return switch_feature(**{"actor": actor, "key": key, "on": on, "reason": "Unused", "now": START, **facts})


def test_a_switch_holds_and_is_remembered(cast: Cast) -> None:
    done = switch(cast.max)

    assert done is not None and (done.number, done.on, done.reason, done.by_id) == (
        1,
        False,
        "Unused",
        cast.max.member_id,
    )
    assert not is_on(stored(cast), "presets") and is_on(stored(cast), "quotes")
    assert is_on(cast.northwind, "presets")
    assert switch(cast.otto) is None, "it is off already"
    again = switch(cast.otto, on=True)
    assert again is not None and again.number == 2 and stored(cast).features == ["+presets"]
    assert SecurityEvent.objects.filter(kind="agency_changed", agency=cast.inkwell).count() == 2


def test_only_those_who_run_the_agency_switch(cast: Cast) -> None:
    for viewer in (cast.sam, cast.clara, cast.wendell, cast.edith):
        with pytest.raises(NotAllowed):
            switch(viewer)
    with pytest.raises(NotAllowed):
        switch(cast.max, key="sign_up")
    with pytest.raises(NotVisible):
        switch(cast.otto, key="weather")
    with pytest.raises(Invalid):
        switch(cast.otto, reason="a" * 301)
    assert stored(cast).features == []


def test_who_looked_before_another_switched_is_told(cast: Cast) -> None:
    switch(cast.max, version=1)
    with pytest.raises(Stale):
        switch(cast.otto, on=True, version=1)
    assert switch(cast.otto, version=1) is None, "both wanted the same"


def test_undo_takes_the_last_switch_back_once(cast: Cast) -> None:
    first = switch(cast.otto)
    assert first is not None

    undone = undo_switch(actor=cast.max, switch=first, now=START + HOUR)
    again = undo_switch(actor=cast.otto, switch=first, now=START + HOUR)

    assert undone == again and undone.undoes_id == first.pk and is_on(stored(cast), "presets")
    switch(cast.otto)
    with pytest.raises(WrongState):
        undo_switch(actor=cast.otto, switch=undone, now=START + 2 * HOUR)
    with pytest.raises(NotVisible):
        undo_switch(actor=cast.mara, switch=undone, now=START + 2 * HOUR)


def test_a_plan_is_carried_out_at_its_time(cast: Cast) -> None:
    facts: Any = {"actor": cast.max, "key": "presets", "on": False, "reason": "Summer", "now": START}
    plan = plan_switch(**facts, at=START + HOUR)

    assert plan_switch(**facts, at=START + HOUR) == plan, "the same again"
    with pytest.raises(Conflict):
        plan_switch(**facts, at=START + 2 * HOUR)
    for at in (START, START + dt.timedelta(days=400)):
        with pytest.raises(Invalid):
            plan_switch(**{**facts, "key": "quotes"}, at=at)
    assert carry_out_plans(agency=cast.inkwell, now=START, most=10) == 0
    assert carry_out_plans(agency=cast.inkwell, now=START + HOUR, most=10) == 1
    assert carry_out_plans(agency=cast.inkwell, now=START + HOUR, most=10) == 0
    done = FeatureSwitch.objects.get()
    assert (done.plan_id, done.by_id, done.reason) == (plan.pk, cast.max.member_id, "Summer")
    assert not is_on(stored(cast), "presets")
    with pytest.raises(WrongState):
        cancel_plan(actor=cast.max, plan=plan, now=START + HOUR)


def test_a_plan_is_cancelled_and_what_is_so_already_leaves_no_switch(cast: Cast) -> None:
    facts: Any = {"actor": cast.max, "key": "presets", "on": False, "reason": "", "now": START}
    plan = plan_switch(**facts, at=START + HOUR)
    assert cancel_plan(actor=cast.otto, plan=plan, now=START).state == "cancelled"
    assert cancel_plan(actor=cast.otto, plan=plan, now=START).state == "cancelled"
    with pytest.raises(NotVisible):
        cancel_plan(actor=cast.mara, plan=plan, now=START)
    plan_switch(**facts, at=START + HOUR)
    switch(cast.otto)
    assert carry_out_plans(agency=cast.inkwell, now=START + HOUR, most=10) == 1
    assert FeatureSwitch.objects.count() == 1


def test_the_database_keeps_the_rules_too(cast: Cast) -> None:
    switch(cast.otto)
    facts: Any = {"feature": "quotes", "on": False, "made_at": START, "at": START + HOUR}
    FeaturePlan.objects.create(agency=cast.inkwell, by=cast.otto.membership, **facts)
    for make in (
        lambda: FeatureSwitch.objects.create(
            agency=cast.inkwell, feature="presets", number=1, on=True, at=START
        ),
        lambda: FeaturePlan.objects.create(agency=cast.inkwell, by=cast.otto.membership, **facts),
        lambda: FeaturePlan.objects.filter(feature="quotes").update(at=START),
        lambda: FeaturePlan.objects.filter(feature="quotes").update(state="done"),
        lambda: (
            FeaturePlan.objects.create(
                agency=cast.northwind, by=cast.otto.membership, **{**facts, "feature": "messages"}
            )
            and connection.check_constraints()
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_program_of_before_reads_and_writes_the_same(cast: Cast) -> None:
    def columns() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT editorial_review, sign_up FROM agencies_agency WHERE id = %s", [cast.inkwell.pk]
            )
            return cursor.fetchone()

    assert columns() == (True, "open")
    switch(cast.otto, key="editorial_review")
    switch(cast.otto, key="sign_up")
    assert columns() == (False, "invitation")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agencies_agency SET editorial_review = true, sign_up = 'open' WHERE id = %s",
            [cast.inkwell.pk],
        )
    assert is_on(stored(cast), "editorial_review") and is_on(stored(cast), "sign_up")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_agency (name, code, currency, timezone, review_days, offer_hours,"
            " writer_span,"
            " included_rounds, grace_days, session_cap, idle_hours, session_days, trust_days,"
            " catalog_version,"
            " calendar_version, created_at, sign_up, editorial_review)"
            " VALUES ('Old', 'OLD', 'EUR', 'UTC', 1, 1,"
            " 0.8, 1, 1, 1, 1, 1, 1, 1, 1, now(), 'invitation', false)"
        )
    assert sorted(Agency.objects.get(code="OLD").features) == ["-editorial_review", "-sign_up"]


def test_settings_of_the_agency_are_switches_too(cast: Cast) -> None:
    changed = save_agency(
        actor=cast.otto, fields={"sign_up": "invitation", "editorial_review": False}, now=START
    )

    assert changed == ["sign_up", "editorial_review"]
    assert set(FeatureSwitch.objects.values_list("feature", "on")) == {
        ("sign_up", False),
        ("editorial_review", False),
    }


@pytest.mark.django_db(transaction=True)
def test_two_owners_at_once_make_one_switch(cast: Cast) -> None:
    results = race([lambda: switch(cast.otto, version=1)] * 6)

    assert [type(done) for done in results].count(FeatureSwitch) == 1
    assert list(FeatureSwitch.objects.values_list("number", flat=True)) == [1]

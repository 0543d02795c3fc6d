"""The security policy: owners alone, within bounds, noted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from agencies.actions.security import save_security_policy
from agencies.models import Agency, SecurityEvent
from project.base.errors import Invalid, NotAllowed
from tests.helpers.cast import START, Cast

NUMBERS = {"session_cap": 10, "idle_hours": 336, "session_days": 30, "trust_days": 30}

pytestmark = pytest.mark.django_db


def save(actor, moment: dt.datetime | None = None, **changes: int) -> list[str]:
    """With a `moment` the rule is for staff, else for nobody."""
    scope = "staff" if moment else ""
    return rule(actor, scope, moment, numbers={**NUMBERS, **changes})


def rule(actor, scope: str, staff=None, others=None, numbers=NUMBERS) -> list[str]:
    return save_security_policy(
        actor=actor,
        numbers=numbers,
        second_factor_for=scope,
        second_factor_from=staff,
        second_factor_wide_from=others,
        now=START,
    )


@pytest.mark.parametrize("scope", ["team", "everybody"])
def test_a_wider_rule_needs_both_days_within_a_year(cast: Cast, scope: str):
    late = START + dt.timedelta(days=367)
    for staff, others, wrong in (
        (None, START, ["second_factor_from"]),
        (START, None, ["second_factor_wide_from"]),
        (START, late, ["second_factor_wide_from"]),
        (late, late, ["second_factor_from", "second_factor_wide_from"]),
    ):
        with pytest.raises(Invalid) as refused:
            rule(cast.otto, scope, staff, others)
        assert list(refused.value.errors) == wrong
    with pytest.raises(Invalid):
        rule(cast.otto, "owners", START, START)

    assert rule(cast.otto, scope, START, START + dt.timedelta(days=366))
    assert rule(cast.otto, "staff", START, START) == ["second_factor_for", "second_factor_wide_from"]
    assert rule(cast.otto, "", START, START) == ["second_factor_from"]


def test_the_database_keeps_scope_and_day_together(cast: Cast):
    for change in ({"second_factor_for": "team"}, {"second_factor_wide_from": START}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.filter(pk=cast.inkwell.pk).update(**change)


def test_owners_alone(cast: Cast):
    for name, person in cast.everybody.items():
        if name in ("otto", "mara"):
            assert save(person, trust_days=7) == ["trust_days"]
        else:
            with pytest.raises(NotAllowed):
                save(person, trust_days=8)
    assert list(Agency.objects.order_by("pk").values_list("trust_days", flat=True)) == [7, 7]


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("session_cap", 1, 50), ("idle_hours", 1, 2160), ("session_days", 1, 365), ("trust_days", 0, 90)],
)
def test_the_bounds_of_each_number(cast: Cast, name: str, least: int, most: int):
    for value in (least, most):
        save(cast.otto, **{name: value})
        assert getattr(Agency.objects.get(pk=cast.inkwell.pk), name) == value
    for value in (least - 1, most + 1):
        with pytest.raises(Invalid) as refused:
            save(cast.otto, **{name: value})
        assert list(refused.value.errors) == [name]


def test_the_day_lies_within_a_year(cast: Cast):
    assert save(cast.otto, START + dt.timedelta(days=366)) == ["second_factor_from"]
    with pytest.raises(Invalid) as refused:
        save(cast.otto, START + dt.timedelta(days=367))
    assert list(refused.value.errors) == ["second_factor_from"]


def test_each_change_is_noted_once(cast: Cast):
    assert save(cast.otto, START) == ["second_factor_from"]
    assert save(cast.otto, START) == []
    assert save(cast.otto, None, session_cap=2) == ["session_cap", "second_factor_from"]

    rows = SecurityEvent.objects.filter(kind="security_policy_changed").order_by("pk")
    assert [row.detail for row in rows] == ["second_factor_from", "session_cap,second_factor_from"]

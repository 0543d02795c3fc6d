"""The matcher of automatic acceptance: each condition by itself, and none beside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from writers.models import AutoAcceptRule
from writers.rules.auto_accept import Asked, first_match, matches

FEES = st.decimals(0, 1000, places=2)
ASKED = st.builds(
    Asked,
    subject_id=st.none() | st.integers(1, 3),
    service_id=st.integers(1, 3),
    fee=FEES,
    quantity=st.integers(1, 3000),
    left=st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)),
    preferred=st.booleans(),
)
RULES = st.builds(
    AutoAcceptRule,
    clients=st.sampled_from(["any", "preferred"]),
    subject_id=st.none() | st.integers(1, 3),
    service_id=st.none() | st.integers(1, 3),
    min_fee=st.none() | FEES,
    min_days=st.none() | st.integers(0, 40),
    max_quantity=st.none() | st.integers(1, 3000),
    enabled=st.booleans(),
    public_id=st.just("2222222222"),
)
EVERYTHING = {"subject_id": None, "service_id": None, "min_fee": None, "min_days": None, "max_quantity": None}


def loosened(rule: AutoAcceptRule, **fields: Any) -> AutoAcceptRule:
    names = ("clients", "subject_id", "service_id", "min_fee", "min_days", "max_quantity", "enabled")
    return AutoAcceptRule(**{**{name: getattr(rule, name) for name in names}, **fields})


@given(ASKED)
def test_a_rule_that_asks_nothing_takes_everything(asked: Asked) -> None:
    assert matches(AutoAcceptRule(clients="any"), asked)


@given(RULES, ASKED)
def test_asking_less_never_takes_less(rule: AutoAcceptRule, asked: Asked) -> None:
    if matches(rule, asked):
        for name in EVERYTHING:
            assert matches(loosened(rule, **{name: None}), asked)
        assert matches(loosened(rule, clients="any"), asked)


@given(RULES, ASKED)
def test_it_takes_exactly_what_each_condition_takes_by_itself(rule: AutoAcceptRule, asked: Asked) -> None:
    alone = [
        loosened(rule, **{**EVERYTHING, name: getattr(rule, name)}, clients="any") for name in EVERYTHING
    ]
    clients = loosened(rule, **EVERYTHING)

    assert matches(rule, asked) == all(matches(each, asked) for each in [*alone, clients])


@given(RULES, ASKED, st.decimals(0, 100, places=2), st.integers(0, 100))
def test_a_better_offer_is_never_refused(
    rule: AutoAcceptRule, asked: Asked, more: Decimal, fewer: int
) -> None:
    better = replace(
        asked,
        fee=asked.fee + more,
        quantity=max(1, asked.quantity - fewer),
        left=asked.left + dt.timedelta(days=fewer),
        preferred=True,
    )
    if matches(rule, asked):
        assert matches(rule, better)


def test_the_bounds_belong_to_what_is_taken() -> None:
    asked = Asked(1, 1, Decimal(50), 600, dt.timedelta(days=3), preferred=False)
    edge = AutoAcceptRule(
        clients="any", subject_id=1, service_id=1, min_fee=Decimal(50), min_days=3, max_quantity=600
    )

    assert matches(edge, asked)
    for less in ({"fee": Decimal("49.99")}, {"quantity": 601}, {"left": dt.timedelta(days=3, seconds=-1)}):
        assert not matches(edge, replace(asked, **less))  # type: ignore[arg-type]
    assert not matches(AutoAcceptRule(clients="preferred"), asked)


@given(st.lists(RULES, max_size=4), ASKED)
def test_the_first_of_those_that_are_on(rules: list[AutoAcceptRule], asked: Asked) -> None:
    for number, rule in enumerate(rules):
        rule.pk = number + 1

    found = first_match(reversed(rules), asked)

    fits = [rule for rule in rules if rule.enabled and matches(rule, asked)]
    assert found is (fits[0] if fits else None)

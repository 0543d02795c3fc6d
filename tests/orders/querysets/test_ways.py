"""A few rows of an account are looked for among the few, never among all that the account has."""

from __future__ import annotations

import pytest
from django.db.models import Q

from orders.models import Order
from orders.querysets.ways import Few, OfAccount, both

OPEN, NONE = Q(state="placed"), Q(receiver=None)


def sql_of(condition: Q) -> str:
    return str(Order.objects.filter(condition).values("pk").query).partition("WHERE")[2]


@pytest.mark.parametrize("given", [{"account": 7}, {"accounts": [7, 8]}])
def test_an_account_is_asked_for_by_its_index(given: dict[str, object]) -> None:
    found = sql_of(both([OfAccount.by("account_id", given), OPEN]))
    assert '"orders_order"."account_id" = ' in found and "placed" in found and "+ 0" not in found


@pytest.mark.parametrize(("given", "asked"), [({"account": 7}, "= 7"), ({"accounts": [7, 8]}, "= ANY")])
def test_of_a_few_the_account_is_asked_without_it(given: dict[str, object], asked: str) -> None:
    own = OfAccount.by("account_id", given).also(NONE)
    for found in (both([own, Few(OPEN)]), both([both([own]), OPEN])):
        assert '"receiver_id" IS NULL' in sql_of(found) and "placed" in sql_of(found)
    assert f'("orders_order"."account_id" + 0) {asked}' in sql_of(both([own, Few(OPEN)]))


def test_a_few_of_which_fewer_are_asked_stay_few() -> None:
    once = both([Few(OPEN), NONE])
    assert isinstance(once, Few) and not isinstance(both([OPEN, NONE]), Few)
    assert "+ 0" in sql_of(both([OfAccount.by("account_id", {"account": 7}), once]))

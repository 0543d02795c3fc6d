"""For any terms and any commission: the version, the order and the charge are one
sum, and the list price stays as it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.pricing.formula import Line, price
from catalog.pricing.offering import current_offering
from catalog.pricing.terms import AGREED, Adjustment, CustomLine, Terms
from drafts.pricing.draft_price import facts_of_draft
from tests.helpers.cast import START, Cast
from tests.helpers.examples import SHARED_FIXTURES
from tests.helpers.factories import HOUR
from tests.quotes.helpers.quotes import accept, asked, save, send

pytestmark = pytest.mark.django_db
COLUMNS = ("kind", "key", "label", "rule", "base", "multiplier", "amount")
CENTS = st.decimals(min_value=Decimal("0.01"), max_value=5_000, places=2)


@st.composite
def customs(draw: st.DrawFn) -> tuple[CustomLine, ...]:
    amounts = draw(st.lists(CENTS, max_size=4))
    return tuple(
        CustomLine(f"c{at}", f"Extra {at}", "As agreed", amount) for at, amount in enumerate(amounts)
    )


@st.composite
def changes(draw: st.DrawFn, lines: list[Line]) -> tuple[Adjustment, ...]:
    chosen = draw(st.lists(st.sampled_from(lines), unique_by=lambda line: (line.kind, line.key), max_size=3))
    found = []
    for line in chosen:
        delta = draw(st.decimals(min_value=-line.amount, max_value=line.amount + 100, places=2))
        if delta:
            found.append(Adjustment(line.kind, line.key, delta, "You sent the research"))
    return tuple(found)


@st.composite
def discounts(draw: st.DrawFn) -> dict[str, Decimal]:
    money = CENTS.map(lambda amount: {"discount": amount})
    percent = st.decimals(min_value=0, max_value=100, places=2).map(lambda part: {"discount_percent": part})
    return draw(st.just({}) | money | percent)


def commission(cast: Cast, data: st.DataObject) -> dict[str, Any]:
    """Within what the starter catalog offers."""
    offering = current_offering(cast.inkwell)
    return {
        "quantity": data.draw(st.integers(200, 8_000)),
        "deadline": START + dt.timedelta(hours=data.draw(st.integers(30, 900))),
        "quality": data.draw(st.sampled_from(offering.qualities)),
        "addons": data.draw(st.lists(st.sampled_from(offering.addons), unique=True)),
        "preferred_writer": data.draw(st.sampled_from([None, cast.wanda.membership])),
    }


@settings(max_examples=40, suppress_health_check=SHARED_FIXTURES)
@given(st.data())
def test_one_sum_from_the_terms_to_the_ledger(cast: Cast, data: st.DataObject) -> None:
    with transaction.atomic():
        quote = asked(cast, **commission(cast, data))
        book = current_offering(cast.inkwell).book
        listed = price(book, facts_of_draft(cast.inkwell, quote.draft, START)).lines
        rows = [line for line in listed if line.kind != "tax"]
        terms = Terms(data.draw(changes(rows)), data.draw(customs()), **data.draw(discounts()))

        quote = send(cast, save(cast, quote, terms), actor=cast.otto, holds=2 * HOUR)
        order = accept(cast, quote)

        version = quote.versions.get()
        printed = list(version.lines.values_list(*COLUMNS))
        assert list(order.lines.values_list(*COLUMNS)) == printed
        assert version.total == sum(line[-1] for line in printed) == order.ledger.get().amount
        assert version.total == order.events.get().amount >= 0
        assert [line for line in printed if line[0] not in AGREED] == [_stored(line) for line in rows]
        transaction.set_rollback(True)


def _stored(line: Line) -> tuple[Any, ...]:
    base, multiplier = line.base.quantize(Decimal("0.0001")), line.multiplier.quantize(Decimal("0.000001"))
    return (line.kind, line.key, str(line.label), str(line.rule), base, multiplier, line.amount)

"""The arithmetic of the ledger, by properties."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from orders.pricing.ledger_balances import balance_of, tax_within, taxes_within

amounts = st.decimals(min_value=-99999, max_value=99999, places=2, allow_nan=False, allow_infinity=False)
rates = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False, allow_infinity=False)


@dataclass
class Entry:
    kind: str
    amount: Decimal


entries = st.lists(
    st.builds(Entry, st.sampled_from(["charge", "change", "refund", "payment", "writer_fee"]), amounts),
    max_size=12,
)


@given(entries)
def test_the_balance_is_the_sum_of_the_clients_lines(rows: list[Entry]) -> None:
    balance = balance_of(rows)

    assert balance.owed == sum((row.amount for row in rows if row.kind != "writer_fee"), Decimal(0))
    assert balance.charged == sum(
        (row.amount for row in rows if row.kind in ("charge", "change", "refund")), Decimal(0)
    )
    assert balance.paid == -sum((row.amount for row in rows if row.kind == "payment"), Decimal(0))


@given(entries, st.randoms())
def test_the_order_of_entries_does_not_matter(rows: list[Entry], rng: object) -> None:
    shuffled = list(rows)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    assert balance_of(shuffled) == balance_of(rows)


@given(amounts, rates)
def test_the_tax_is_a_part_of_its_amount(gross: Decimal, rate: Decimal) -> None:
    tax = tax_within(gross, rate)

    assert abs(tax) <= abs(gross)
    assert tax * gross >= 0
    assert tax == tax.quantize(Decimal("0.01"))
    # Net and tax belong together: the rate of the net is the tax, but for a cent of rounding.
    assert abs((gross - tax) * rate / 100 - tax) <= Decimal("0.02")


def test_the_tax_of_twelve_at_twenty_percent_is_two() -> None:
    assert tax_within(Decimal("12.00"), Decimal("20.00")) == Decimal("2.00")
    assert tax_within(Decimal("-0.03"), Decimal("20.00")) == Decimal("-0.01")


@given(st.lists(amounts, min_size=1, max_size=8), rates)
def test_a_full_refund_returns_every_cent_of_tax(billed: list[Decimal], rate: Decimal) -> None:
    first_tax = tax_within(billed[0], rate)
    billed = [*billed, -sum(billed, Decimal(0))]

    taxes = taxes_within(billed, first_tax, rate)

    assert len(taxes) == len(billed)
    assert taxes[0] == first_tax
    assert sum(taxes, Decimal(0)) == 0

"""The price of an order: the examples of docs/pricing.md to the letter,
what always holds, and every refusal."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st

from catalog.pricing import formula
from catalog.pricing.formula import (
    KINDS,
    AddOn,
    Facts,
    Line,
    Price,
    PriceBook,
    PricingProblem,
    ServiceRate,
    Tier,
    UrgencyTier,
    urgency_of,
)
from catalog.pricing.price_comparison import cheaper, compare
from catalog.pricing.words import rate_words, units
from project.base.money import LARGEST, cents

NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
CENT = Decimal("0.01")

# The document
# ----------------------------------------------------------------------------------------------------

DOC = (Path(settings.BASE_DIR) / "docs" / "pricing.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"[0-9][0-9,]*(\.[0-9]+)?")
SPAN = re.compile(r"(?:(\d+) hours?)? ?(?:(\d+) minutes?)?\Z")


def number(words: str) -> Decimal:
    """The number of a cell: "× 1.4", "1,235", "12.5%"."""
    found = NUMBER.search(words)
    assert found, words
    return Decimal(found[0].replace(",", ""))


def table(text: str, header: str) -> list[list[str]]:
    """The rows of the first Markdown table whose header begins with `header`."""
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {header}"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")])
    assert rows
    return rows


def section(heading: str) -> str:
    """From a heading to the next one of any level."""
    body = DOC.split(f"\n{heading}", 1)[1].split("\n", 1)[1]
    return re.split(r"^#+ ", body, maxsplit=1, flags=re.MULTILINE)[0]


def span(words: str) -> dt.timedelta:
    found = SPAN.match(words)
    assert found and any(found.groups()), words
    return dt.timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))


def value(cell: str) -> Decimal:
    """What a cell such as "220.45 × 12.5%" or "60.00 − 37.80" comes to."""
    total = Decimal(0)
    for sign, term in re.findall(r"(^|[+−]) ?([^+−]+)", cell):
        product = Decimal(1)
        for factor in term.split("×"):
            product *= number(factor) / (100 if "%" in factor else 1)
        total += -product if sign == "−" else product
    return total


def key_of(name: str) -> str:
    return name.lower().replace(" ", "-")


def documented_book() -> PriceBook:
    """The price list of the examples."""
    rows = [(name, *kind.split(", "), price) for name, kind, price in table(DOC, "Name | What it is")]
    by_kind: dict[str, list[Any]] = {}
    for name, kind, *detail, price in rows:
        by_kind.setdefault(kind, []).append((key_of(name), name, "".join(detail), number(price)))
    kinds = {"percentage of the base price": "percent", "per unit": "per_unit", "fixed": "fixed"}
    return PriceBook(
        version=7,
        currency="EUR",
        minimum_charge=by_kind["minimum"][0][3],
        tax_rate=by_kind["tax"][0][3],
        tax_label=by_kind["tax"][0][1],
        preferred_surcharge=by_kind["surcharge"][0][3],
        services={
            key: ServiceRate(key, name, unit.removeprefix("per "), rate)
            for key, name, unit, rate in by_kind["service"]
        },
        qualities={key: Tier(key, name, factor) for key, name, _, factor in by_kind["quality"]},
        urgencies=tuple(
            UrgencyTier(key, name, int(number(hours)), factor)
            for key, name, hours, factor in by_kind["urgency"]
        ),
        addons={key: AddOn(key, name, kinds[kind], amount) for key, name, kind, amount in by_kind["add-on"]},
    )


def documented_facts(text: str) -> Facts:
    said = dict(table(text, "What is ordered"))
    return Facts(
        service=key_of(said["Service"]),
        quality=key_of(said["Quality"]),
        quantity=int(number(said["Quantity"])),
        placed_at=NOW,
        deadline=NOW + span(said["Time to the deadline"]),
        addons=tuple(key_of(name) for name in said["Add-ons"].split(", ") if name),
        preferred_writer=said["Preferred writer"] == "yes",
        discount=number(said["Discount"]),
    )


BOOK = documented_book()
EXAMPLES = re.findall(r"^### Example .*$", DOC, flags=re.MULTILINE)


def test_the_document_has_the_three_examples_that_it_promises() -> None:
    assert len(EXAMPLES) == 3
    shown = [
        {line.kind for line in formula.price(BOOK, documented_facts(section(head))).lines}
        for head in EXAMPLES
    ]
    assert {"addon", "surcharge"} <= shown[0]
    assert "minimum" in shown[1]
    assert {"addon", "discount", "tax"} <= shown[2]


@pytest.mark.parametrize("heading", EXAMPLES)
def test_example_of_the_document(heading: str) -> None:
    text = section(heading)
    rows = table(text, "Line")
    quote = formula.price(BOOK, documented_facts(text))
    sums = {name: Decimal(amount) for name, _, _, _, amount in rows if name in ("Net", "Total")}
    printed = [(name, says, Decimal(amount)) for name, says, _, _, amount in rows if name not in sums]
    assert [(line.label, line.rule, line.amount) for line in quote.lines] == printed
    assert {"Net": quote.subtotal, "Total": quote.total} == sums


@pytest.mark.parametrize("heading", EXAMPLES)
def test_example_of_the_document_is_right_by_hand(heading: str) -> None:
    for name, _, worked_out, exact, amount in table(section(heading), "Line"):
        assert value(worked_out) == Decimal(exact), name
        assert str(Decimal(exact).quantize(CENT, rounding=ROUND_HALF_UP)) == amount, name


@pytest.mark.parametrize(("exact", "line"), table(DOC, "Before rounding"))
def test_rounding_of_the_document(exact: str, line: str) -> None:
    book = replace(BOOK, addons={"x": AddOn("x", "X", "fixed", Decimal(exact))})
    quote = formula.price(book, order(addons=("x",)))
    assert str(quote.lines[1].amount) == line


@pytest.mark.parametrize(("time", "tier"), table(DOC, "Time to the deadline | Tier"))
def test_urgency_of_the_document(time: str, tier: str) -> None:
    found = urgency_of(BOOK, NOW, NOW + span(time))
    assert (found.name if found else "the usual pace") == tier


def test_the_order_of_lines_is_the_one_of_the_document() -> None:
    names = {
        "The service": "work",
        "Add-ons": "addon",
        "Preferred writer": "surcharge",
        "Top-up to minimum charge": "minimum",
        "Volume": "volume",
        "Changed line": "adjustment",
        "Custom line": "custom",
        "Discount": "discount",
        "Tax": "tax",
    }
    assert tuple(names[row[0]] for row in table(DOC, "Line | Appears")) == KINDS


def test_the_largest_order_is_the_one_of_the_document() -> None:
    assert f"may be larger than {LARGEST:,}." in DOC


# Single rules
# ----------------------------------------------------------------------------------------------------


def order(**changes: Any) -> Facts:
    """100 words at the usual pace."""
    plain = Facts("article", "standard", 100, NOW, NOW + 1000 * HOUR)
    return replace(plain, **changes)


def amounts(quote: Price) -> dict[str, Decimal]:
    return {line.kind: line.amount for line in quote.lines}


def book_with(**changes: Any) -> PriceBook:
    """The documented prices without minimum and tax."""
    return replace(BOOK, **{"minimum_charge": Decimal(0), "tax_rate": Decimal(0), **changes})


def test_the_lines_of_everything_at_once_come_in_printing_order() -> None:
    facts = order(addons=("two-pictures", "fact-check"), preferred_writer=True, discount=Decimal(5))
    quote = formula.price(replace(BOOK, minimum_charge=Decimal(500)), facts)
    assert [(line.kind, line.key) for line in quote.lines] == [
        ("work", "article"),
        ("addon", "two-pictures"),
        ("addon", "fact-check"),
        ("surcharge", "preferred"),
        ("minimum", ""),
        ("discount", ""),
        ("tax", ""),
    ]
    assert (quote.currency, quote.book_version) == ("EUR", 7)


def test_a_line_says_only_what_changes_it() -> None:
    assert formula.price(BOOK, order(quantity=1)).lines[0].rule == "1 word at €0.085"
    assert formula.price(BOOK, order(quality="premium")).lines[0].rule == "100 words at €0.085, Premium × 1.4"


def test_the_rule_of_each_kind_of_line() -> None:
    facts = order(addons=("two-pictures", "source-list"), preferred_writer=True)
    rules = [line.rule for line in formula.price(BOOK, facts).lines]
    assert rules[1:4] == [
        "Fixed amount",
        "100 words at €0.015",
        "15% of the base price, for a writer of your choice",
    ]


def test_only_the_work_line_feels_quality_and_urgency() -> None:
    calm = order(addons=("two-pictures", "source-list"))
    hurried = replace(calm, quality="premium", deadline=NOW + HOUR)
    before, after = (formula.price(book_with(), facts).lines for facts in (calm, hurried))
    assert before[1:] == after[1:]
    assert after[0].amount == cents(Decimal(100) * Decimal("0.085") * Decimal("1.4") * Decimal("1.5"))


def test_percentages_are_of_the_printed_work_line() -> None:
    book = book_with(
        services={"article": ServiceRate("article", "Article", "word", Decimal("0.005"))},
        addons={"half": AddOn("half", "Half", "percent", Decimal(50))},
        preferred_surcharge=Decimal(50),
    )
    quote = formula.price(book, order(quantity=1, addons=("half",), preferred_writer=True))
    assert [line.amount for line in quote.lines] == [CENT, CENT, CENT]  # half of 0.005 would be nothing


def test_the_same_addon_twice_is_one_line() -> None:
    once, twice = (formula.price(BOOK, order(addons=("two-pictures",) * times)) for times in (1, 2))
    assert once == twice


def test_no_line_without_a_reason() -> None:
    quote = formula.price(book_with(preferred_surcharge=Decimal(0)), order(preferred_writer=True))
    assert [line.kind for line in quote.lines] == ["work"]
    assert quote.tax == 0
    assert quote.total == quote.subtotal == Decimal("8.50")


@pytest.mark.parametrize(
    ("minimum", "added"), [("8.49", None), ("8.50", None), ("8.51", "0.01"), ("60", "51.50")]
)
def test_what_is_missing_to_the_minimum(minimum: str, added: str | None) -> None:
    found = amounts(formula.price(book_with(minimum_charge=Decimal(minimum)), order())).get("minimum")
    assert found == (Decimal(added) if added else None)


def test_addons_and_surcharge_count_towards_the_minimum() -> None:
    facts = order(addons=("two-pictures",), preferred_writer=True)
    found = amounts(formula.price(book_with(minimum_charge=Decimal(60)), facts))
    assert found["minimum"] == Decimal("60.00") - Decimal("8.50") - Decimal("35.00") - found["surcharge"]


@pytest.mark.parametrize(
    ("agreed", "taken", "net"),
    [
        ("0", None, "60.00"),
        ("0.004", None, "60.00"),
        ("0.005", "-0.01", "59.99"),
        ("59.99", "-59.99", "0.01"),
        ("60.00", "-60.00", "0.00"),
        ("60.01", "-60.00", "0.00"),
        ("1000000", "-60.00", "0.00"),
    ],
)
def test_a_discount_takes_off_what_there_is(agreed: str, taken: str | None, net: str) -> None:
    quote = formula.price(BOOK, order(discount=Decimal(agreed)))
    assert amounts(quote).get("discount") == (Decimal(taken) if taken else None)
    assert str(quote.subtotal) == net
    assert quote.tax == cents(Decimal(net) * Decimal("0.19"))


def test_tax_of_nothing_is_a_line_of_nothing() -> None:
    quote = formula.price(BOOK, order(discount=Decimal(60)))
    assert str(quote.lines[-1].amount) == "0.00"
    assert str(quote.total) == "0.00"


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        ("22.0000", "€22.00"),
        ("0.0850", "€0.085"),
        ("0.2000", "€0.20"),
        ("0.0001", "€0.0001"),
        ("0", "€0.00"),
        ("1234.5", "€1,234.50"),
        ("1234.5678", "€1,234.5678"),
    ],
)
def test_a_rate_is_printed_with_all_its_decimals(rate: str, printed: str) -> None:
    assert rate_words(Decimal(rate), "EUR") == printed


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("word", "word", "words"),
        ("page", "page", "pages"),
        ("hour", "hour", "hours"),
        ("item", "item", "items"),
    ],
)
def test_units(unit: str, one: str, many: str) -> None:
    assert (units(unit, 1), units(unit, 2)) == (one, many)


def test_the_tightest_tier_wins_whatever_the_order_of_tiers() -> None:
    upside_down = replace(BOOK, urgencies=BOOK.urgencies[::-1])
    for hours in (1, 24, 25, 72, 73):
        deadline = NOW + hours * HOUR
        assert urgency_of(BOOK, NOW, deadline) == urgency_of(upside_down, NOW, deadline)


def test_the_zone_of_the_deadline_does_not_matter() -> None:
    there = dt.timezone(dt.timedelta(hours=-9))
    deadline = NOW + 24 * HOUR
    assert formula.price(BOOK, order(deadline=deadline)) == formula.price(
        BOOK, order(deadline=deadline.astimezone(there))
    )


# Refusals
# ----------------------------------------------------------------------------------------------------

BOUNDED = replace(
    BOOK, services={"article": ServiceRate("article", "Article", "word", Decimal("0.085"), 200, 8_000)}
)
CHOOSE_QUANTITY = "Order between 200 and 8,000 words."
REFUSALS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"service": ""}, {"service": "Choose a service."}),
    ({"service": "poem"}, {"service": "Choose a service."}),
    ({"quality": ""}, {"quality": "Choose a quality tier."}),
    ({"quantity": 0}, {"quantity": CHOOSE_QUANTITY}),
    ({"quantity": -200}, {"quantity": CHOOSE_QUANTITY}),
    ({"quantity": 199}, {"quantity": CHOOSE_QUANTITY}),
    ({"quantity": 8_001}, {"quantity": CHOOSE_QUANTITY}),
    ({"addons": ("two-pictures", "gone")}, {"addons": "One of the add-ons is no longer offered."}),
    ({"deadline": NOW}, {"deadline": "Choose a deadline in the future."}),
    ({"deadline": NOW - HOUR}, {"deadline": "Choose a deadline in the future."}),
    ({"discount": Decimal("-0.01")}, {"discount": "Enter a discount of zero or more."}),
]


@pytest.mark.parametrize(("wrong", "errors"), REFUSALS)
def test_what_has_no_price(wrong: dict[str, Any], errors: dict[str, str]) -> None:
    with pytest.raises(PricingProblem) as caught:
        formula.price(BOUNDED, order(**{"quantity": 500, **wrong}))
    assert caught.value.errors == errors
    assert str(caught.value) == "; ".join(errors.values())


@pytest.mark.parametrize(
    "right", [{"quantity": 200}, {"quantity": 8_000}, {"deadline": NOW + dt.timedelta.resolution}]
)
def test_the_edges_have_a_price(right: dict[str, Any]) -> None:
    assert formula.price(BOUNDED, order(**{"quantity": 500, **right})).total > 0


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = {"quantity": 1, "quality": "x", "addons": ("x",), "deadline": NOW, "discount": Decimal(-1)}
    with pytest.raises(PricingProblem) as caught:
        formula.price(BOUNDED, order(**wrong))
    assert set(caught.value.errors) == {"quantity", "quality", "addons", "deadline", "discount"}
    with pytest.raises(PricingProblem) as caught:
        formula.price(BOUNDED, order(**wrong, service="x"))
    assert set(caught.value.errors) == {"service", "quality", "addons", "deadline", "discount"}


@pytest.mark.parametrize(
    ("rate", "quantity", "changes", "fits"),
    [
        ("99.99999999", 1_000_000, {}, True),
        ("99.99999999", 1_000_000, {"addons": ("two-pictures",)}, False),
        ("100", 1_000_000, {}, False),
        ("200", 1_000_000, {"discount": Decimal(150_000_000)}, False),
        ("200", 1_000_000, {"quality": "cheap"}, False),
    ],
)
def test_no_line_and_no_order_is_larger_than_the_columns_hold(
    rate: str, quantity: int, changes: dict[str, Any], fits: bool
) -> None:
    book = book_with(
        services={"article": ServiceRate("article", "Article", "word", Decimal(rate))},
        qualities={**BOOK.qualities, "cheap": Tier("cheap", "Cheap", Decimal("0.001"))},
    )
    facts = order(quantity=quantity, **changes)
    if fits:
        assert formula.price(book, facts).total <= LARGEST
        return
    with pytest.raises(PricingProblem) as caught:
        formula.price(book, facts)
    assert caught.value.errors == {
        "quantity": "This is too much for a single order. Split the work into several orders."
    }


# What always holds
# ----------------------------------------------------------------------------------------------------

RATES = st.decimals(min_value=0, max_value=500, places=4)
MONEY = st.decimals(min_value=0, max_value=5_000, places=2)
PERCENTS = st.decimals(min_value=0, max_value=100, places=2)
FACTORS = st.decimals(min_value=Decimal("0.001"), max_value=5, places=3)
#: At least 1 and growing with the hurry, as an agency means it.
LADDERS = st.lists(
    st.tuples(st.integers(1, 500), st.decimals(min_value=1, max_value=5, places=3)),
    max_size=4,
    unique_by=lambda step: step[0],
).map(
    lambda steps: list(
        zip(sorted(s[0] for s in steps), sorted((s[1] for s in steps), reverse=True), strict=True)
    )
)


@st.composite
def books(draw: st.DrawFn) -> PriceBook:
    addons = draw(st.lists(st.tuples(st.sampled_from(["fixed", "per_unit", "percent"]), RATES), max_size=4))
    return PriceBook(
        version=draw(st.integers(1, 50)),
        currency="EUR",
        minimum_charge=draw(st.just(Decimal("0.00")) | MONEY),
        tax_rate=draw(st.just(Decimal("0.00")) | PERCENTS),
        tax_label="VAT",
        preferred_surcharge=draw(PERCENTS),
        services={"article": ServiceRate("article", "Article", "word", draw(RATES))},
        qualities={"standard": Tier("standard", "Standard", draw(FACTORS))},
        urgencies=tuple(
            UrgencyTier(f"u{at}", f"U{at}", hours, factor) for at, (hours, factor) in enumerate(draw(LADDERS))
        ),
        addons={
            f"a{at}": AddOn(f"a{at}", f"A{at}", kind, amount) for at, (kind, amount) in enumerate(addons)
        },
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[PriceBook, Facts]:
    """Any price book with an order that it has a price for."""
    book = draw(books())
    chosen = draw(st.lists(st.sampled_from(sorted(book.addons)), max_size=5)) if book.addons else []
    facts = Facts(
        service="article",
        quality="standard",
        quantity=draw(st.integers(1, 5_000)),
        placed_at=NOW,
        deadline=NOW + dt.timedelta(minutes=draw(st.integers(1, 40_000))),
        addons=tuple(chosen),
        preferred_writer=draw(st.booleans()),
        discount=draw(st.just(Decimal(0)) | st.decimals(min_value=0, max_value=100_000, places=3)),
    )
    return book, facts


def exact_half_up(line: Line) -> Decimal:
    return (line.base * line.multiplier).quantize(CENT, rounding=ROUND_HALF_UP)


@given(cases())
def test_the_total_is_the_plain_sum_of_the_lines(case: tuple[PriceBook, Facts]) -> None:
    quote = formula.price(*case)
    assert quote.total == sum(line.amount for line in quote.lines)
    assert quote.subtotal + quote.tax == quote.total


@given(cases())
def test_each_line_is_its_own_numbers_rounded_half_up_to_cents(case: tuple[PriceBook, Facts]) -> None:
    for line in formula.price(*case).lines:
        assert line.amount.as_tuple().exponent == -2
        assert line.amount == exact_half_up(line)
        assert abs(line.amount - line.base * line.multiplier) <= CENT / 2


@given(cases())
def test_each_line_fits_the_columns_it_is_stored_in(case: tuple[PriceBook, Facts]) -> None:
    for line in formula.price(*case).lines:
        assert line.base == line.base.quantize(Decimal("0.0001"))
        assert line.multiplier == line.multiplier.quantize(Decimal("0.000001"))
        assert line.label and line.rule


@given(cases())
def test_nothing_is_ever_negative_but_the_discount(case: tuple[PriceBook, Facts]) -> None:
    quote = formula.price(*case)
    assert quote.subtotal >= 0 and quote.tax >= 0 and quote.total >= 0
    for line in quote.lines:
        assert line.amount < 0 if line.kind == "discount" else line.amount >= 0
        assert str(line.amount) != "-0.00"


@given(cases())
def test_kinds_come_in_printing_order_and_only_addons_repeat(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    lines = formula.price(book, facts).lines
    places = [KINDS.index(line.kind) for line in lines]
    assert places == sorted(places)
    assert len({(line.kind, line.key) for line in lines}) == len(lines)
    assert [line.key for line in lines if line.kind == "addon"] == list(dict.fromkeys(facts.addons))


@given(cases(), st.integers(1, 5_000))
def test_more_never_costs_less(case: tuple[PriceBook, Facts], quantity: int) -> None:
    book, facts = case
    less, more = sorted([facts.quantity, quantity])
    totals = [formula.price(book, replace(facts, quantity=count)).total for count in (less, more)]
    assert totals[0] <= totals[1]


@given(cases())
def test_one_addon_less_never_costs_more(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    whole = formula.price(book, facts).total
    for key in set(facts.addons):
        rest = tuple(other for other in facts.addons if other != key)
        assert formula.price(book, replace(facts, addons=rest)).total <= whole


@given(cases())
def test_a_named_writer_never_costs_less(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    named, anybody = (
        formula.price(book, replace(facts, preferred_writer=named)).total for named in (True, False)
    )
    assert named >= anybody


def total_or_more(book: PriceBook, facts: Facts) -> Decimal:
    """The total; what is more than one order can hold counts as more than any total."""
    try:
        return formula.price(book, facts).total
    except PricingProblem:
        return Decimal("Infinity")


@given(cases(), st.integers(1, 40_000))
def test_a_tighter_deadline_never_costs_less(case: tuple[PriceBook, Facts], minutes: int) -> None:
    book, facts = case
    soon, late = sorted([facts.deadline, NOW + dt.timedelta(minutes=minutes)])
    totals = [total_or_more(book, replace(facts, deadline=deadline)) for deadline in (soon, late)]
    assert totals[0] >= totals[1]


@given(books(), st.integers(1, 40_000))
def test_the_urgency_covers_the_time_and_no_tighter_one_does(book: PriceBook, minutes: int) -> None:
    time = dt.timedelta(minutes=minutes)
    covering = [tier.within_hours for tier in book.urgencies if time <= tier.within_hours * HOUR]
    found = urgency_of(book, NOW, NOW + time)
    assert (found.within_hours if found else None) == (min(covering) if covering else None)


@given(cases())
def test_the_same_order_has_the_same_price(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    assert formula.price(book, facts) == formula.price(replace(book), replace(facts))


@given(cases(), st.integers(-1_000, 1_000))
def test_only_the_time_between_counts_not_the_date(case: tuple[PriceBook, Facts], days: int) -> None:
    book, facts = case
    shift = dt.timedelta(days=days)
    moved = replace(facts, placed_at=facts.placed_at + shift, deadline=facts.deadline + shift)
    assert formula.price(book, moved) == formula.price(book, facts)


@given(cases())
def test_the_minimum_is_reached_before_the_discount(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    found = [line for line in formula.price(book, facts).lines if line.kind not in ("discount", "tax")]
    gross = sum(line.amount for line in found)
    assert gross >= book.minimum_charge
    if found[-1].kind == "minimum":
        assert gross == book.minimum_charge
        assert found[-1].amount > 0


@given(cases())
def test_the_discount_is_what_was_agreed_or_all_there_is(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    quote = formula.price(book, facts)
    before = formula.price(book, replace(facts, discount=Decimal(0))).subtotal
    assert quote.subtotal == max(before - cents(facts.discount), Decimal(0))


@given(cases())
def test_tax_is_a_rounded_percentage_of_the_net(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    quote = formula.price(book, facts)
    assert quote.tax == cents(quote.subtotal * book.tax_rate / 100)
    assert any(line.kind == "tax" for line in quote.lines) == bool(book.tax_rate)


# Comparing two prices
# ----------------------------------------------------------------------------------------------------


def shape(quote: Price) -> dict[tuple[str, str], Decimal]:
    return {(line.kind, line.key): line.amount for line in quote.lines}


@given(cases(), cases())
def test_there_are_changes_exactly_when_amounts_differ(
    one: tuple[PriceBook, Facts], other: tuple[PriceBook, Facts]
) -> None:
    old, new = formula.price(*one), formula.price(*other)
    assert compare(old, old) == []
    assert bool(compare(old, new)) == (shape(old) != shape(new))


@given(cases(), st.data())
def test_changes_account_for_the_whole_difference(case: tuple[PriceBook, Facts], data: st.DataObject) -> None:
    book, facts = case
    rate = data.draw(RATES)
    dearer = replace(book, services={"article": replace(book.services["article"], rate=rate)})
    old, new = formula.price(book, facts), formula.price(dearer, facts)
    changes = compare(old, new)
    lines = [change for change in changes if change.label != "Total"]
    zero = Decimal(0)
    assert (
        sum(((change.new or zero) - (change.old or zero) for change in lines), zero) == new.total - old.total
    )
    assert all(change.old != change.new for change in changes)
    if old.total != new.total:
        assert (changes[-1].label, changes[-1].old, changes[-1].new) == ("Total", old.total, new.total)


def test_changes_come_in_printing_order_and_name_what_came_and_went() -> None:
    old = formula.price(BOOK, order(addons=("two-pictures",), quantity=10))
    new = formula.price(BOOK, order(addons=("source-list",), quantity=10_000, discount=Decimal(1)))
    found = [(change.label, change.old, change.new) for change in compare(old, new)]
    assert found == [
        ("Article", Decimal("0.85"), Decimal("850.00")),
        ("Two pictures", Decimal("35.00"), None),
        ("Source list", None, Decimal("150.00")),
        ("Top-up to minimum charge", Decimal("24.15"), None),
        ("Discount", None, Decimal("-1.00")),
        ("VAT 19%", Decimal("11.40"), Decimal("189.81")),
        ("Total", Decimal("71.40"), Decimal("1188.81")),
    ]


def test_the_same_total_with_other_lines_is_a_change_without_a_total() -> None:
    plain = formula.price(BOOK, order())
    pictures = formula.price(BOOK, order(addons=("two-pictures",)))
    assert plain.total == pictures.total  # both reach the minimum
    assert [change.label for change in compare(plain, pictures)] == [
        "Two pictures",
        "Top-up to minimum charge",
    ]


# Cheaper ways
# ----------------------------------------------------------------------------------------------------


@given(cases())
def test_every_saving_is_real_and_the_largest_comes_first(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    now = formula.price(book, facts).total
    savings = cheaper(book, facts)
    for saving in savings:
        assert saving.saves == now - formula.price(book, saving.facts).total > 0
        assert saving.facts.quantity == facts.quantity
        assert saving.facts.quality == (saving.quality or facts.quality)
        assert saving.facts.preferred_writer == (facts.preferred_writer and not saving.unnamed)
    assert [saving.saves for saving in savings] == sorted((saving.saves for saving in savings), reverse=True)
    assert len({saving.what for saving in savings}) == len(savings)


@given(cases())
def test_no_saving_is_left_out(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    assume(facts.addons)
    now = formula.price(book, facts).total
    offered = {saving.facts.addons for saving in cheaper(book, facts)}
    for key in set(facts.addons):
        rest = tuple(other for other in facts.addons if other != key)
        assert (rest in offered) or formula.price(book, replace(facts, addons=rest)).total == now


def test_savings_in_words() -> None:
    facts = order(quantity=2_000, deadline=NOW + HOUR, addons=("source-list", "two-pictures"))
    savings = cheaper(book_with(), facts)
    assert [(saving.what, saving.saves) for saving in savings] == [
        ("A less urgent deadline than “Soon”", Decimal("85.00")),
        ("A less urgent deadline than “Express”", Decimal("51.00")),
        ("Without “Two pictures”", Decimal("35.00")),
        ("Without “Source list”", Decimal("30.00")),
    ]
    beyond = next(saving for saving in savings if "Express" in saving.what).facts.deadline
    tier = urgency_of(BOOK, NOW, beyond)
    assert tier is not None and tier.name == "Soon"
    assert beyond - NOW - 24 * HOUR >= HOUR and beyond.minute == 0
    assert beyond - NOW - 24 * HOUR <= 2 * HOUR
    assert [saving.addon for saving in savings] == ["", "", "two-pictures", "source-list"]


def test_nothing_is_cheaper_below_the_minimum() -> None:
    assert cheaper(BOOK, order(quantity=10, addons=("source-list",), deadline=NOW + HOUR)) == []


def test_an_order_without_a_price_has_no_savings_either() -> None:
    with pytest.raises(PricingProblem):
        cheaper(BOOK, order(service="poem"))


def test_each_cheaper_way_is_named_once() -> None:
    """Dates up to the usual pace, each that saves more than the one before; quality, writer, add-ons."""
    facts = order(quantity=2_000, deadline=NOW + HOUR, addons=("source-list",), preferred_writer=True)
    savings = cheaper(BOOK, replace(facts, quality="premium"))
    ways = [saving.what for saving in savings]
    assert {"With any writer", "Without “Source list”", "In “Standard” quality"} <= set(ways)
    dates = [saving for saving in savings if saving.what.startswith("A less urgent")]
    assert [saving.what for saving in sorted(dates, key=lambda one: one.facts.deadline)] == [
        f"A less urgent deadline than “{tier.name}”" for tier in BOOK.urgencies if tier.multiplier > 1
    ]
    assert next(one for one in savings if one.unnamed).facts == replace(
        facts, quality="premium", preferred_writer=False
    )

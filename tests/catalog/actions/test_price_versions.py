"""New versions of the prices: what they hold, what they leave alone,
who may make them, and taking one back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from catalog.actions import price_versions
from catalog.models import (
    AddOnPrice,
    PriceBook,
    PriceBookChange,
    ServicePrice,
    ServiceType,
    Subject,
    UrgencyPrice,
)
from catalog.pricing.formula import PricingProblem
from catalog.pricing.offering import price_book
from catalog.pricing.sections import SECTIONS
from drafts.pricing.draft_price import price_draft
from orders.actions.placing import convert_draft
from project.base.errors import Conflict, Invalid, NotAllowed, Stale, WrongState
from tests.catalog.helpers.prices import change, changed, current, offering, save, stored
from tests.helpers.cast import START, Cast
from tests.helpers.factories import make_draft, place_order, seen_price

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

HOUR = dt.timedelta(hours=1)


def row_of(cast: Cast, part: str, key: str) -> dict[str, Any]:
    return next(row for row in stored(cast.max, part) if row["key"] == key)


def new_service(**values: Any) -> dict[str, Any]:
    return {
        "key": "",
        "name": "Annual report",
        "description": "",
        "position": 20,
        "offered": True,
        "unit": "page",
        "rate": Decimal(190),
        "minimum_quantity": 4,
        "maximum_quantity": 60,
        **values,
    }


def test_a_save_makes_the_next_version_and_leaves_the_last(cast: Cast) -> None:
    first = current(cast.max)
    before = price_book(first.pk)

    book = change(cast.max, "services", "article", rate=Decimal("0.26"))

    assert (book.version, book.created_by, book.created_at) == (2, cast.max.membership, START)
    after = offering(cast.clara).book
    assert (after.version, after.services["article"].rate) == (2, Decimal("0.26"))
    assert {key: rate for key, rate in after.services.items() if key != "article"} == {
        key: rate for key, rate in before.services.items() if key != "article"
    }
    assert (after.qualities, after.urgencies, after.addons) == (
        before.qualities,
        before.urgencies,
        before.addons,
    )
    assert ServicePrice.objects.get(book=first, service__key="article").rate == Decimal("0.24")
    assert [(row.key, row.field, row.old, row.new) for row in book.changes.all()] == [
        ("article", "rate", "0.24", "0.26")
    ]


@pytest.mark.parametrize(
    ("part", "key", "values"),
    [
        ("qualities", "premium", {"multiplier": Decimal("1.4")}),
        ("urgencies", "express", {"within_hours": 48, "multiplier": Decimal("1.5")}),
        ("addons", "seo", {"kind": "percent", "amount": Decimal(5)}),
        ("subjects", "law", {"name": "Law and order", "position": 1}),
        ("general", "", {"minimum_charge": Decimal(75), "tax_rate": Decimal(21), "tax_label": "IVA"}),
    ],
)
def test_every_part(cast: Cast, part: str, key: str, values: dict[str, Any]) -> None:
    book = change(cast.otto, part, key, **values)

    assert current(cast.max) == book
    assert {name: row_of(cast, part, key)[name] for name in values} == values
    assert {(row.part, row.field) for row in book.changes.all()} == {(part, name) for name in values}
    assert len(offering(cast.clara).services) == 13


def test_a_new_thing_gets_a_key_of_its_own(cast: Cast) -> None:
    save(cast.max, "services", [new_service()])
    change(cast.max, "services", "annual-report", name="Yearly report")
    save(cast.max, "services", [new_service()])

    keys = [row["key"] for row in stored(cast.max, "services")]
    assert ("annual-report" in keys, "annual-report-2" in keys, len(keys)) == (True, True, 15)
    assert offering(cast.clara).book.services["annual-report-2"].rate == Decimal(190)


def test_archive_and_bring_back(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    key = draft.service.key

    change(cast.max, "services", key, offered=False)
    assert key not in offering(cast.clara).book.services
    assert ServiceType.objects.get(agency=cast.inkwell, key=key).archived_at == START
    with pytest.raises(PricingProblem):
        price_draft(cast.clara.agency, draft, now=START)
    assert row_of(cast, "services", key)["rate"] == Decimal("0.24")

    book = change(cast.max, "services", key, offered=True, rate=Decimal("0.25"))
    assert offering(cast.clara).book.services[key].rate == Decimal("0.25")
    assert [(row.field, row.old, row.new) for row in book.changes.all()] == [
        ("offered", "", "yes"),
        ("rate", "0.24", "0.25"),
    ]


def test_an_archived_tier_does_not_make_work_dearer(cast: Cast) -> None:
    change(cast.max, "urgencies", "same-day", offered=False)

    assert [tier.key for tier in offering(cast.clara).book.urgencies] == ["express", "swift"]


def test_two_things_exchange_their_names(cast: Cast) -> None:
    rows = stored(cast.max, "qualities")
    swapped = {"standard": "Premium", "premium": "Standard"}

    save(cast.max, "qualities", [{**row, "name": swapped[row["key"]]} for row in rows])

    assert {row["key"]: row["name"] for row in stored(cast.max, "qualities")} == swapped


@pytest.mark.parametrize("part", ["services", "qualities", "urgencies"])
def test_one_has_to_stay(cast: Cast, part: str) -> None:
    with pytest.raises(Invalid):
        save(cast.max, part, [{**row, "offered": False} for row in stored(cast.max, part)])

    assert current(cast.max).version == 1


@pytest.mark.parametrize("part", ["addons", "subjects"])
def test_add_ons_and_subjects_can_all_go(cast: Cast, part: str) -> None:
    save(cast.max, part, [{**row, "offered": False} for row in stored(cast.max, part)])

    assert not any(row["offered"] for row in stored(cast.max, part))


def test_one_name_twice(cast: Cast) -> None:
    with pytest.raises(Invalid):
        change(cast.max, "services", "article", name="case STUDY")
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceType.objects.filter(agency=cast.inkwell, key="article").update(name="CASE study")


def test_a_second_click_is_harmless(cast: Cast) -> None:
    rows = [*changed(cast.max, "services", "article", rate=Decimal("0.26")), new_service()]

    first, second = save(cast.max, "services", rows, base=1), save(cast.max, "services", rows, base=1)

    assert (first, PriceBook.objects.filter(agency=cast.inkwell).count()) == (second, 2)


def test_a_save_from_an_older_version(cast: Cast) -> None:
    change(cast.otto, "services", "article", rate=Decimal("0.30"))

    with pytest.raises(Stale) as refusal:
        save(cast.max, "services", changed(cast.max, "services", "speech", rate=Decimal(1)), base=1)

    assert refusal.value.current.version == 2
    assert current(cast.max).version == 2


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_who_may_not(cast: Cast, name: str) -> None:
    actor, book = getattr(cast, name), change(cast.max, "general", "", tax_rate=Decimal(5))

    with pytest.raises(NotAllowed):
        price_versions.save_section(
            actor=actor, section=SECTIONS["general"], rows=stored(cast.max, "general"), base=2, now=START
        )
    with pytest.raises(NotAllowed):
        price_versions.take_back(actor=actor, book=book, now=START)


def test_the_other_agency_keeps_its_own(cast: Cast) -> None:
    change(cast.max, "services", "article", rate=Decimal("0.26"))

    assert (current(cast.mara).version, stored(cast.mara, "services")[0]["rate"]) == (1, Decimal("0.24"))
    with pytest.raises(PriceBook.DoesNotExist):
        price_versions.take_back(actor=cast.mara, book=current(cast.max), now=START)


# --- taking back -----------------------------------------------------------------------------------


def test_take_back(cast: Cast) -> None:
    before = offering(cast.clara)
    rows = changed(
        cast.max, "services", "article", rate=Decimal("0.26"), name="Feature", description="", position=40
    )
    rows = [{**row, "offered": row["key"] != "speech"} for row in rows]
    book = save(cast.max, "services", [*rows, new_service()])

    assert price_versions.take_back(actor=cast.otto, book=book, now=START + HOUR).version == 1

    after = offering(cast.clara)
    assert (after.book, after.book_id) == (before.book, before.book_id)
    words = [
        [(row.key, row.name, row.description, row.position) for row in one.services]
        for one in (before, after)
    ]
    assert words[0] == words[1]
    assert not ServiceType.objects.get(agency=cast.inkwell, key="speech").archived_at
    assert ServiceType.objects.get(agency=cast.inkwell, key="annual-report").archived_at
    assert (book.take_back.by, book.take_back.at) == (cast.otto.membership, START + HOUR)


def test_a_number_is_never_used_again(cast: Cast) -> None:
    price_versions.take_back(
        actor=cast.max, book=change(cast.max, "general", "", tax_rate=Decimal(5)), now=START
    )

    assert change(cast.max, "general", "", tax_rate=Decimal(6)).version == 3
    assert row_of(cast, "general", "")["tax_rate"] == 6


def test_take_back_twice(cast: Cast) -> None:
    book = change(cast.max, "general", "", tax_rate=Decimal(5))

    assert [price_versions.take_back(actor=cast.max, book=book, now=START).version for _again in "ab"] == [
        1,
        1,
    ]


def test_what_cannot_be_taken_back(cast: Cast) -> None:
    first = current(cast.max)
    with pytest.raises(WrongState):
        price_versions.take_back(actor=cast.max, book=first, now=START)

    second = change(cast.max, "general", "", tax_rate=Decimal(5))
    third = change(cast.max, "general", "", tax_rate=Decimal(6))
    with pytest.raises(WrongState):
        price_versions.take_back(actor=cast.max, book=second, now=START)

    offering(cast.clara)
    place_order(cast.clara)
    with pytest.raises(WrongState, match="1 order"):
        price_versions.take_back(actor=cast.max, book=third, now=START)


def test_an_order_by_a_version_that_was_just_taken_back(cast: Cast) -> None:
    """The request of the order read the version before it went: it is refused, and nothing is ordered."""
    book = change(cast.max, "services", "article", rate=Decimal("0.26"))
    offering(cast.clara)
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)
    price_versions.take_back(actor=cast.otto, book=book, now=START)

    assert cast.clara.agency is not cast.otto.agency
    with pytest.raises(Conflict):
        convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)


# --- the database ----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [PriceBook, ServicePrice, UrgencyPrice, AddOnPrice, PriceBookChange])
@pytest.mark.parametrize("wish", ["update", "delete"])
def test_versions_cannot_be_rewritten(cast: Cast, model: Any, wish: str) -> None:
    change(cast.max, "services", "article", rate=Decimal("0.26"))
    rows = model.objects.filter(agency=cast.inkwell)
    assert rows.exists()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(agency=cast.inkwell) if wish == "update" else rows._raw_delete(rows.db)


def test_subjects_have_history_too(cast: Cast) -> None:
    save(
        cast.max,
        "subjects",
        [{"key": "", "name": "Space", "description": "", "position": 30, "offered": True}],
    )

    assert Subject.objects.get(agency=cast.inkwell, key="space").archived_at is None
    assert [row.field for row in current(cast.max).changes.all()] == ["offered", "name", "position"]

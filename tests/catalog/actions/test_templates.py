"""Templates of price lists: each can be ordered from, and one is used until the agency is open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agencies.actions.opening import open_agency
from agencies.models import Role
from catalog.actions.price_versions import take_back
from catalog.actions.templates import things_of, use_template
from catalog.forms.price_rows import NAME_LENGTH, TEXT_LENGTH
from catalog.models import PriceBook
from catalog.models.catalog import AddOnKind, Unit
from catalog.pricing.sections import SECTIONS, WORDS
from catalog.rules.languages import language_code
from catalog.states.templates import TEMPLATES, Template
from project.base.errors import NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from tests.agencies.helpers.opening import third_house
from tests.catalog.helpers.prices import change, offering, stored
from tests.helpers.cast import START

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
PARTS = ("services", "qualities", "urgencies", "addons", "subjects", "languages")


def names(member: Member, part: str) -> list[str]:
    return [row["name"] for row in stored(member, part) if row["offered"]]


@pytest.mark.parametrize("key", TEMPLATES)
def test_the_price_list_is_the_template_whole_and_nothing_else(cast: Any, key: str) -> None:
    owner, template = third_house(Role.OWNER), TEMPLATES[key]

    book = use_template(actor=owner, key=key, now=START)

    for part in PARTS:
        wanted = things_of(SECTIONS[part], template)
        offered = {row["key"]: row for row in stored(owner, part) if row["offered"]}
        assert offered.keys() == {row["key"] for row in wanted}
        for row in wanted:
            assert {name: offered[row["key"]][name] for name in row} == row
    assert book.minimum_charge == Decimal(template.minimum_charge)
    assert [service.name for service in offering(owner).services] == names(owner, "services")


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_every_template_is_one_that_a_manager_could_have_typed(template: Template) -> None:
    for part in PARTS:
        rows = things_of(SECTIONS[part], template)
        assert len({row["key"] for row in rows}) == len({row["name"].casefold() for row in rows}) == len(rows)
        assert all(len(row["name"]) <= NAME_LENGTH and len(row["key"]) <= 40 for row in rows)
        assert all(len(row["description"]) <= TEXT_LENGTH for row in rows)
        assert all({*WORDS, *SECTIONS[part].numbers} <= row.keys() for row in rows)
    for row in things_of(SECTIONS["services"], template):
        assert row["unit"] in Unit.values and 1 <= row["minimum_quantity"] <= row["maximum_quantity"]
        assert row["rate"] > 0 and row["description"]
    assert all(row["kind"] in AddOnKind.values for row in things_of(SECTIONS["addons"], template))
    assert all(language_code(row["key"]) == row["key"] for row in things_of(SECTIONS["languages"], template))
    assert len(template.services) >= 10 or template.key == "own-list"


def test_the_same_key_means_the_same_unit_everywhere() -> None:
    units: dict[str, set[str]] = {}
    for template in TEMPLATES.values():
        for row in things_of(SECTIONS["services"], template):
            units.setdefault(row["key"], set()).add(row["unit"])

    assert [key for key, found in units.items() if len(found) > 1] == []


def test_a_second_click_changes_nothing(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    first = use_template(actor=owner, key="writing-centre", now=START)

    assert use_template(actor=owner, key="writing-centre", now=START) == first
    assert PriceBook.objects.filter(agency=owner.agency).count() == first.version


def test_another_one_takes_its_place_and_nothing_is_lost(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    use_template(actor=owner, key="translation-bureau", now=START)
    change(owner, "general", "", tax_rate=Decimal("21"), tax_label="BTW")

    book = use_template(actor=owner, key="editorial-studio", now=START)

    assert (book.tax_rate, book.tax_label) == (Decimal("21.00"), "BTW")
    rows = {row["key"]: row for row in stored(owner, "services")}
    assert not rows["translation"]["offered"] and rows["translation"]["rate"] == Decimal("0.16")
    assert rows["proofreading"]["offered"]
    take_back(actor=owner, book=book, now=START)
    assert owner.agency.catalog_version > 1


def test_once_it_is_open_its_clients_order_from_its_list(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    open_agency(actor=owner, fields={}, now=START)

    with pytest.raises(WrongState, match="Your agency is open"):
        use_template(actor=owner, key="content-studio", now=START)
    assert PriceBook.objects.filter(agency=owner.agency).count() == 1


def test_who_may_and_what_there_is(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    with pytest.raises(NotVisible):
        use_template(actor=owner, key="bakery", now=START)
    for name in ("clara", "wendell", "edith", "sam"):
        with pytest.raises(NotAllowed):
            use_template(actor=getattr(cast, name), key="content-studio", now=START)

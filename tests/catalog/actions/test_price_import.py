"""A price list from another program: a draft, published by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.actions.import_jobs import finish_undo
from agencies.actions.imports import undo_import
from agencies.models import DataImport
from catalog.actions.drafted_prices import discard_draft, publish_draft
from catalog.models import DraftedThing, PriceBook, PricePublication, ServiceType
from catalog.pricing.offering import current_offering
from project.base.errors import NotAllowed, NotVisible, Stale, WrongState
from project.base.viewer import Member
from tests.agencies.helpers.imports import checked, imported, uploaded
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.helpers.races import kinds, race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
LIST = """Item code;Type;Item name;Unit;Price;Charge type;Multiplier;Hours;Min
S-1;Service;Subtitles;Hour;45,50;;;;
S-2;;Speech notes;;900;;;;
A-1;Add-on;Plain-language check;;12,5;Percentage;;;
A-2;Add-on;Index;;1.250,00;Fixed;;;
Q-1;Quality;Signature;;;;1,75;;
U-1;Urgency;Overnight;;;;2;14;
V-1;Volume;From a hundred;;12,5;;;;100
"""


def base(cast: Cast) -> int:
    return PriceBook.objects.standing().filter(agency=cast.inkwell)[0].version


def faults(made: DataImport) -> list[tuple[int, str, str]]:
    return list(made.faults.values_list("number", "column", "words"))


def undo(actor: Member, made: DataImport, now: dt.datetime) -> DataImport:
    undo_import(actor=actor, data_import=made, now=now)
    finish_undo(import_id=made.pk, member_id=actor.member_id, now=now)
    return DataImport.objects.get(pk=made.pk)


def test_a_draft_changes_nothing_until_it_is_published(cast: Cast) -> None:
    before, version = current_offering(cast.inkwell), base(cast)
    made = imported(cast.max, LIST, "catalog")
    assert made.state == "done" and made.mark and DraftedThing.objects.count() == 7
    cast.inkwell.refresh_from_db()
    assert base(cast) == version and current_offering(cast.inkwell) == before

    publish_draft(actor=cast.max, mark=made.mark, base=version, now=START + HOUR)

    cast.inkwell.refresh_from_db()
    offering = current_offering(cast.inkwell)
    services = {row.name: row for row in offering.services}
    assert set(services) == {row.name for row in before.services} | {"Subtitles", "Speech notes"}
    subtitles = offering.book.services[services["Subtitles"].key]
    assert (subtitles.unit, subtitles.rate, subtitles.maximum_quantity) == ("hour", Decimal("45.5"), 100_000)
    addons = {row.name: offering.book.addons[row.key] for row in offering.addons}
    assert (addons["Plain-language check"].kind, addons["Index"].amount) == ("percent", Decimal(1250))
    assert offering.book.qualities[offering.qualities[-1].key].multiplier == Decimal("1.75")
    assert 14 in {tier.within_hours for tier in offering.book.urgencies}
    assert [(tier.from_pieces, tier.percent) for tier in offering.book.volumes] == [
        (10, Decimal(5)),
        (25, Decimal(10)),
        (100, Decimal("12.5")),
    ]
    assert base(cast) == version + 5


def test_names_that_are_there_get_new_prices(cast: Cast) -> None:
    row = current_offering(cast.inkwell).services[0]
    made = imported(cast.max, f"Name,Unit,Price\n{row.name.upper()},{row.unit},7.25\n", "catalog")
    assert made.mark

    publish_draft(actor=cast.max, mark=made.mark, base=base(cast), now=START)

    cast.inkwell.refresh_from_db()
    offering = current_offering(cast.inkwell)
    assert offering.book.services[row.key].rate == Decimal("7.25")
    assert ServiceType.objects.filter(agency=cast.inkwell, name__iexact=row.name).count() == 1


def test_published_once_by_who_keeps_the_list_beside_the_version_that_was_read(cast: Cast) -> None:
    made = imported(cast.max, LIST, "catalog")
    assert made.mark
    version = base(cast)
    for actor in (cast.sam, cast.clara, cast.wendell):
        with pytest.raises(NotAllowed):
            publish_draft(actor=actor, mark=made.mark, base=version, now=START)
        with pytest.raises(NotAllowed):
            discard_draft(actor=actor, mark=made.mark)
    with pytest.raises(NotVisible):
        publish_draft(actor=cast.mara, mark=made.mark, base=version, now=START)
    with pytest.raises(Stale):
        publish_draft(actor=cast.max, mark=made.mark, base=version + 1, now=START)
    assert base(cast) == version and not PricePublication.objects.exists()

    first = publish_draft(actor=cast.otto, mark=made.mark, base=version, now=START)
    assert publish_draft(actor=cast.max, mark=made.mark, base=version, now=START) == first
    assert PricePublication.objects.get().by == cast.otto.membership


@pytest.mark.django_db(transaction=True)
def test_two_publish_it_at_once(cast: Cast) -> None:
    made = imported(cast.max, LIST, "catalog")
    version, mark = base(cast), made.mark
    assert mark

    results = race(
        [
            lambda actor=actor: publish_draft(actor=actor, mark=mark, base=version, now=START)
            for actor in (cast.max, cast.otto)
        ]
    )

    assert kinds(results) == {"PriceBook": 2} and base(cast) == version + 5


def test_undone_while_it_is_a_draft(cast: Cast) -> None:
    made = imported(cast.max, LIST, "catalog")
    assert undo(cast.max, made, START + HOUR).state == "undone" and not DraftedThing.objects.exists()

    made = imported(cast.max, LIST, "catalog", now=START + HOUR)
    assert made.mark
    publish_draft(actor=cast.max, mark=made.mark, base=base(cast), now=START + HOUR)
    kept = undo(cast.max, made, START + 2 * HOUR)
    assert kept.state == "done" and kept.refusal.startswith("Something was done")


def test_a_discarded_draft_can_be_imported_again(cast: Cast) -> None:
    made = imported(cast.max, LIST, "catalog")
    assert made.mark and checked(cast.max, LIST, "catalog").known == 7

    discard_draft(actor=cast.otto, mark=made.mark)

    with pytest.raises(NotVisible):
        publish_draft(actor=cast.max, mark=made.mark, base=base(cast), now=START)
    made = imported(cast.max, LIST, "catalog")
    assert made.fresh == 7 and made.mark
    publish_draft(actor=cast.max, mark=made.mark, base=base(cast), now=START)
    with pytest.raises(WrongState):
        discard_draft(actor=cast.max, mark=made.mark)


def test_every_fault_by_its_row(cast: Cast) -> None:
    offering = current_offering(cast.inkwell)
    row, tier = offering.services[0], offering.book.urgencies[0]
    other = "hour" if row.unit != "hour" else "page"
    made = checked(
        cast.max,
        "Type,Name,Unit,Price,Charge type,Multiplier,Hours,Minimum,Maximum\n"
        + "Planet,A,,1,,,,,\n"
        + ",B,furlong,1,,,,,\n"
        + ",C,word,,,,,,\n"
        + ",D,word,=1+1,,,,,\n"
        + ",E,word,100001,,,,,\n"
        + ",F,word,1,,,,10,5\n"
        + ",G,word,1,,,,,\n"
        + ",Ｇ,word,1,,,,,\n"
        + f",{row.name},{other},1,,,,,\n"
        + "Add-on,H,,201,percent,,,,\n"
        + "Quality,I,,,,11,,,\n"
        + f"Urgency,J,,,,2,{tier.within_hours},,\n"
        + "Volume,K,,5,,,,1,\n"
        + "Volume,L,,101,,,,30,\n"
        + "Volume,M,,7,,,,25,\n",
        "catalog",
    )

    assert [(number, column) for number, column, _words in faults(made)] == [
        (2, "Type"),
        (3, "Unit"),
        (4, "Price"),
        (5, "Price"),
        (6, "Price"),
        (7, "Maximum"),
        (9, "Name"),
        (10, "Unit"),
        (11, "Price"),
        (12, "Multiplier"),
        (13, "Hours"),
        (14, "Minimum"),
        (15, "Price"),
        (16, "Minimum"),
    ]
    assert not DraftedThing.objects.exists()


def test_no_more_than_a_list_holds(cast: Cast) -> None:
    rows = "".join(f"Service {number},5\n" for number in range(90))
    made = checked(cast.max, "Name,Price\n" + rows, "catalog")

    there = ServiceType.objects.filter(agency=cast.inkwell).count()
    assert [number for number, _column, words in faults(made) if "at most 80" in words] == list(
        range(2 + 80 - there, 92)
    )


def test_columns_of_a_list_are_guessed(cast: Cast) -> None:
    made = uploaded(cast.max, LIST, "catalog")

    assert [each.field for each in made.columns.all()] == [
        "id",
        "part",
        "name",
        "unit",
        "price",
        "charge",
        "multiplier",
        "hours",
        "least",
    ]

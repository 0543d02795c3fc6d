"""Rosters: read, matched, checked, saved whole or not at all, and again without harm."""

from __future__ import annotations

import pytest

from cohorts.actions.rosters import discard_roster, mark_of, match_roster, save_roster, upload_roster
from cohorts.models import CohortMember, RosterUpload
from cohorts.rules.rosters import plan_of
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, WrongState
from tests.cohorts.helpers.classes import ROSTER, begun, fresh, member, placed, uploaded
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db


def names(cohort: object) -> list[str]:
    return list(CohortMember.objects.filter(cohort=cohort).present().values_list("name", flat=True))


def test_a_pasted_roster_makes_members_groups_and_fields(cast: Cast) -> None:
    cohort = begun(cast)

    plan = uploaded(cast.clara, cohort)

    assert [entry.name for entry in plan.fresh] == ["Ada Adams", "Ben Brown", "Cleo Clark"]
    assert [group.name for group in cohort.groups.all()] == ["North", "South"]
    assert [(field.key, field.label) for field in cohort.fields.all()] == [("company", "Company")]
    ben = member(cohort, "Ben")
    assert (ben.email, ben.group.name, ben.external_key) == ("ben@firm.example", "North", "2")
    assert list(ben.values_rows.values_list("field__key", "value")) == [("company", "Brown & Sons")]
    assert not RosterUpload.objects.exists()


def test_the_same_roster_again_changes_nothing(cast: Cast) -> None:
    cohort = begun(cast)
    uploaded(cast.clara, cohort)
    before = list(CohortMember.objects.values())

    plan = uploaded(cast.clara, fresh(cohort))

    assert (plan.changes, len(plan.unchanged)) == (0, 3)
    assert list(CohortMember.objects.values()) == before


def test_uploaded_again_it_tells_new_changed_gone_and_who_came_back(cast: Cast) -> None:
    cohort = begun(cast)
    uploaded(cast.clara, cohort)
    second = ROSTER.replace("Ben Brown;ben@", "Benjamin Brown;ben@").replace(
        "Cleo Clark;;South;3", "Dan;;South;4"
    )

    plan = uploaded(cast.clara, fresh(cohort), second)

    assert [entry.name for entry in plan.fresh] == ["Dan"]
    assert [entry.name for _member, entry in plan.changed] == ["Benjamin Brown"]
    assert [one.name for one in plan.gone] == ["Cleo Clark"]
    assert names(cohort) == ["Ada Adams", "Benjamin Brown", "Dan"]
    again = uploaded(cast.clara, fresh(cohort), ROSTER)
    assert [entry.name for _member, entry in again.back] == ["Cleo Clark"]
    assert sorted(names(cohort)) == ["Ada Adams", "Ben Brown", "Cleo Clark"]


def test_members_may_exchange_their_addresses(cast: Cast) -> None:
    cohort = begun(cast)
    uploaded(cast.clara, cohort)
    swapped = ROSTER.replace("ada@", "x@").replace("ben@", "ada@").replace("x@", "ben@")

    uploaded(cast.clara, fresh(cohort), swapped)

    assert member(cohort, "Ada").email == "ben@firm.example"
    assert member(cohort, "Ben").email == "ada@firm.example"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (";ada2@firm.example;North;9;X", "name"),
        ("Eve;not an address;North;9;X", "email"),
        ("Eve;ada@firm.example;North;9;X", "email"),
        ("Eve;;North;1;X", "key"),
        (f"{'E' * 121};;North;9;X", "name"),
        (f"Eve;;{'G' * 61};9;X", "group"),
        (f"Eve;;North;9;{'x' * 2001}", ":company"),
    ],
)
def test_a_wrong_row_is_told_by_its_number_and_nothing_is_saved(cast: Cast, row: str, told: str) -> None:
    cohort = begun(cast)
    upload = upload_roster(actor=cast.clara, cohort=cohort, text=f"{ROSTER}{row}\n", now=START)
    match_roster(actor=cast.clara, upload=upload, fields=["name", "email", "group", "key", "+"], now=START)
    upload.refresh_from_db()

    plan = plan_of(upload)

    assert [(fault.number, fault.field) for fault in plan.faults] == [(5, told)]
    with pytest.raises(WrongState):
        save_roster(actor=cast.clara, upload=upload, seen=mark_of(plan), now=START)
    assert names(cohort) == []


@pytest.mark.parametrize(
    "fields", [["", "email", "group", "key", ""], ["name", "name", "", "", ""], ["name", "x", "", "", ""]]
)
def test_columns_that_make_no_sense_are_refused(cast: Cast, fields: list[str]) -> None:
    upload = upload_roster(actor=cast.clara, cohort=begun(cast), text=ROSTER, now=START)

    with pytest.raises(Invalid) as refused:
        match_roster(actor=cast.clara, upload=upload, fields=fields, now=START)

    assert list(refused.value.errors) == ["columns"]


def test_what_was_read_is_what_is_saved(cast: Cast) -> None:
    cohort = begun(cast)
    upload = upload_roster(actor=cast.clara, cohort=cohort, text=ROSTER, now=START)
    match_roster(actor=cast.clara, upload=upload, fields=["name", "email", "group", "key", ""], now=START)
    upload.refresh_from_db()
    read = mark_of(plan_of(upload))
    uploaded(cast.clara, fresh(cohort), ROSTER.replace("Ada", "Eda"))

    with pytest.raises(Conflict):
        save_roster(actor=cast.clara, upload=upload, seen=read, now=START)


def test_a_member_with_an_order_stays_when_the_roster_leaves_them_out(cast: Cast) -> None:
    cohort = placed(cast)

    plan = uploaded(
        cast.clara, cohort, "Name;Email;Team;ID;Company\nAda Adams;ada@firm.example;North;1;Adams Ltd\n"
    )

    assert [one.name for one in plan.kept] == ["Ben Brown", "Cleo Clark"]
    assert len(names(cohort)) == 3


def test_too_many_rows_and_no_table_are_refused(cast: Cast) -> None:
    cohort = begun(cast)
    many = "Name\n" + "\n".join(f"Person {number}" for number in range(501))

    for text in (many, "Name", ""):
        with pytest.raises(Invalid):
            upload_roster(actor=cast.clara, cohort=cohort, text=text, now=START)


def test_no_roster_rows_without_a_class_of_ones_own(cast: Cast) -> None:
    """The trap “no roster rows”, and rows that anybody could write: they are there, and who plans the class
    alone writes them."""
    cohort = begun(cast)
    upload = upload_roster(actor=cast.sam, cohort=cohort, text=ROSTER, now=START)

    for stranger in (cast.wendell, cast.edith, cast.nick):
        with pytest.raises((NotAllowed, NotVisible)):
            upload_roster(actor=stranger, cohort=cohort, text=ROSTER, now=START)
    with pytest.raises(NotAllowed):
        discard_roster(actor=cast.wendell, upload=upload)
    discard_roster(actor=cast.clara, upload=upload)
    with pytest.raises(NotVisible):
        save_roster(actor=cast.clara, upload=upload, seen="", now=START)

"""Time off: added, changed, removed, never overlapping."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from project.base.errors import Invalid, NotAllowed, NotVisible
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from writers.actions.blackouts import MOST, add_blackout, change_blackout, remove_blackout
from writers.models import BlackoutPeriod
from writers.rules.half_days import morning_of

MONDAY = morning_of(dt.date(2026, 3, 9))
pytestmark = pytest.mark.django_db


def add(actor: Member, first: int = 0, last: int = 2, member: Member | None = None) -> BlackoutPeriod:
    return add_blackout(
        actor=actor,
        member=(member or actor).membership,
        from_half=MONDAY + first,
        to_half=MONDAY + last,
        reason="",
        now=START,
    )


@pytest.mark.parametrize(("first", "last"), [(0, 1), (1, 2), (-3, 1), (1, 9), (-3, 9)])
def test_an_overlap_is_refused_with_the_period_that_is_there(cast: Cast, first: int, last: int) -> None:
    add(cast.wendell)

    with pytest.raises(Invalid) as refused:
        add(cast.wendell, first, last)

    (message,) = refused.value.errors["from_day"]
    assert message == "This overlaps time off that is already there: 9 March 2026."
    assert BlackoutPeriod.objects.count() == 1


@pytest.mark.parametrize(("first", "last"), [(-1, 0), (2, 3), (-400, 0), (2, 400)])
def test_what_touches_does_not_overlap(cast: Cast, first: int, last: int) -> None:
    add(cast.wendell)

    assert add(cast.wendell, first, last).pk


def test_the_same_again_and_other_people(cast: Cast) -> None:
    assert add(cast.wendell).pk == add(cast.wendell).pk
    assert add(cast.wanda).pk != add(cast.max, member=cast.wendell).pk
    assert BlackoutPeriod.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [(2, 2, "to_day"), (2, 1, "to_day"), (0, 1500, "to_day"), (-(10**6), -(10**6) + 1, "from_day")],
)
def test_impossible_periods(cast: Cast, first: int, last: int, wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast.wendell, first, last)

    assert set(refused.value.errors) == {wrong}


def test_a_change_may_not_overlap_either(cast: Cast) -> None:
    found, other = add(cast.wendell), add(cast.wendell, 4, 6)

    change_blackout(actor=cast.wendell, blackout=found, from_half=MONDAY, to_half=MONDAY + 4, reason="Visit")
    with pytest.raises(Invalid, match="Check"):
        change_blackout(actor=cast.wendell, blackout=other, from_half=MONDAY, to_half=MONDAY + 1, reason="")

    found.refresh_from_db()
    assert (found.to_half, found.reason) == (MONDAY + 4, "Visit")


def test_removed_twice_is_removed(cast: Cast) -> None:
    found = add(cast.wendell)
    for _time in range(2):
        remove_blackout(actor=cast.max, blackout=found)
    assert not BlackoutPeriod.objects.exists()
    with pytest.raises(NotVisible):
        change_blackout(actor=cast.max, blackout=found, from_half=MONDAY, to_half=MONDAY + 1, reason="")


def test_who_adds_and_removes(cast: Cast) -> None:
    found = add(cast.wendell)
    for stranger in (cast.wanda, cast.sam, cast.edith, cast.clara, cast.mara, cast.nora):
        with pytest.raises(NotAllowed):
            add(stranger, member=cast.wendell)
        with pytest.raises(NotAllowed):
            remove_blackout(actor=stranger, blackout=found)
    with pytest.raises(NotVisible):
        add(cast.max, member=cast.edith)


def test_no_more_than_anybody_needs(cast: Cast) -> None:
    BlackoutPeriod.objects.bulk_create(
        BlackoutPeriod(
            agency=cast.inkwell,
            member=cast.wendell.membership,
            from_half=MONDAY + 2 * number,
            to_half=MONDAY + 2 * number + 1,
            created_at=START,
        )
        for number in range(MOST)
    )
    with pytest.raises(Invalid, match="Check"):
        add(cast.wendell, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_that_overlap(rounds: int) -> None:
    for _number in each_round(rounds):
        cast = load_cast()
        results = race([partial(add, cast.wendell, first, 12) for first in range(6)])

        assert kinds(results) == {"BlackoutPeriod": 1, "Invalid": 5}
        assert BlackoutPeriod.objects.count() == 1

"""Importing one's calendar: it replaces what it entered before, and nothing else."""

from __future__ import annotations

import pytest

from project.base.errors import NotAllowed
from tests.helpers.api import Api
from tests.helpers.capacity import away
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import stop_clock
from tests.writers.rules.test_calendar_import import calendar
from writers.actions.calendar_import import Imported, import_calendar, remove_imported
from writers.models import BlackoutPeriod
from writers.rules.eligibility import WriterEligibility
from writers.rules.half_days import morning_of

pytestmark = pytest.mark.django_db
WEEK = calendar("SUMMARY:Secret\r\nDTSTART;VALUE=DATE:20260304\r\nDTEND;VALUE=DATE:20260311")
PAGE, ROOT = "/studio/capacity/import/", "writer-management/writer-capacity/"


def periods(cast: Cast, source: str = "calendar") -> list[tuple[int, int]]:
    """Wendell's, in days after the Monday on which it is."""
    base = morning_of(START.date())
    rows = BlackoutPeriod.objects.filter(member=cast.wendell.membership, source=source).order_by("from_half")
    return [((row.from_half - base) / 2, (row.to_half - base) / 2) for row in rows]


def test_what_was_typed_stays_and_is_not_entered_twice(cast: Cast) -> None:
    away(cast.wendell, START.date() + 4 * DAY, 2)

    assert import_calendar(actor=cast.wendell, text=WEEK, now=START) == Imported(2, 0)

    assert (periods(cast), periods(cast, "own")) == ([(2, 4), (6, 9)], [(4, 6)])
    assert not BlackoutPeriod.objects.exclude(reason="").exists()  # no title is kept


def test_importing_again_replaces_and_what_is_over_stays(cast: Cast) -> None:
    import_calendar(actor=cast.wendell, text=WEEK, now=START)
    other = calendar("DTSTART;VALUE=DATE:20260320")

    done = import_calendar(actor=cast.wendell, text=other, now=START + 3 * DAY)

    assert done == Imported(1, 1)
    assert periods(cast) == [(2, 3), (18, 19)]
    assert import_calendar(actor=cast.wendell, text=other, now=START + 3 * DAY) == Imported(1, 1)
    assert remove_imported(actor=cast.wendell, now=START + 3 * DAY) == Imported(0, 1)
    assert periods(cast) == [(2, 3)]


def test_it_speaks_against_orders_as_time_off_does(cast: Cast) -> None:
    order = place_order(cast.clara)
    month = calendar("DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260402")
    import_calendar(actor=cast.wendell, text=month, now=START)

    against = WriterEligibility().explain(writer=cast.wendell.membership, order=order, now=START)

    assert [each.code for each in against] == ["away"]


def test_writers_alone_import(cast: Cast) -> None:
    for actor in (cast.edith, cast.max, cast.clara):
        with pytest.raises(NotAllowed):
            import_calendar(actor=actor, text=WEEK, now=START)


def test_by_page_pasted_and_as_a_file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    mine = browser(cast.wendell)

    done = mine.post(PAGE, {"calendar": WEEK}, follow=True)
    assert "1 times off added" in words_of(done) and periods(cast) == [(2, 9)]
    refused = mine.post(PAGE, {"calendar": "nonsense"})
    assert (
        refused.status_code == 422
        and "not a calendar" in words_of(refused)
        and "nonsense" in words_of(refused)
    )
    assert mine.post(PAGE, {}).status_code == 422
    assert mine.post(f"{PAGE}removal/", follow=True).status_code == 200
    assert periods(cast) == []


def test_by_the_api(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    api = Api(cast.wendell)

    answer = api.post(f"{ROOT}import-calendar/", {"calendar": WEEK})
    assert answer.json == {"added": 1, "removed": 0, "skipped": 0}
    assert api.post(f"{ROOT}import-calendar/", {"calendar": "nonsense"}).status == 400
    assert api.post(f"{ROOT}remove-imported/").json == {"added": 0, "removed": 1, "skipped": 0}

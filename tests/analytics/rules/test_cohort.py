"""The figures of a class: its own members and orders alone, by group, as its own page counts them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.models import Agency
from analytics.rules.boards import BOARDS
from analytics.rules.metrics import metrics_for
from analytics.states.metrics import Board
from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_session
from cohorts.models import Cohort, CohortMember
from cohorts.rules.sessions import counted, last_rows
from orders.models import Order
from orders.states.orders import State
from project.base.viewer import Member
from tests.analytics.helpers.reference import asked, figure
from tests.cohorts.helpers.classes import begun, placed
from tests.cohorts.helpers.sessions import LATER, session_of
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
NOW = START + 25 * DAY


def of_class(viewer: Member, cohort: Cohort, key: str, **filters: str):
    what = asked(START.date() - 5 * DAY, NOW.date(), viewer, **filters)
    return figure(viewer, Board.CLASS, key, what, NOW, cohort)


def ordered(cohort: Cohort, name: str) -> Order:
    return Order.objects.get(cohort_member__cohort=cohort, cohort_member__name__startswith=name)


def test_only_the_orders_of_that_class_count_and_not_all_of_the_site(cast: Cast) -> None:
    cohort, other = placed(cast), begun(cast, name="Others")
    for _order in range(2):
        place_order(cast.clara)
    place_order(cast.nick)
    assert of_class(cast.clara, cohort, "ordered").now.value == 3
    assert of_class(cast.max, cohort, "members").now.value == 3
    assert of_class(cast.max, other, "ordered").now.value == 0
    assert of_class(cast.max, other, "completion").now.value is None


def test_completion_and_on_time_by_group(cast: Cast) -> None:
    """Ada late and accepted, Ben on time, Cleo cancelled: one of two is complete, one of two on time."""
    cohort = placed(cast)
    ada, ben, cleo = (ordered(cohort, name) for name in ("Ada", "Ben", "Cleo"))
    due = ada.client_deadline
    rows = Order.objects.filter
    rows(pk=ada.pk).update(state=State.COMPLETED, delivered_at=due + HOUR, closed_at=due + DAY)
    rows(pk=ben.pk).update(state=State.DELIVERED, delivered_at=due - HOUR)
    rows(pk=cleo.pk).update(state=State.CANCELLED, closed_at=due)
    completion = of_class(cast.clara, cohort, "completion")
    assert (completion.now.n, completion.now.value) == (2, Decimal("0.5"))
    assert [(part.label, part.number.n) for part in completion.parts["group"]] == [("North", 2)]
    assert of_class(cast.clara, cohort, "on_time").now.value == Decimal("0.5")
    assert of_class(cast.clara, cohort, "completed").now.value == 1
    groups = of_class(cast.clara, cohort, "members").parts["group"]
    assert {part.label: part.number.value for part in groups} == {"North": 2, "South": 1}
    south = next(part.key for part in groups if part.label == "South")
    assert of_class(cast.clara, cohort, "members", group=south).now.value == 1


def test_attendance_is_that_of_the_page_of_sessions(cast: Cast) -> None:
    cohort = placed(cast)
    session = session_of(cohort, cast.clara)
    there = {}
    for member, status in zip(
        CohortMember.objects.order_by("name"), ("late", "no_show", "excused"), strict=True
    ):
        book_session(actor=cast.clara, session=session, member=member, now=START)
        there[member.public_id] = status
    record_attendance(actor=cast.clara, session=session, statuses=there, now=LATER + HOUR)
    said = counted(last_rows(cohort))
    found = of_class(cast.clara, cohort, "attendance").now
    assert (found.n, found.value) == (said.expected, Decimal(str(said.share))) == (2, Decimal("0.5"))


def test_who_sees_the_figures_of_a_class(cast: Cast) -> None:
    cohort = placed(cast)
    find = BOARDS[Board.CLASS].subject
    assert find is not None
    for viewer in (cast.clara, cast.sam, colleague(cast, "orderer")):
        assert find(viewer, cohort.public_id) == cohort and metrics_for(viewer, Board.CLASS)
    for viewer in (cast.wendell, cast.edith, cast.nick, cast.mara, colleague(cast, "reader")):
        assert find(viewer, cohort.public_id) is None
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-client_analytics"])
    cast.clara.agency.refresh_from_db()
    assert metrics_for(cast.clara, Board.CLASS) == [] and metrics_for(cast.max, Board.CLASS)


def test_no_column_holds_a_text_of_a_member(cast: Cast) -> None:
    """Where the member receives, whoever pays reads states and dates alone."""
    paths = {column.path for one in metrics_for(cast.clara, Board.CLASS) for column in one.kind.columns}
    assert paths == {
        *("name", "group__name", "order__state", "order__client_deadline"),
        *("member__name", "member__group__name", "status"),
    }

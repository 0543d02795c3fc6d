"""The figures of a client: hand-made cases, and the faults that such figures usually have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analytics.rules.metrics import metric_for, metrics_for
from analytics.states.metrics import Board
from clients.models import AccountPerson
from orders.models import LedgerEntry
from orders.states.revision_choices import RevisionState
from project.base.viewer import Member
from tests.analytics.helpers.reference import asked, figure
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story
from tests.orders.helpers import order_acts, revision_turns
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CLIENT = Board.CLIENT
FIRST, LAST = START.date() - 9 * DAY, START.date() + 20 * DAY


def seen_by(viewer: Member, key: str, **filters: str):
    return figure(viewer, CLIENT, key, asked(FIRST, LAST, viewer, **filters), START + 20 * DAY)


def only(person: Member) -> Member:
    """Without the account of their own, for which they pay."""
    AccountPerson.objects.filter(membership=person.membership, role="payer").delete()
    return person


def test_a_cancelled_order_is_not_spent_and_its_refund_counts_once(cast: Cast) -> None:
    kept, lost = place_order(cast.clara), Story(cast, now=START + DAY)
    order_acts.cancel(lost, "max")
    charge = LedgerEntry.objects.get(order=kept, kind="charge").amount
    found = seen_by(cast.clara, "spend")
    assert charge > 0 and found.now.value == charge
    assert found.now.n == 3  # two charges, one refund
    assert [part.number.value for part in found.parts["service"]] == [charge]
    assert seen_by(cast.clara, "placed").now.value == 1
    assert seen_by(cast.clara, "open").now.value == 1


def test_a_payment_and_a_writers_fee_are_not_spend(cast: Cast) -> None:
    story = Story(cast).completed()
    order_acts.pay(story)
    order_acts.charge_more(story)
    kinds = set(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds >= {"charge", "payment", "writer_fee", "change"}
    charge = LedgerEntry.objects.get(kind="charge").amount
    assert seen_by(cast.clara, "spend").now.value == charge + 10


def test_on_time_goes_by_the_agreed_deadline_not_the_first_one(cast: Cast) -> None:
    late, agreed, _open = Story(cast), Story(cast), Story(cast).in_progress()
    late.in_progress()
    late.now = START + 11 * DAY
    late.deliver()
    late.approve()
    order_acts.move_deadlines(agreed.in_progress(), client=3)
    agreed.now = START + 11 * DAY
    agreed.deliver()
    agreed.approve()
    found = seen_by(cast.clara, "on_time")
    assert (found.now.n, found.now.value) == (2, Decimal("0.5"))
    assert found.before is not None and found.before.value is None


def test_turnaround_is_from_placing_to_the_first_version_and_a_revision_changes_nothing(cast: Cast) -> None:
    story = Story(cast).delivered()
    hours = (story.order.delivered_at - story.order.placed_at) / HOUR
    revision_turns.ask(story)
    assert seen_by(cast.clara, "turnaround").now.value == Decimal(int(hours * 3600))


def test_a_request_that_was_taken_back_is_no_revision(cast: Cast) -> None:
    Story(cast).delivered()
    Story(cast).revision_requested()
    taken = Story(cast).revision_requested()
    two = seen_by(cast.clara, "revised").now.value
    assert two is not None and round(two, 4) == Decimal("0.6667")
    revision_turns.cancel(taken)
    assert taken.revision.state == RevisionState.CANCELLED
    found = seen_by(cast.clara, "revised")
    assert found.now.n == 3 and abs(found.now.value - Decimal(1) / 3) < Decimal("0.0001")


def test_the_share_of_no_orders_is_no_number_and_not_zero(cast: Cast) -> None:
    place_order(cast.clara)
    for key in ("on_time", "turnaround", "revised"):
        assert (seen_by(cast.clara, key).now.n, seen_by(cast.clara, key).now.value) == (0, None)
    assert seen_by(cast.nick, "spend").now.value == 0


def test_whoever_orders_and_does_not_pay_sees_orders_and_no_money(cast: Cast) -> None:
    place_order(cast.clara)
    for role in ("orderer", "reader"):
        person = only(colleague(cast, role))
        assert metric_for(person, CLIENT, "spend") is None
        assert {one.key for one in metrics_for(person, CLIENT)} == {
            "open",
            "placed",
            "on_time",
            "turnaround",
            "revised",
            "drafts",
        }
        assert seen_by(person, "placed").now.value == 1


def test_a_payer_of_one_account_who_reads_another_sees_the_money_of_the_first_alone(cast: Cast) -> None:
    place_order(cast.clara)
    reader = colleague(cast, "reader")  # who pays for an account of their own
    assert metric_for(reader, CLIENT, "spend") is not None
    assert seen_by(reader, "spend").now.value == 0
    assert seen_by(reader, "placed").now.value == 1


def test_whoever_lost_the_role_sees_nothing(cast: Cast) -> None:
    place_order(cast.clara)
    cast.clara.membership.roles = ["writer"]
    assert metrics_for(cast.clara, CLIENT) == []


def test_orders_of_other_clients_and_agencies_never_count(cast: Cast) -> None:
    place_order(cast.clara)
    place_order(cast.nick)
    assert seen_by(cast.clara, "placed").now.value == 1
    assert seen_by(cast.nick, "placed").now.value == 1


def test_a_manager_who_also_orders_sees_the_own_orders_here_and_not_all_of_the_site(cast: Cast) -> None:
    place_order(cast.clara)
    cast.max.membership.roles = ["manager", "client"]
    assert seen_by(cast.max, "placed").now.value == 0
    assert metric_for(cast.max, CLIENT, "spend") is None


def test_a_period_begins_and_ends_at_midnight_of_the_agencys_zone(cast: Cast) -> None:
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(timezone="America/New_York")
    cast.clara.agency.refresh_from_db()
    # Still 1 March in New York.
    place_order(cast.clara, now=dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC))
    day = dt.date(2026, 3, 1)
    one = figure(cast.clara, CLIENT, "placed", asked(day, day, cast.clara), START)
    next_day = figure(cast.clara, CLIENT, "placed", asked(day + DAY, day + DAY, cast.clara), START)
    assert (one.now.value, next_day.now.value) == (1, 0)
    assert next_day.before is not None and next_day.before.value == 1


def test_a_day_of_23_hours_and_one_of_25_are_days(cast: Cast) -> None:
    """New York leaps on 8 March and on 1 November 2026."""
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(timezone="America/New_York")
    cast.clara.agency.refresh_from_db()
    for day, hours in ((dt.date(2026, 3, 8), 23), (dt.date(2026, 11, 1), 25)):
        what = asked(day, day, cast.clara)
        assert what.period.end - what.period.start == hours * HOUR
        for moment in (what.period.start, what.period.end - HOUR / 2, what.period.end):
            place_order(cast.clara, now=moment)
        week = asked(day - 3 * DAY, day + 3 * DAY, cast.clara)
        found = figure(cast.clara, CLIENT, "placed", week, what.period.end + DAY)
        assert [point.number.value for point in found.series] == [0, 0, 0, 2, 1, 0, 0]


def test_a_filter_narrows_the_number_and_one_that_nothing_has_leaves_no_rows(cast: Cast) -> None:
    place_order(cast.clara)
    place_order(only(colleague(cast, "orderer")))
    mine = cast.clara.membership.public_id
    found = seen_by(cast.clara, "placed", colleague=mine)
    assert found.now.value == 1 and [part.key for part in found.parts["colleague"]] == [mine]
    assert len(seen_by(cast.clara, "placed").parts["colleague"]) == 2
    assert seen_by(cast.clara, "placed", colleague="nobody").now.value == 0
    assert seen_by(cast.clara, "placed", writer="nobody").now.value == 0

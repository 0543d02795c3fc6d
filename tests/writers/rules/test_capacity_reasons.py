"""What each setting and each thing in hand does to eligibility: nothing is stored and never read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from agencies.models import Holiday, Membership
from orders.actions import offers
from orders.models import Order
from project.base.errors import Invalid, WrongState
from tests.helpers.capacity import away, capacity, workload
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.story import FEE, Story
from writers.models import (
    EligibilityOverride,
    PreferredService,
    PreferredSubject,
    ServiceEffort,
    WriterLanguage,
)
from writers.rules.eligibility import WriterEligibility
from writers.states.capacity import HARD, ReasonCode, Side

pytestmark = pytest.mark.django_db
TODAY = START.date()


def found(order: Order, now: dt.datetime = START, name: str = "wendell") -> dict[str, str]:
    """What speaks against Wendell, by code."""
    writer = Membership.objects.get(pk=getattr(load_cast(), name).member_id)
    return {
        each.code: each.words for each in WriterEligibility().explain(writer=writer, order=order, now=now)
    }


@pytest.fixture
def order(cast: Cast) -> Order:
    """600 words within ten days, eight of them the writer's."""
    return place_order(cast.clara)


def test_not_accepting_with_message_and_day(cast: Cast, order: Order) -> None:
    capacity(cast.wendell, accepting=False, message="On a book.", paused_until=dt.date(2026, 3, 5))

    assert found(order) == {"not_accepting": "Not accepting new work until 5 March 2026. “On a book.”"}
    assert found(order, START + 3 * DAY) == {}  # the day itself is one of accepting


def test_not_accepting_without_a_day_lasts(cast: Cast, order: Order) -> None:
    capacity(cast.wendell, accepting=False)

    assert found(order, START + 9 * DAY) == {"not_accepting": "Not accepting new work."}


@pytest.mark.parametrize(("most", "codes"), [(1, {"full"}), (2, set())])
def test_the_last_slot_is_one_not_two(cast: Cast, order: Order, most: int, codes: set[str]) -> None:
    Story(cast).assigned()
    capacity(cast.wendell, max_active=most)

    assert set(found(order)) == codes


def test_the_cap_holds_without_any_settings(cast: Cast, order: Order) -> None:
    assert found(order) == {}
    held = Story(cast).assigned().order
    for number in range(10):
        copy = Order.objects.get(pk=held.pk)
        copy.pk, copy.draft, copy.number, copy._state.adding = None, None, f"INK-2026-9{number}", True
        copy.save(force_insert=True)

    assert found(order) == {"full": "Has 11 active orders; the limit is 10."}


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("assigned", True),
        ("in_progress", True),
        ("in_review", True),
        ("revision_requested", True),
        ("on_hold", False),
        ("disputed", False),
        ("delivered", False),
        ("completed", False),
        ("cancelled", False),
    ],
)
def test_what_counts_as_load(cast: Cast, order: Order, state: str, counts: bool) -> None:
    held = Story(cast).assigned().order
    resumes_to = "in_progress" if state in ("on_hold", "disputed") else None
    Order.objects.filter(pk=held.pk).update(state=state, resumes_to=resumes_to)
    capacity(cast.wendell, max_active=1)

    assert ("full" in found(order)) == counts


def test_an_open_offer_holds_no_slot(cast: Cast, order: Order) -> None:
    Story(cast).offered()
    capacity(cast.wendell, max_active=1)

    assert found(order) == {}


def test_hours_are_those_of_the_agencys_effort_rate(cast: Cast, order: Order) -> None:
    Story(cast).assigned()
    capacity(cast.wendell, max_hours=5)
    assert found(order) == {}  # 2.4 hours in hand and 2.4 more

    ServiceEffort.objects.create(agency=cast.inkwell, service=order.service, per_hour=Decimal(200))

    assert found(order) == {"hours": "Has 3 hours of work, and this order adds 3; the limit is 5 hours."}


def test_a_day_is_the_writers_own(cast: Cast, order: Order) -> None:
    Story(cast).assigned()  # at 11:00 UTC
    capacity(cast.wendell, max_per_day=1)
    cast.wendell.membership.user.timezone = "Pacific/Auckland"  # 00:00 of the 3rd, there
    cast.wendell.membership.user.save(update_fields=["timezone"])

    assert found(order, START + 3 * HOUR) == {"day_limit": "Accepted 1 order today; the limit is 1 a day."}
    assert found(order, dt.datetime(2026, 3, 3, 10, 59, tzinfo=dt.UTC)) != {}
    assert found(order, dt.datetime(2026, 3, 3, 11, 0, tzinfo=dt.UTC)) == {}


@pytest.mark.parametrize(("first", "days", "codes"), [(0, 8, set()), (0, 9, {"away"}), (-30, 60, {"away"})])
def test_the_whole_interval_counts_not_now(
    cast: Cast, order: Order, first: int, days: int, codes: set[str]
) -> None:
    """From Monday 09:00 to Tuesday 09:00 of the week after are 17 half-days; half a day is enough."""
    away(cast.wendell, TODAY + first * DAY, days)

    assert set(found(order)) == codes


def test_away_today_and_free_later_is_no_reason(cast: Cast, order: Order) -> None:
    away(cast.wendell, TODAY)

    assert found(order) == {}


def test_free_for_less_than_the_work_needs(cast: Cast) -> None:
    order = place_order(cast.clara, quantity=6000)  # 24 hours: 4 days of 6
    away(cast.wendell, TODAY, 5)

    assert found(order) == {"away": "Away for 5 of 8.5 working days before the deadline; the order needs 4."}

    capacity(cast.wendell, hours_per_day=8)
    assert found(order) == {}


@pytest.mark.usefixtures("own_hours")
def test_a_working_week_and_holidays(cast: Cast, order: Order) -> None:
    capacity(cast.wendell, working_days=[0])
    assert found(order) == {}
    for day in (TODAY, TODAY + 7 * DAY):
        Holiday.objects.create(agency=cast.inkwell, day=day, name="Harbour day")
    cast.inkwell.calendar_version += 1
    cast.inkwell.save(update_fields=["calendar_version"])

    assert set(found(Order.objects.get(pk=order.pk))) == {"away"}


@pytest.mark.parametrize(("days", "codes"), [(8, set()), (9, {"buffer"})])
def test_the_deadline_buffer(cast: Cast, order: Order, days: int, codes: set[str]) -> None:
    capacity(cast.wendell, buffer_days=days)

    assert set(found(order)) == codes


def test_preferred_only_ranks_unless_nothing_else_is_taken(cast: Cast, order: Order) -> None:
    capacity(cast.wendell)
    assert found(order) == {}
    row = capacity(cast.wendell, only_subjects=True, only_services=True)
    assert set(found(order)) == {"subject", "service"}
    facts = {"agency": cast.inkwell, "member": row.member, "side": Side.WRITER}
    PreferredSubject.objects.create(subject=order.subject, **facts)
    PreferredService.objects.create(service=order.service, **facts)

    assert found(order) == {}


def test_languages_are_asked_once_somebody_names_some(cast: Cast, order: Order) -> None:
    facts = {"agency": cast.inkwell, "member": cast.wendell.membership}
    WriterLanguage.objects.create(target="de", **facts)
    assert found(order) == {"language": "Doesn’t write in English (British)."}

    WriterLanguage.objects.create(target=order.locale, **facts)

    assert found(order) == {}
    order.source_locale = "de"
    assert found(order) == {"language": "Doesn’t translate from German into English (British)."}


#: Ways to have something soft speak against Wendell.
SOFT: tuple[Callable[[Cast], object], ...] = (
    lambda cast: capacity(cast.wendell, accepting=False),
    lambda cast: capacity(cast.wendell, buffer_days=20),
    lambda cast: away(cast.wendell, TODAY, 30),
)


@pytest.mark.parametrize("speak_against", SOFT)
def test_what_speaks_against_somebody_refuses_every_path(
    cast: Cast, speak_against: Callable[[Cast], object]
) -> None:
    story = Story(cast).offered()
    speak_against(cast)

    with pytest.raises(WrongState, match="You can’t accept this order now"):
        offers.accept_offer(actor=cast.wendell, **story.tick())
    for give in (offers.assign_order, offer_anew):
        with pytest.raises(Invalid):
            give(actor=cast.max, writer=cast.wendell.membership, fee=FEE, **story.tick())


def offer_anew(*, writer: Membership, **facts: Any) -> object:
    return offers.offer_order(writers=[writer], **facts)


@pytest.mark.parametrize("speak_against", SOFT)
def test_a_managers_override_passes_and_so_does_the_acceptance(
    cast: Cast, speak_against: Callable[[Cast], object]
) -> None:
    story = Story(cast)
    speak_against(cast)
    asked = {"writers": [cast.wendell.membership], "fee": FEE, "override": "Only he knows the archive."}
    offers.offer_order(actor=cast.max, **asked, **story.tick())

    accepted = offers.accept_offer(actor=cast.wendell, **story.tick())

    assert accepted.writer_id == cast.wendell.member_id


def test_an_override_is_logged_beside_its_event_and_passes_no_other_code(cast: Cast) -> None:
    story = Story(cast)
    capacity(cast.wendell, buffer_days=20)
    offers.offer_order(
        actor=cast.max, writers=[cast.wendell.membership], fee=FEE, override="He agreed.", **story.tick()
    )

    row = EligibilityOverride.objects.get()
    assert (row.codes, row.reason, row.member_id) == (["buffer"], "He agreed.", cast.wendell.member_id)
    assert (row.event.verb, row.event.actor_id) == ("offer", cast.max.member_id)
    capacity(cast.wendell, accepting=False)
    with pytest.raises(WrongState, match="Not accepting new work"):
        offers.accept_offer(actor=cast.wendell, **story.tick())


def test_a_hard_reason_is_never_overridden(cast: Cast, order: Order) -> None:
    with pytest.raises(Invalid) as refused:
        offers.assign_order(
            actor=cast.max,
            order=order,
            writer=cast.edith.membership,
            fee=FEE,
            now=START + HOUR,
            override="She wants it.",
        )

    assert refused.value.errors == {"writers": ["Edith M.: Does not have the writer role."]}
    assert {code for code in ReasonCode if code in HARD} == {
        "membership",
        "suspended",
        "role",
        "conflict",
        "deadline",
    }


def test_an_editors_cap_and_whether_they_accept(cast: Cast) -> None:
    order = Story(cast).in_review().order
    edith = Membership.objects.get(pk=cast.edith.member_id)

    def against() -> set[str]:
        asked = WriterEligibility().explain_reviews(editors=[edith], orders=[order], now=START)
        return {each.code for each in asked[edith.pk, order.pk]}

    assert against() == set()
    workload(cast.edith, max_active=1)
    assert against() == set()
    Story(cast, title="Another").claimed()
    assert against() == {"full"}
    workload(cast.edith, accepting=False)
    assert against() == {"full", "not_accepting"}

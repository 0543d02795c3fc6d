"""Between the end of a review window and the sweep every act finds the order completed, and completes it
once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from orders.actions import (
    acceptance,
    calling_off,
    change_orders,
    holding,
    messages,
    revision_requests,
    revision_verdicts,
    sweeps,
)
from orders.models import Order
from project.base.errors import WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import each_round, race
from tests.helpers.story import FEE, Story
from tests.orders.helpers import revision_turns as asking
from tests.orders.helpers.post import Post
from tests.orders.helpers.support import stop_clock
from writers.actions.consents import ask_consent

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
Act = Callable[[Story, dt.datetime], Any]


def end_of(story: Story) -> dt.datetime:
    moment = story.reread().order.review_ends_at
    assert moment is not None
    return moment


def accept(story: Story, now: dt.datetime) -> Any:
    return acceptance.accept_order(actor=story.cast.clara, order=story.order, now=now)


def hold(story: Story, now: dt.datetime) -> Any:
    return holding.hold_order(actor=story.cast.sam, order=story.order, reason="Photographs", now=now)


def call_off(story: Story, now: dt.datetime) -> Any:
    zero = Decimal(0)
    return calling_off.call_off_order(
        actor=story.cast.max, order=story.order, reason="Enough", refund=zero, fee=zero, now=now
    )


def revise(story: Story, now: dt.datetime) -> Any:
    return revision_requests.request_revision(
        actor=story.cast.clara,
        order=story.order,
        summary="More market",
        severity="minor",
        points=asking.POINTS,
        now=now,
    )


def reopen(story: Story, now: dt.datetime) -> Any:
    return revision_verdicts.reopen_points(
        actor=story.cast.clara, revision=story.revision, reasons={1: "Still short"}, now=now
    )


def write(story: Story, now: dt.datetime) -> Any:
    return messages.post_message(
        actor=story.cast.clara, order=story.order, internal=False, text="Thank you", now=now
    )


def show(story: Story, now: dt.datetime) -> Any:
    return ask_consent(actor=story.cast.wendell, order=story.order, message="May I?", now=now)


def sweep(story: Story, now: dt.datetime) -> int:
    return sweeps.complete_due_reviews(agency=story.cast.inkwell, now=now)


#: Acts whose effect a completed order allows.
ALLOWED: dict[str, Act] = {"accept": accept, "revise": revise, "write": write, "show": show}
#: Acts that a delivered order allows, and a completed one does not.
REFUSED: dict[str, Act] = {"hold": hold, "call_off": call_off, "reopen": reopen}


def said_once(story: Story, revision: bool = False) -> None:
    """The end was noted once, as the clock's act, with its fee."""
    order = Order.objects.get(pk=story.order.pk)
    (event,) = order.events.filter(verb__in=["lapse", "accept"])
    assert (event.verb, event.actor_id, event.from_state, event.to_state) == (
        "lapse",
        None,
        "delivered",
        "completed",
    )
    assert [entry.amount for entry in order.ledger.filter(kind="writer_fee", revision=None)] == [FEE]
    assert all(row.state == "accepted" for row in order.revisions.filter(number=1)) or revision


@pytest.mark.parametrize("name", ALLOWED)
def test_an_act_completes_it_first(cast: Cast, name: str) -> None:
    story = Story(cast).delivered()
    end = end_of(story)

    ALLOWED[name](story, end)

    said_once(story, revision=True)
    order = story.reread().order
    assert order.state == ("revision_requested" if name == "revise" else "completed")
    assert order.closed_at == (None if name == "revise" else end)
    if name == "revise":
        assert story.revision.asked_from == "completed"
    assert sweep(story, end + HOUR) == 0


@pytest.mark.parametrize("name", ALLOWED)
def test_a_second_before_the_client_still_decides(cast: Cast, name: str) -> None:
    story = Story(cast).delivered()
    if name != "show":
        ALLOWED[name](story, end_of(story) - SECOND)
    else:
        with pytest.raises(WrongState, match="once the order is completed"):
            show(story, end_of(story) - SECOND)

    assert not story.order.events.filter(verb="lapse").exists()


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_a_delivered_order_allows_is_refused(cast: Cast, name: str) -> None:
    story = Story(cast).answered()
    end = end_of(story)

    with pytest.raises(WrongState):
        REFUSED[name](story, end)

    assert story.reread().order.state == "delivered"  # taken back with the act
    assert sweep(story, end) == 1
    said_once(story)


@pytest.mark.parametrize("name", REFUSED)
def test_the_same_is_allowed_a_second_before(cast: Cast, name: str) -> None:
    story = Story(cast).answered()

    REFUSED[name](story, end_of(story) - SECOND)

    assert story.reread().order.state in ("on_hold", "cancelled", "in_progress")


def test_it_ended_when_the_window_did(cast: Cast) -> None:
    """However late the sweep is: the days of grace are counted from what everybody has read."""
    story = Story(cast).answered()
    end = end_of(story)

    assert sweep(story, end + 3 * DAY) == 1

    assert (story.reread().order.closed_at, story.revision.closed_at) == (end, end)
    assert story.order.events.get(verb="lapse").at == end + 3 * DAY


def test_a_change_order_makes_a_completed_order_go_on(cast: Cast) -> None:
    story = asking.offer(asking.judge(asking.pending(Story(cast).delivered()), within=False))
    end = max(end_of(story), story.now)
    Order.objects.filter(pk=story.order.pk).update(review_ends_at=story.now)

    change_orders.accept_change(actor=cast.clara, revision=story.revision, number=1, now=story.now + HOUR)

    assert end and story.revision.asked_from == "completed"
    assert story.order.events.filter(verb="lapse").count() == 1


def test_mails_follow_the_clock(cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked to accept what waits for them no more; of the end they are told once."""
    story = Story(cast).claimed()
    post.skip()
    story.approve()
    end = end_of(story)
    stop_clock(monkeypatch, end)
    assert "clara" not in post.empty()

    accept(story, end)

    assert "clara" in post.empty()
    assert sweep(story, end) == 0 and post.empty() == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [*ALLOWED, *REFUSED])
def test_an_act_and_the_sweep_at_once(name: str, rounds: int) -> None:
    for _round in each_round(rounds):
        story = Story(load_cast()).answered() if name in REFUSED else Story(load_cast()).delivered()
        end = end_of(story)
        act = {**ALLOWED, **REFUSED}[name]

        results = race([partial(act, story, end), *[partial(sweep, story, end)] * 2])

        refused = name in REFUSED
        assert isinstance(results[0], WrongState) == refused, results
        assert not [each for each in results[1:] if isinstance(each, Exception)], results
        sweep(story, end)
        said_once(story, revision=name == "revise")

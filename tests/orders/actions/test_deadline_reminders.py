"""Reminders before a deadline: once for each, not while no clock runs."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from accounts.models import Mail
from orders import tasks
from orders.actions import deadlines, holding
from orders.actions.deadline_reminders import remind_of_deadlines, remind_of_reviews, save_reminder_hours
from orders.models import Order, OrderEvent
from orders.states.orders import State
from project.base.errors import Invalid, NotAllowed
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import race
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def told(order: Order, verb: str) -> list[OrderEvent]:
    return list(order.events.filter(verb=verb).order_by("id"))


def of_deadlines(cast: Cast, now: dt.datetime) -> int:
    return remind_of_deadlines(agency=cast.inkwell, now=now)


def of_reviews(cast: Cast, now: dt.datetime) -> int:
    return remind_of_reviews(agency=cast.inkwell, now=now)


def test_the_writer_is_reminded_once_a_day_before(cast: Cast) -> None:
    story = Story(cast).assigned()
    due = story.order.writer_deadline

    assert of_deadlines(cast, due - 25 * HOUR) == 0
    assert remind_of_deadlines(agency=cast.northwind, now=due - HOUR) == 0
    assert [of_deadlines(cast, due - 23 * HOUR) for _twice in range(2)] == [1, 0]
    assert of_deadlines(cast, due + HOUR) == 0

    (event,) = told(story.order, "remind_deadline")
    assert (event.actor, event.person_id, event.until) == (None, story.order.writer_id, due)
    tasks.tell_of_event(event_id=event.pk)
    (mail,) = Mail.objects.filter(subject__contains="Deadline approaching")
    assert mail.recipient == cast.wendell.membership.user.email


def test_another_deadline_is_reminded_of_anew(cast: Cast) -> None:
    story = Story(cast).assigned()
    order, due = story.order, story.order.writer_deadline
    assert of_deadlines(cast, due - HOUR) == 1

    deadlines.change_deadlines(
        actor=cast.max,
        order=order,
        client_deadline=order.client_deadline + 3 * DAY,
        writer_deadline=due + 2 * DAY,
        now=due - HOUR,
    )
    assert of_deadlines(cast, due - HOUR) == 0
    assert of_deadlines(cast, due + 2 * DAY - HOUR) == 1
    assert [event.until for event in told(order, "remind_deadline")] == [due, due + 2 * DAY]


def test_not_on_hold_disputed_or_delivered(cast: Cast) -> None:
    held, disputed, delivered = Story(cast).assigned(), Story(cast).assigned(), Story(cast).delivered()
    holding.hold_order(actor=cast.max, order=held.order, reason="Wait", now=held.now)
    Order.objects.filter(pk=disputed.order.pk).update(state=State.DISPUTED, resumes_to=State.ASSIGNED)
    now = max(story.order.writer_deadline for story in (held, disputed, delivered)) - HOUR

    assert of_deadlines(cast, now) == 0


def test_the_clients_people_before_silence_accepts(cast: Cast) -> None:
    story = Story(cast).delivered()
    ends = story.order.review_ends_at
    assert ends is not None
    assert of_reviews(cast, ends - 25 * HOUR) == 0
    assert [of_reviews(cast, ends - 23 * HOUR) for _twice in range(2)] == [1, 0]

    (event,) = told(story.order, "remind_review")
    tasks.tell_of_event(event_id=event.pk)
    (mail,) = Mail.objects.filter(subject__contains="Review window ends soon")
    assert mail.recipient == cast.clara.membership.user.email
    assert "counts as accepted" in " ".join(mail.text.split())


def test_a_short_time_is_reminded_of_halfway(cast: Cast) -> None:
    story = Story(cast).delivered()
    order, start = story.order, story.order.delivered_at
    assert start is not None
    Order.objects.filter(pk=order.pk).update(review_ends_at=start + 20 * HOUR)

    assert of_reviews(cast, start + 9 * HOUR) == 0
    assert of_reviews(cast, start + 10 * HOUR) == 1


def test_hours_are_the_agencys(cast: Cast) -> None:
    story = Story(cast).assigned()
    due = story.order.writer_deadline
    save_reminder_hours(actor=cast.max, deadline_hours=2, review_hours=0)
    assert of_deadlines(cast, due - 3 * HOUR) == 0
    save_reminder_hours(actor=cast.max, deadline_hours=0, review_hours=0)
    assert of_deadlines(cast, due - HOUR) == 0
    save_reminder_hours(actor=cast.otto, deadline_hours=2, review_hours=0)
    assert of_deadlines(cast, due - HOUR) == 1

    with pytest.raises(NotAllowed):
        save_reminder_hours(actor=cast.sam, deadline_hours=2, review_hours=2)
    with pytest.raises(Invalid) as refusal:
        save_reminder_hours(actor=cast.max, deadline_hours=169, review_hours=-1)
    assert set(refusal.value.errors) == {"deadline_hours", "review_hours"}


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_reminds(cast: Cast) -> None:
    story = Story(cast).assigned()
    due = story.order.writer_deadline

    assert sum(race([partial(of_deadlines, cast, due - HOUR) for _each in range(6)])) == 1
    assert len(told(story.order, "remind_deadline")) == 1

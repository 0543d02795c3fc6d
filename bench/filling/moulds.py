"""The orders, quotes and drafts that all others are copies of: played by the actions that people use, told of
to the people whom they concern, and read by most of them."""

from __future__ import annotations

import datetime as dt
import random

from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.notices import read_notice
from accounts.models import Notice
from agencies.models import Agency
from orders.actions import deliveries, holding, messages, revision_requests
from orders.mail import letter
from orders.mail.sending import write_about_event, write_about_message
from orders.models import Message, Order, OrderEvent
from orders.states.orders import CLOSED_STATES
from project.demo import quotes, seeding
from project.demo.library import draw
from project.demo.rounds import RevisionStory
from project.demo.story import Crew

#: Each fate of the demo once, and a few at random.
STORIES, DRAFTS = 44, 8
HEAVY_TITLE = "The commission with a long history"
HEAVY_MESSAGES, HEAVY_EVENTS, HEAVY_POINTS = 100, 230, 34


def play(agency: Agency, crew: Crew, now: dt.datetime) -> None:
    """Play everything, as it happened before `now`."""
    rng = random.Random(STORIES)
    for _number in seeding.play(crew, STORIES, rng, now):
        pass
    seeding.begin_drafts(crew, DRAFTS, rng, now)
    quotes.play(crew, random.Random(200), now)
    play_heavy(crew, now)
    tell(agency, now)
    ProcrastinateJob.objects.all().delete()


def play_heavy(crew: Crew, now: dt.datetime) -> None:
    """An order in its third round, with HEAVY_MESSAGES messages, HEAVY_EVENTS events, HEAVY_POINTS points."""
    rng = random.Random(2)
    story = Heavy(
        crew,
        crew.clients[0],
        draw(rng, 1)[0],
        start=now - 40 * seeding.DAY,
        deadline=(now + 10 * seeding.DAY).replace(hour=16, minute=0, second=0, microsecond=0),
        end=now,
        rng=rng,
    )
    story.heavy()


class Heavy(RevisionStory):
    """A story that goes on for long."""

    def heavy(self) -> None:
        Order.objects.filter(pk=self.order.pk).update(title=HEAVY_TITLE)
        self.writer = self.crew.writers[0]
        self._begin()
        for number in range(HEAVY_MESSAGES):
            self._say(number)
        self._deliver(self.commission.delivery)
        self._approve()
        for points in _shares(HEAVY_POINTS, self.client.agency.included_rounds):
            self._round_of(points)
        rest = HEAVY_EVENTS - OrderEvent.objects.filter(order=self.order).count()
        for _pair in range(-(-rest // 2)):
            self._do(holding.hold_order, self.support, after=(0.1, 0.2), reason="Waiting for photographs")
            self._do(holding.resume_order, self.support, after=(0.1, 0.2))

    def _say(self, number: int) -> None:
        speaker = (self.client, self.writer, self.support)[number % 3]
        words = f"{self.commission.client_note} ({number + 1})"
        self._do(messages.post_message, speaker, after=(0.1, 1), internal=False, text=words)

    def _round_of(self, count: int) -> None:
        wished = self.commission.points[0]
        point = revision_requests.Point(
            issue=wished.issue, place=wished.place, wish=wished.wish, need=wished.need
        )
        facts = {"summary": self.commission.revision_summary, "severity": "moderate"}
        self._do(
            revision_requests.request_revision,
            self.client,
            after=(4, 10),
            points=[point] * count,
            **facts,
        )
        self._do(deliveries.start_work, self.writer, after=(0.5, 1))
        answer = revision_requests.PointAnswer(wished.answer, wished.reply)
        revision_requests.answer_points(
            actor=self.writer,
            revision=self._latest(),
            answers=dict.fromkeys(range(1, count + 1), answer),
            now=self._pass(1, 2),
        )
        self._deliver(self.commission.delivery_2, after=(1, 4))
        self._approve()


def _shares(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole numbers that differ by one at most."""
    return [(total + part) // parts for part in range(parts)]


def tell(agency: Agency, now: dt.datetime) -> None:
    """Do what the jobs would have done right after each act; then everybody reads what is over. Not of the
    order with the long history, which alone would take longer than all others."""
    others = Order.objects.filter(agency=agency).exclude(title=HEAVY_TITLE)
    for event in OrderEvent.objects.filter(order__in=others).order_by("id"):
        write_about_event(event_id=event.pk, compose=letter.of_event, now=event.at)
    for message in Message.objects.filter(order__in=others).order_by("id"):
        write_about_message(message_id=message.pk, compose=letter.of_message, now=message.sent_at)
    closed = Order.objects.filter(agency=agency, state__in=CLOSED_STATES)
    over = Notice.objects.filter(agency=agency, about__in=closed.values("number")).select_related("user")
    for notice in over:
        read_notice(
            user=notice.user,
            agency=agency,
            public_id=notice.public_id,
            now=min(notice.at + dt.timedelta(hours=5), now),
        )

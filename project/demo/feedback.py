"""What the demo's people say to each other about orders that are over: in every direction, some anonymously,
with replies, a contest that is open and one that was decided."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from agencies.models import Membership
from orders.models import Order
from orders.states.orders import State
from project.base.viewer import Member
from writers.actions.feedback import Said, give_feedback
from writers.actions.feedback_contests import contest_feedback, decide_contest, reply_to_feedback
from writers.actions.feedback_publication import publish_feedback
from writers.actions.feedback_sweeps import release_anonymous, release_due
from writers.models import Feedback
from writers.rules.feedback import possible
from writers.states.feedback import Category, Direction

from .story import Crew

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
#: Nobody answers what they have not had time to read.
ANSWERED_AFTER = 3 * DAY
#: How many in a hundred are given, and ratings as they fall.
SHARE = {
    Direction.EDITOR_TO_WRITER: 45,
    Direction.CLIENT_TO_WRITER: 60,
    Direction.CLIENT_TO_EDITOR: 30,
    Direction.WRITER_TO_CLIENT: 35,
}
OVERALL = (5, 5, 5, 4, 4, 4, 4, 3, 3, 2)
STRENGTHS = {
    Direction.EDITOR_TO_WRITER: (
        "Every claim has its source, and the sources are good ones.",
        "The opening carries the whole piece. I left it as it was.",
        "A clear line from the first paragraph to the last.",
        "You kept to the house style without being asked.",
    ),
    Direction.CLIENT_TO_WRITER: (
        "Exactly the tone we were looking for. Our sales team uses it already.",
        "You understood a dry subject and made it readable.",
        "Two questions at the beginning, and then a text that fitted.",
        "Our engineers had nothing to correct, which has never happened before.",
        "Delivered two days early, and every name was spelled right.",
        "I asked for plain words and got plain words that are a pleasure to read.",
        "The second paragraph made our director laugh. That is new.",
        "You asked the one question that we had avoided, and the text is better for it.",
        "Shorter than we ordered, and nothing is missing.",
        "Our readers wrote to us about this one. We will come back.",
        "Calm, exact, friendly. Just what a letter about money should be.",
        "The revision took a day and settled every point.",
    ),
    Direction.CLIENT_TO_EDITOR: (
        "The text arrived without a single typing error.",
        "You found the contradiction in our own figures. Thank you.",
        "The revision was read with care, and quickly.",
    ),
    Direction.WRITER_TO_CLIENT: (
        "A complete brief, with examples of what they like and dislike.",
        "Questions were answered within the hour.",
        "Fair requests, all of them about the text.",
    ),
}
IMPROVEMENTS = {
    Direction.EDITOR_TO_WRITER: (
        "Shorter sentences in the second half would help.",
        "Check names against the client’s list before you deliver.",
        "Quote the study itself, not the newspaper about it.",
    ),
    Direction.CLIENT_TO_WRITER: (
        "The headings could say more. Some only name the subject.",
        "We had to ask twice for the figures.",
        "A little long for our page. Please keep to the number of words.",
    ),
    Direction.CLIENT_TO_EDITOR: ("One of our product names was “corrected”. Please leave those.",),
    Direction.WRITER_TO_CLIENT: ("The brief changed on the day before the deadline.",),
}
REPLIES = (
    "Thank you. I will look at the headings first next time.",
    "Thank you for taking the time. It was a pleasure to write.",
    "That is fair. I have noted the list of names for the next order.",
)


def keep(crew: Crew, rng: random.Random, now: dt.datetime) -> None:
    """Play it on all completed orders of one agency, the oldest first."""
    people = {member.member_id: member for member in (*crew.clients, *crew.writers, *crew.editors)}
    agency = crew.managers[0].agency
    orders = Order.objects.filter(agency=agency, state=State.COMPLETED, closed_at__isnull=False)
    for order in orders.order_by("closed_at", "id"):
        for key in (order.requested_by_id, order.editor_id, order.writer_id):
            if key in people:
                _say_about(people[key], order, rng, now)
    release_due(agency=agency, now=now - ANSWERED_AFTER, most=1_000)
    _answer(crew, rng, now)
    release_due(agency=agency, now=now, most=1_000)
    release_anonymous(agency=agency, now=now)


def _say_about(member: Member, order: Order, rng: random.Random, now: dt.datetime) -> None:
    for way in possible(member, order):
        if rng.randint(1, 100) > SHARE[way.direction] or order.closed_at is None:
            continue
        moment = min(order.closed_at + HOUR * rng.randint(1, 200), now)
        receiver = Membership.objects.filter(agency=member.agency, pk=way.receiver_id or 0).first()
        facts: dict[str, Any] = {"direction": way.direction, "receiver": receiver, "now": moment}
        give_feedback(actor=member, order=order, said=_said(way.direction, rng), **facts)


def _said(way: Direction, rng: random.Random) -> Said:
    overall = rng.choice(OVERALL)
    rated = [name for name in Category.values if rng.random() < 0.7]
    ratings = {name: max(1, min(5, overall + rng.choice((-1, 0, 0, 1)))) for name in rated}
    anonymous = way in (Direction.CLIENT_TO_WRITER, Direction.CLIENT_TO_EDITOR) and rng.random() < 0.2
    return Said(
        ratings={"overall": overall, **ratings},
        strengths=rng.choice(STRENGTHS[way]) if overall > 2 else "",
        improvements=rng.choice(IMPROVEMENTS[way]) if overall < 5 else "",
        anonymous=anonymous,
        allow_public=way == Direction.CLIENT_TO_WRITER and overall > 3 and rng.random() < 0.6,
    )


def _answer(crew: Crew, rng: random.Random, now: dt.datetime) -> None:
    """Replies, publication, an open contest and a decided one. Some wait to be published."""
    manager, writers = crew.managers[0], {member.member_id: member for member in crew.writers}
    rows = Feedback.objects.released().filter(agency=manager.agency, receiver_id__in=writers)
    rows = rows.filter(released_at__lte=now - ANSWERED_AFTER)
    found = list(rows.filter(direction=Direction.CLIENT_TO_WRITER).order_by("given_at", "id"))
    for row in found:
        if row.allow_public and rng.random() < 0.8:
            publish_feedback(actor=manager, feedback=row, now=now - HOUR)
        elif rng.random() < 0.3:
            writer = writers[row.receiver_id or 0]
            reply_to_feedback(actor=writer, feedback=row, text=rng.choice(REPLIES), now=now - DAY)
    _contest(manager, writers, [row for row in found if row.overall and row.overall < 4], now)


def _contest(manager: Member, writers: dict[int, Member], poor: Sequence[Feedback], now: dt.datetime) -> None:
    for row, decided in zip(poor, (True, False), strict=False):
        writer = writers[row.receiver_id or 0]
        reason = "The brief asked for the long version. Only the revision request spoke of a short one."
        contest_feedback(actor=writer, feedback=row, reason=reason, now=now - 2 * DAY)
        if decided:
            words = "The brief did ask for the long version. The rating counts in no average any longer."
            decide_contest(actor=manager, feedback=row, outcome="upheld", explanation=words, now=now - DAY)

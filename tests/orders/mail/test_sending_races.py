"""Workers that do the same job at the same moment write to each person once."""

from __future__ import annotations

import pytest

from accounts.models import Mail
from orders.actions.messages import post_message
from orders.models import SentMail
from orders.tasks import tell_of_event, tell_of_message
from tests.helpers.cast import load_cast
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 6


def test_one_event_many_workers(rounds: int) -> None:
    for _round in each_round(rounds):
        cast = load_cast()
        event = Story(cast).order.events.get(verb="place")
        found = race([lambda event=event: tell_of_event(event_id=event.pk)] * WORKERS)

        assert kinds(found) == {"NoneType": WORKERS}
        told = [cast.max, cast.otto, cast.clara]  # two who give work out, and a confirmation
        names = SentMail.objects.filter(event=event).values_list("membership__user__name", flat=True)
        assert sorted(names) == sorted(member.membership.user.name for member in told)
        assert Mail.objects.count() == SentMail.objects.count()


def test_one_message_many_workers() -> None:
    cast = load_cast()
    story = Story(cast).in_progress()
    message = post_message(actor=cast.clara, order=story.order, internal=False, text="Hello", now=story.now)
    found = race([lambda: tell_of_message(message_id=message.pk)] * WORKERS)

    assert kinds(found) == {"NoneType": WORKERS}
    assert SentMail.objects.filter(message=message).count() == Mail.objects.count() == 1

"""The demo's mails: its history wrote none, its last days a few."""

from __future__ import annotations

import random

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from orders.actions.mail_jobs import quietly
from orders.models import OrderEvent
from project.demo import post, seeding
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db


def test_the_demo_tells_the_newest_few(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "EVENTS", 3)
    with quietly():
        list(seeding.play(seeding.crew_of(cast.inkwell), 4, random.Random(7), START))
    assert not ProcrastinateJob.objects.filter(task_name__startswith="orders.").exists()

    post.tell_the_newest(cast.inkwell)

    told = [job.args["event_id"] for job in ProcrastinateJob.objects.filter(task_name="orders.tell_of_event")]
    at = list(OrderEvent.objects.filter(pk__in=told).order_by("at", "pk").values_list("pk", flat=True))
    assert len(told) == 3 and told == at

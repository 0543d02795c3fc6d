"""Mistakes of an earlier system in capacity and assignment: one test each, named after the trap."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from agencies.models import Membership
from orders.actions import holding, offers, reviews
from orders.models import Order
from project.base.errors import WrongState
from tests.helpers.capacity import away, capacity, workload
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.races import race
from tests.helpers.story import Story
from writers.models import AutoAcceptRule, EditorWorkload, WriterCapacity
from writers.querysets.people import people_facts
from writers.rules.eligibility import WriterEligibility

pytestmark = pytest.mark.django_db
#: Columns that are no setting.
PLAIN = {"id", "agency", "public_id", "member", "version", "changed_at", "created_at"}


def codes(order: Order, now: object = START) -> list[str]:
    """What speaks against Wendell."""
    writer = Membership.objects.get(pk=load_cast().wendell.member_id)
    return [each.code for each in WriterEligibility().explain(writer=writer, order=order, now=now)]


@pytest.mark.parametrize("model", [WriterCapacity, EditorWorkload, AutoAcceptRule])
def test_settings_stored_and_never_read(model: type) -> None:
    """Each is read by a rule; what it does is tested where the rule is."""
    decided = "".join(path.read_text() for path in Path(settings.BASE_DIR, "writers/rules").glob("*.py"))
    decided += Path(settings.BASE_DIR, "writers/models/capacity.py").read_text()
    decided += Path(settings.BASE_DIR, "writers/actions/auto_acceptance.py").read_text()
    names = [field.name for field in model._meta.concrete_fields if field.name not in PLAIN]

    assert names
    assert [name for name in names if not re.search(rf"\.{name}(_id)?\b|\b{name}=", decided)] == []


def test_now_instead_of_the_interval(cast: Cast) -> None:
    order = place_order(cast.clara)
    time_off = away(cast.wendell, START.date())
    assert codes(order) == []  # away now, with a week to come

    time_off.delete()
    away(cast.wendell, START.date() + DAY, 20)
    assert codes(order, START + 20 * HOUR) == ["away"]  # here for four hours more, then gone


@pytest.mark.django_db(transaction=True)
def test_cap_race() -> None:
    cast = load_cast()
    capacity(cast.wendell, max_active=1)
    stories = [Story(cast).offered() for _number in range(6)]

    race([partial(offers.accept_offer, actor=cast.wendell, order=one.order, now=one.now) for one in stories])

    assert Order.objects.filter(writer=cast.wendell.membership).count() == 1


def test_drifted_counter(cast: Cast) -> None:
    """There is nothing that could drift: what somebody has in hand is counted from orders, each time."""
    columns = [
        field.name for model in apps.get_app_config("writers").get_models() for field in model._meta.fields
    ]
    assert [name for name in columns if name.endswith("_count") or name.startswith("active")] == []

    def active() -> int:
        return people_facts(cast.inkwell, [cast.wendell.member_id], START)[cast.wendell.member_id].active

    story = Story(cast).in_progress()
    assert active() == 1
    holding.hold_order(actor=cast.max, reason="Client away", **story.tick())
    assert active() == 0
    holding.resume_order(actor=cast.max, **story.tick())
    assert active() == 1


@pytest.mark.parametrize("limit", [1, 2])
def test_off_by_one(cast: Cast, limit: int) -> None:
    capacity(cast.wendell, max_active=limit)
    workload(cast.edith, max_active=limit)
    for number in range(limit):
        Story(cast, title=f"Text {number}").claimed()  # a text in review is in its writer's hands, too

    last = place_order(cast.clara)

    assert codes(last) == ["full"]
    capacity(cast.wendell, max_active=limit + 1)
    assert codes(last) == []
    waiting = Story(cast, title="Last").in_review()
    with pytest.raises(WrongState, match=f"the limit is {limit}"):
        reviews.claim_review(actor=cast.edith, **waiting.tick())


def test_cap_skipped_when_a_profile_is_missing(cast: Cast) -> None:
    held, order = Story(cast).assigned().order, place_order(cast.clara)
    assert not WriterCapacity.objects.exists()
    for number in range(9):
        copy = Order.objects.get(pk=held.pk)
        copy.pk, copy.draft, copy.number, copy._state.adding = None, None, f"INK-2026-9{number}", True
        copy.save(force_insert=True)

    assert codes(order) == ["full"]

"""Giving a revision to somebody else is a path into work: what speaks against them, and the last place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from agencies.models import Membership
from orders.actions.offers import assign_order
from orders.actions.revision_assignment import assign_revision
from orders.models import Order, RevisionRequest
from project.base.errors import Invalid
from tests.helpers.api import Api
from tests.helpers.capacity import away, capacity
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import place_order
from tests.helpers.races import each_round, race
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock
from writers.models import EligibilityOverride
from writers.querysets.people import people_facts

pytestmark = pytest.mark.django_db
FEE = Decimal("20.00")


def to_wanda(story: Story, revision: RevisionRequest, **facts: Any) -> RevisionRequest:
    wanda = story.cast.wanda.membership
    return assign_revision(
        actor=story.cast.max, revision=revision, person=wanda, now=story.now, **{"fee": FEE, **facts}
    )


def refused(story: Story, **facts: Any) -> str:
    with pytest.raises(Invalid) as refusal:
        to_wanda(story, story.order.revisions.get(), **facts)
    return " ".join(map(str, refusal.value.errors["person"]))


def test_nothing_speaks_against_one_who_is_free(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    assert to_wanda(story, story.order.revisions.get()).assignee == cast.wanda.membership


def test_one_who_takes_none_is_full_or_is_away_until_it_is_due(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    capacity(cast.wanda, accepting=False, message="Moving house")
    assert "Moving house" in refused(story)
    capacity(cast.wanda, accepting=True, message="", max_active=1)
    Order.objects.filter(pk=place_order(cast.clara).pk).update(
        writer=cast.wanda.membership, writer_fee=FEE, state="assigned"
    )
    assert "Has 1 active order; the limit is 1." in refused(story)
    capacity(cast.wanda, max_active=5)
    away(cast.wanda, story.now.date() - dt.timedelta(days=1), days=60)
    assert "Away for" in refused(story)


def test_a_manager_s_reason_passes_it_over_and_is_logged(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    capacity(cast.wanda, accepting=False)

    to_wanda(story, story.order.revisions.get(), override="She offered to")

    logged = EligibilityOverride.objects.get()
    assert (logged.codes, logged.reason, logged.member) == (
        ["not_accepting"],
        "She offered to",
        cast.wanda.membership,
    )
    assert logged.event.verb == "assign_revision"


def test_what_is_hard_no_reason_passes_over(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["support"])

    assert refused(story, override="She offered to") and not EligibilityOverride.objects.exists()


def test_work_returns_to_the_order_s_writer_whatever_they_take(cast: Cast) -> None:
    """It shows as over their limit, and is never refused."""
    story = Story(cast).revision_requested()
    revision = to_wanda(story, story.order.revisions.get())
    capacity(cast.wendell, accepting=False, max_active=1)

    facts = {"actor": cast.max, "person": cast.wendell.membership, "now": story.now}
    assert assign_revision(revision=revision, **facts).assignee is None


def test_by_the_api(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).revision_requested()
    stop_clock(monkeypatch, story.now)
    capacity(cast.wanda, accepting=False)
    path = f"orders/revision-requests/{story.order.revisions.get().public_id}/assign/"
    body = {"assigned_to": cast.wanda.membership.public_id, "fee": "20.00"}

    assert Api(cast.max).post(path, body).errors.keys() == {"assigned_to"}
    assert Api(cast.max).post(path, {**body, "override": "She offered to"}).status == 200


@pytest.mark.django_db(transaction=True)
def test_revisions_and_orders_at_once_take_the_last_place(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        stories = [Story(cast).revision_requested() for _n in range(4)]
        orders = [place_order(cast.clara, now=stories[0].now) for _n in range(4)]
        capacity(cast.wanda, max_active=1)
        assign = partial(assign_order, actor=cast.max, writer=cast.wanda.membership, fee=FEE)
        gifts = [
            *(partial(to_wanda, story, story.order.revisions.get()) for story in stories),
            *(partial(assign, order=order, now=stories[0].now) for order in orders),
        ]

        results = race(gifts)

        assert sum(isinstance(each, Order | RevisionRequest) for each in results) == 1, results
        wanda = cast.wanda.member_id
        assert people_facts(cast.inkwell, [wanda], stories[0].now)[wanda].active == 1

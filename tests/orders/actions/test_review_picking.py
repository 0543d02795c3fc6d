"""Reviews given to the editor with most room, one and several; claims, gifts and picks at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from agencies.models import Membership
from catalog.models import Subject
from orders.actions import deliveries, reviews
from orders.actions.review_picking import give_review_to_least_loaded, give_reviews_to_least_loaded
from orders.actions.revision_requests import PointAnswer, answer_points
from orders.models import Order, OrderEvent
from project.base.errors import Invalid, NotAllowed, WrongState
from project.base.viewer import Member
from tests.helpers.capacity import workload
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.many import copies
from tests.helpers.races import each_round, race
from tests.helpers.story import Story
from tests.orders.helpers.fees import given
from writers.models import EligibilityOverride, PreferredSubject

pytestmark = pytest.mark.django_db


def second_editor(cast: Cast) -> Cast:
    """Wanda edits, too."""
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["editor"])
    return load_cast()


def waiting(cast: Cast, n: int) -> list[Order]:
    """So many texts that wait for an editor."""
    first = Story(cast).in_review().order
    copies(first, n - 1)
    return list(Order.objects.to_review().order_by("id"))


def held(editor: Member) -> int:
    return Order.objects.filter(state="in_review", editor_id=editor.member_id).count()


def pick(cast: Cast, order: Order, actor: Member | None = None) -> Order:
    return give_review_to_least_loaded(actor=actor or cast.max, order=order, now=START + 2 * DAY)


def test_the_fewest_for_what_they_take(cast: Cast) -> None:
    """Two of ten is less than one of two."""
    cast = second_editor(cast)
    orders = waiting(cast, 4)
    workload(cast.edith, max_active=10)
    workload(cast.wanda, max_active=2)
    Order.objects.filter(pk__in=[orders[0].pk, orders[1].pk]).update(editor=cast.edith.membership)
    Order.objects.filter(pk=orders[2].pk).update(editor=cast.wanda.membership)

    assert pick(cast, orders[3]).editor == cast.edith.membership


def test_who_prefers_the_subject_among_equals_then_by_name(cast: Cast) -> None:
    cast = second_editor(cast)
    orders = waiting(cast, 2)
    first, second = sorted((cast.edith, cast.wanda), key=lambda each: each.membership.public_name.casefold())
    assert pick(cast, orders[0]).editor == first.membership
    Order.objects.filter(pk=orders[0].pk).update(editor=None)
    PreferredSubject.objects.create(
        agency=cast.inkwell, member=second.membership, side="editor", subject=orders[0].subject
    )

    assert pick(cast, orders[1]).editor == second.membership


def test_a_writer_s_preference_is_not_an_editor_s(cast: Cast) -> None:
    cast = second_editor(cast)
    (order,) = waiting(cast, 1)
    first, second = sorted((cast.edith, cast.wanda), key=lambda each: each.membership.public_name.casefold())
    PreferredSubject.objects.create(
        agency=cast.inkwell, member=second.membership, side="writer", subject=order.subject
    )

    assert pick(cast, order).editor == first.membership


def test_nobody_is_a_refusal_that_names_each_reason(cast: Cast) -> None:
    cast = second_editor(cast)
    first, second = waiting(cast, 2)
    workload(cast.edith, accepting=False, message="On a course")
    workload(cast.wanda, max_active=1)
    Order.objects.filter(pk=first.pk).update(editor=cast.wanda.membership)

    with pytest.raises(Invalid) as refusal:
        pick(cast, second)

    said = " ".join(map(str, refusal.value.errors["editor"]))
    assert "Edith" in said and "Not accepting new work. “On a course”" in said
    assert "Wanda" in said and "Has 1 active review; the limit is 1." in said
    assert Order.objects.get(pk=second.pk).editor is None


def test_its_writer_is_never_picked(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "editor"])
    Membership.objects.filter(pk=cast.edith.member_id).update(roles=["support"])
    cast = load_cast()
    (order,) = waiting(cast, 1)

    with pytest.raises(Invalid, match="Check"):
        pick(cast, order)


def test_again_changes_nothing(cast: Cast) -> None:
    (order,) = waiting(cast, 1)
    pick(cast, order)

    pick(cast, order)

    assert order.events.filter(verb="give_review").count() == 1
    assert order.events.get(verb="give_review").person == cast.edith.membership


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam", "nora"])
def test_only_management_picks(cast: Cast, name: str) -> None:
    (order,) = waiting(cast, 1)
    actor = getattr(cast, name)

    with pytest.raises(NotAllowed):
        pick(cast, order, actor)
    with pytest.raises(NotAllowed):
        give_reviews_to_least_loaded(actor=actor, orders=[order], now=START)


def test_an_order_without_a_review(cast: Cast) -> None:
    with pytest.raises(WrongState):
        pick(cast, Story(cast).in_progress().order)


def test_several_are_spread_until_nobody_has_room(cast: Cast) -> None:
    cast = second_editor(cast)
    orders = waiting(cast, 5)
    workload(cast.edith, max_active=2)
    workload(cast.wanda, max_active=2)

    found = give_reviews_to_least_loaded(actor=cast.max, orders=orders, now=START + 2 * DAY)

    assert [each.done for each in found] == [True] * 4 + [False]
    assert held(cast.edith) == held(cast.wanda) == 2
    assert len(found[-1].reasons) == 2


# --- an override ---
def test_a_full_editor_is_given_one_more_for_a_reason(cast: Cast) -> None:
    first, second = waiting(cast, 2)
    workload(cast.edith, max_active=1)
    give = partial(reviews.give_review, actor=cast.max, editor=cast.edith.membership, now=START + 2 * DAY)
    give(order=first)
    with pytest.raises(Invalid, match="Check"):
        give(order=second)

    give(order=second, override="The client asked for her")

    logged = EligibilityOverride.objects.get()
    assert (logged.codes, logged.reason) == (["full"], "The client asked for her")
    assert logged.event.verb == "give_review" and held(cast.edith) == 2


# --- what an editor prefers comes first ---
def test_the_next_is_one_that_the_editor_prefers(cast: Cast) -> None:
    early, late = waiting(cast, 2)
    other = Subject.objects.filter(agency=cast.inkwell).exclude(pk=early.subject_id).first()
    Order.objects.filter(pk=late.pk).update(client_deadline=early.client_deadline + DAY, subject=other)
    PreferredSubject.objects.create(
        agency=cast.inkwell, member=cast.edith.membership, side="editor", subject=other
    )

    taken = [reviews.claim_next(actor=cast.edith, now=START + 2 * DAY) for _ in range(2)]

    assert [order and order.pk for order in taken] == [late.pk, early.pk]


def test_the_next_is_never_what_the_editor_revised(cast: Cast) -> None:
    """It was due first and stood in the way of all others."""
    story = given(Story(cast), cast.edith)
    deliveries.start_work(actor=cast.edith, **story.tick())
    story.reread()
    done = {point.position: PointAnswer("done", "So") for point in story.revision.points.all()}
    answer_points(actor=cast.edith, revision=story.revision, answers=done, now=story.tick()["now"])
    deliveries.deliver(actor=cast.edith, text="Another text", note="", uploads=[], **story.tick())
    assert story.reread().order.state == "in_review"
    assert reviews.claim_next(actor=cast.edith, now=story.now) is None
    other = Story(cast).in_review().order
    Order.objects.filter(pk=other.pk).update(client_deadline=story.order.client_deadline + DAY)

    assert reviews.claim_next(actor=cast.edith, now=story.now) == other


# --- races ---
@pytest.mark.django_db(transaction=True)
def test_twenty_claims_of_the_last_place(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(max(2, rounds // 5)):
        orders = waiting(cast, 20)
        workload(cast.edith, max_active=1)
        claims = [
            partial(reviews.claim_review, actor=cast.edith, order=each, now=START + 2 * DAY)
            for each in orders
        ]

        results = race(claims)

        assert sum(isinstance(each, Order) for each in results) == 1
        assert held(cast.edith) == 1


@pytest.mark.django_db(transaction=True)
def test_every_path_at_once_stops_at_the_limit(rounds: int) -> None:
    """Claims, gifts, "next" and picks of twenty texts for two editors, who have room for three together."""
    cast = second_editor(load_cast())
    for _round in each_round(max(2, rounds // 5)):
        cast = second_editor(load_cast())
        orders = waiting(cast, 20)
        workload(cast.edith, max_active=2)
        workload(cast.wanda, max_active=1)

        results = race([way(cast, order) for order, way in zip(orders, WAYS * 5, strict=True)])

        assert (held(cast.edith), held(cast.wanda)) == (2, 1), results
        taken = OrderEvent.objects.filter(verb__in=["claim_review", "give_review"])
        assert taken.count() == 3


Way = Callable[[Cast, Order], Callable[[], Any]]
NOW = {"now": START + 2 * DAY}
WAYS: list[Way] = [
    lambda cast, order: partial(reviews.claim_review, actor=cast.edith, order=order, **NOW),
    lambda cast, order: partial(
        reviews.give_review, actor=cast.max, order=order, editor=cast.wanda.membership, **NOW
    ),
    lambda cast, _order: partial(reviews.claim_next, actor=cast.edith, **NOW),
    lambda cast, order: partial(give_review_to_least_loaded, actor=cast.max, order=order, **NOW),
]

"""The editor's verbs."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest

from agencies.models import Membership
from orders.actions import deliveries, reviews, revision_requests
from orders.models import Order
from project.base.errors import Conflict, Invalid, NotAllowed, WrongState
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def test_claim_then_claim_again(cast: Cast) -> None:
    story = Story(cast).claimed()

    reviews.claim_review(actor=cast.edith, order=story.order, now=story.now)

    assert story.order.editor == cast.edith.membership
    assert story.order.events.filter(verb="claim_review").count() == 1


@pytest.mark.parametrize("name", ["clara", "wendell", "sam", "max", "nora"])
def test_only_editors_claim(cast: Cast, name: str) -> None:
    story = Story(cast).in_review()

    with pytest.raises(NotAllowed):
        reviews.claim_review(actor=getattr(cast, name), order=story.order, now=story.now)


def test_nobody_reviews_their_own_text(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "editor"])
    story = Story(load_cast()).in_review()

    with pytest.raises(NotAllowed):
        reviews.claim_review(actor=story.cast.wendell, order=story.order, now=story.now)


def test_approve_opens_the_review_window(cast: Cast) -> None:
    story = Story(cast).delivered()

    delivery = story.order.deliveries.get()
    assert (delivery.verdict, delivery.reviewed_by) == ("approved", cast.edith.membership)
    assert (story.order.state, story.order.review_ends_at) == ("delivered", story.now + 14 * DAY)


def test_approve_again_changes_nothing(cast: Cast) -> None:
    story = Story(cast).delivered()

    reviews.approve_delivery(actor=cast.edith, order=story.order, number=1, note="", now=story.now + DAY)

    assert story.order.events.filter(verb="approve").count() == 1
    assert Order.objects.get(pk=story.order.pk).review_ends_at == story.order.review_ends_at


def test_approve_another_version_than_the_one_that_waits(cast: Cast) -> None:
    story = Story(cast).claimed()

    with pytest.raises(Conflict):
        reviews.approve_delivery(actor=cast.edith, order=story.order, number=2, note="", now=story.now)


def test_send_back_needs_a_note(cast: Cast) -> None:
    story = Story(cast).claimed()

    with pytest.raises(Invalid):
        reviews.send_back(actor=cast.edith, order=story.order, number=1, note="", now=story.now)


def test_send_back_returns_the_work_and_keeps_the_editor(cast: Cast) -> None:
    story = Story(cast).claimed()

    reviews.send_back(actor=cast.edith, order=story.order, number=1, note="Check the tides.", now=story.now)
    story.deliver("# Checked")

    assert (story.order.state, story.order.editor) == ("in_review", cast.edith.membership)
    assert list(story.order.deliveries.values_list("number", "verdict")) == [(1, "sent_back"), (2, "pending")]


@pytest.mark.django_db(transaction=True)
def test_two_editors_on_one_review(rounds: int) -> None:
    cast = load_cast()
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["editor"])
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).in_review()
        claims = [
            partial(reviews.claim_review, actor=person, order=story.order, now=story.now)
            for person in (cast.edith, cast.wanda) * 5
        ]

        results = race(claims)

        assert kinds(results) == {"Order": 5, "WrongState": 5}
        assert story.order.events.filter(verb="claim_review").count() == 1


def test_a_revision_that_is_sent_back_is_in_work_again(cast: Cast) -> None:
    """Its points keep their answers and can be answered anew; the next delivery answers it again."""
    story = Story(cast).revision_requested()
    deliveries.start_work(actor=cast.wendell, order=story.order, now=story.now)
    revision = story.order.revisions.get()
    given = {1: revision_requests.PointAnswer("done", "Two more sentences.")}
    revision_requests.answer_points(actor=cast.wendell, revision=revision, answers=given, now=story.now)
    story.deliver()

    reviews.send_back(actor=cast.edith, order=story.order, number=2, note="Check the tides.", now=story.now)

    revision = story.order.revisions.get()
    assert (revision.state, revision.answered_at) == ("in_progress", None)
    assert revision.points.get(position=1).reply == "Two more sentences."
    given = {1: revision_requests.PointAnswer("done", "Three more sentences.")}
    revision_requests.answer_points(actor=cast.wendell, revision=revision, answers=given, now=story.now)
    story.deliver().approve()
    assert story.order.revisions.get().state == "answered"


def test_the_next_review_is_the_one_due_first_that_may_be_claimed(cast: Cast) -> None:
    later, first = Story(cast).in_review(), Story(cast).in_review()
    own, elsewhere = Story(cast).in_review(), Story(cast).claimed()
    cast.edith.membership.roles = ["editor", "writer"]
    cast.edith.membership.save()
    for story, days in ((later, 9), (first, 8), (own, 6), (elsewhere, 5)):
        due = START + dt.timedelta(days=days)
        Order.objects.filter(pk=story.order.pk).update(client_deadline=due, writer_deadline=START)
    Order.objects.filter(pk=own.order.pk).update(writer=cast.edith.membership)

    taken = [reviews.claim_next(actor=cast.edith, now=first.now) for _press in range(3)]

    assert taken == [first.order, later.order, None]
    with pytest.raises(NotAllowed):
        reviews.claim_next(actor=cast.max, now=first.now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("waiting", [1, 2])
def test_two_editors_take_the_next_at_once(rounds: int, waiting: int) -> None:
    cast = load_cast()
    cast.wanda.membership.roles = ["editor"]
    cast.wanda.membership.save()
    for _round in range(max(1, rounds // 2)):
        stories = [Story(cast).in_review() for _each in range(waiting)]

        results = race(
            [partial(reviews.claim_next, actor=who, now=stories[0].now) for who in (cast.edith, cast.wanda)]
        )

        assert kinds(results) == ({"Order": 2} if waiting == 2 else {"Order": 1, "NoneType": 1})
        for story in stories:
            assert story.order.events.filter(verb="claim_review").count() == 1


def give(actor: Any, story: Story, editor: Any) -> Order:
    return reviews.give_review(actor=actor, order=story.order, editor=editor.membership, now=story.now)


def test_a_manager_gives_a_waiting_review_to_an_editor(cast: Cast) -> None:
    story = Story(cast).in_review()

    order = give(cast.max, story, cast.edith)

    event = order.events.latest("id")
    assert (order.editor, order.state) == (cast.edith.membership, "in_review")
    assert (event.verb, event.actor, event.person) == (
        "give_review",
        cast.max.membership,
        cast.edith.membership,
    )
    assert give(cast.otto, story, cast.edith).events.count() == order.events.count()


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_nobody_else_gives_reviews(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        give(getattr(cast, name), Story(cast).in_review(), cast.edith)


@pytest.mark.parametrize("name", ["clara", "wendell", "sam"])
def test_only_who_may_claim_it_is_given_it(cast: Cast, name: str) -> None:
    story = Story(cast).in_review()

    with pytest.raises(Invalid) as refused:
        give(cast.max, story, getattr(cast, name))

    assert list(refused.value.errors) == ["editor"]
    assert Order.objects.get(pk=story.order.pk).editor is None


def test_the_writer_who_edits_as_well_is_not_given_it(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "editor"])

    with pytest.raises(Invalid):
        give(cast.max, Story(cast).in_review(), cast.wendell)


def test_an_editor_of_the_other_agency_or_of_former_days_is_not_given_it(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.mara.member_id).update(roles=["owner", "editor"])
    Membership.objects.filter(pk=cast.edith.member_id).update(ended_at=START)
    for editor in (cast.mara, cast.edith):
        with pytest.raises(Invalid):
            give(cast.max, Story(cast).in_review(), editor)


def test_a_claimed_review_is_not_given_away(cast: Cast) -> None:
    story = Story(cast).claimed()
    Membership.objects.filter(pk=cast.otto.member_id).update(roles=["owner", "editor"])

    with pytest.raises(WrongState, match="Another editor"):
        give(cast.max, story, cast.otto)


@pytest.mark.django_db(transaction=True)
def test_given_and_claimed_at_once_it_has_one_editor(cast: Cast) -> None:
    """A manager gives it to one editor while another claims it: one of the two is told that it is taken."""
    Membership.objects.filter(pk=cast.otto.member_id).update(roles=["owner", "editor"])
    owner = Member(cast.inkwell, membership=Membership.objects.get(pk=cast.otto.member_id))
    story = Story(cast).in_review()

    results = race(
        [
            partial(give, cast.max, story, cast.edith),
            partial(reviews.claim_review, actor=owner, order=story.order, now=story.now),
        ]
    )

    assert kinds(results) == {"Order": 1, "WrongState": 1}

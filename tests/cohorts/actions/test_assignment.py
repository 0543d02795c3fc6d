"""Writers of a class by share caps, and one editor for all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.actions.features import switch_feature
from agencies.actions.people import change_roles, end_membership
from agencies.models import Membership, Role
from cohorts.actions.assignment import share_out
from cohorts.actions.cohorts import end_cohort
from cohorts.actions.members import remove_member
from cohorts.actions.placing_job import run_placing
from cohorts.models import Cohort, CohortEditor, CohortEvent, CohortWriter
from cohorts.rules.assignment import most_of, shares_of
from orders.actions.deliveries import deliver, start_work
from orders.actions.holding import cancel_order
from orders.actions.offers import accept_offer, assign_order, offer_order
from orders.actions.reviews import claim_review
from orders.hooks.eligibility import eligibility
from orders.models import Order
from project.base.errors import FeatureDisabled, Invalid, NotAllowed, WrongState
from project.base.viewer import Member
from tests.cohorts.helpers.classes import begun, briefed, fresh, member, placed, placing, ready, uploaded
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import place_order
from tests.helpers.races import kinds, race
from writers.models import EditorWorkload, EligibilityOverride, WriterCapacity

pytestmark = pytest.mark.django_db
FEE = Decimal("40.00")


def shared(cast: Cast, cohort: Cohort, *, editor: Member | None = None, **shares: int) -> Cohort:
    """Wendell and Wanda by name, with their shares."""
    named = [(getattr(cast, name).membership, share) for name, share in shares.items()]
    return share_out(
        actor=cast.max,
        cohort=cohort,
        shares=named,
        editor=editor.membership if editor else None,
        now=START,
    )


def orders_of(cohort: Cohort) -> list[Order]:
    rows = Order.objects.filter(cohort_member__cohort=cohort).select_related("agency__brand", "service")
    return list(rows.order_by("pk"))


def given(cast: Cast, order: Order, to: Member) -> Order:
    return assign_order(actor=cast.max, order=order, writer=to.membership, fee=FEE, now=START)


def refusal_of(cast: Cast, order: Order, to: Member, **facts: Any) -> str:
    with pytest.raises(Invalid) as refusal:
        assign_order(actor=cast.max, order=order, writer=to.membership, fee=FEE, now=START, **facts)
    return str(refusal.value.errors["writers"])


def delivered(cast: Cast, order: Order, by: Member) -> Order:
    held = start_work(actor=by, order=given(cast, order, by), now=START)
    deliver(actor=by, order=held, text="A short biography.", note="", uploads=[], now=START)
    order.refresh_from_db()
    return order


def test_a_share_is_rounded_up_so_that_all_of_them_cover_all_orders() -> None:
    assert [most_of(share, 10) for share in (1, 33, 34, 100)] == [1, 4, 4, 10]
    for size in range(1, 40):
        assert most_of(33, size) * 2 + most_of(34, size) >= size


def test_who_says_so(cast: Cast) -> None:
    cohort = ready(cast)
    for stranger in (cast.clara, cast.sam, cast.wendell, cast.edith, cast.mara, cast.nick):
        with pytest.raises(NotAllowed):
            share_out(actor=stranger, cohort=cohort, shares=[], editor=None, now=START)
    share_out(actor=cast.otto, cohort=cohort, shares=[], editor=None, now=START)
    assert not CohortEvent.objects.filter(verb__in=("writers", "editor")).exists()


def test_in_each_state_since_orders_go_on(cast: Cast) -> None:
    cohort = placed(cast)
    shared(cast, cohort, wendell=100)
    end_cohort(actor=cast.clara, cohort=cohort, verb="close", now=START)
    shared(cast, cohort, wanda=100)
    assert CohortWriter.objects.get().writer_id == cast.wanda.member_id
    other = ready(cast, name="Partners")
    end_cohort(actor=cast.clara, cohort=other, verb="cancel", now=START)
    shared(cast, other, wanda=100)
    assert CohortWriter.objects.count() == 2


def test_what_is_refused(cast: Cast) -> None:
    cohort = ready(cast)
    for shares in ({"wendell": 60}, {"edith": 100}, {"wendell": 0, "wanda": 100}, {"wendell": 101}):
        with pytest.raises(Invalid) as refusal:
            shared(cast, cohort, **shares)
        assert set(refusal.value.errors) == {"shares"}
    twice = [(cast.wendell.membership, 50), (cast.wendell.membership, 50)]
    foreign = [(cast.nora.membership, 100)]
    for named in (twice, foreign):
        with pytest.raises(Invalid):
            share_out(actor=cast.max, cohort=cohort, shares=named, editor=None, now=START)
    with pytest.raises(Invalid) as refusal:
        shared(cast, cohort, editor=cast.wendell)
    assert set(refusal.value.errors) == {"editor"}
    with pytest.raises(IntegrityError), transaction.atomic():
        CohortWriter.objects.create(agency=cast.inkwell, cohort=cohort, writer=cast.wanda.membership, share=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        CohortEditor.objects.create(agency=cast.northwind, cohort=cohort, editor=cast.edith.membership)
        connection.check_constraints()


def test_the_desk_obeys_the_shares(cast: Cast) -> None:
    cohort = placed(cast)
    first, second, third = orders_of(cohort)
    shared(cast, cohort, wendell=50, wanda=50)

    given(cast, first, cast.wendell)
    given(cast, second, cast.wendell)
    words = refusal_of(cast, third, cast.wendell)
    assert "Has 2 orders of this class; the limit is 2 of 3 (50%)." in words
    # Hard: no exception helps.
    assert "the limit is 2 of 3" in refusal_of(cast, third, cast.wendell, override="He is quick.")
    offer_order(actor=cast.max, order=third, writers=[cast.wanda.membership], fee=FEE, now=START)
    shared(cast, cohort, wendell=100)
    with pytest.raises(WrongState, match="not one of the writers"):
        accept_offer(actor=cast.wanda, order=third, now=START)
    shared(cast, cohort)
    accept_offer(actor=cast.wanda, order=third, now=START)
    assert Order.objects.get(pk=third.pk).writer_id == cast.wanda.member_id


def test_other_orders_and_other_classes_are_free(cast: Cast) -> None:
    """The trap “class filter that is all orders of the site”."""
    cohort, other = placed(cast), placed(cast, name="Partners")
    shared(cast, cohort, wanda=100)
    assert given(cast, place_order(cast.clara), cast.wendell).writer_id
    assert given(cast, orders_of(other)[0], cast.wendell).writer_id
    assert "not one of the writers" in refusal_of(cast, orders_of(cohort)[0], cast.wendell)


def test_cancelled_orders_do_not_count(cast: Cast) -> None:
    cohort = placed(cast)
    first, second, third = orders_of(cohort)
    shared(cast, cohort, wendell=34, wanda=66)
    given(cast, first, cast.wendell)
    given(cast, second, cast.wendell)
    assert "2 of 3" in refusal_of(cast, third, cast.wendell)
    cancel_order(actor=cast.max, order=first, reason="No longer needed.", now=START)
    assert "Has 1 orders of this class; the limit is 1 of 2" in refusal_of(cast, third, cast.wendell)


def test_few_queries_however_many(cast: Cast) -> None:
    cohort = placed(cast)
    shared(cast, cohort, wendell=50, wanda=50)
    people = [cast.wendell.membership, cast.wanda.membership]

    def count(orders: list[Order]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            eligibility().explain_all(people=people, orders=orders, now=START)
        return len(seen)

    found = orders_of(cohort)
    assert count(found[:1]) == count(found)


def test_whoever_writes_no_longer_is_named_no_longer(cast: Cast) -> None:
    cohort = ready(cast)
    shared(cast, cohort, wendell=50, wanda=50, editor=cast.edith)

    change_roles(actor=cast.otto, member=cast.wanda.membership, roles=[Role.CLIENT], now=START)
    assert [row.writer_id for row in cohort.writers.all()] == [cast.wendell.member_id]
    end_membership(actor=cast.otto, member=cast.edith.membership, now=START)
    assert not CohortEditor.objects.exists()
    verbs = CohortEvent.objects.filter(verb__in=("writers", "editor"), actor=None)
    assert list(verbs.values_list("verb", "count")) == [("writers", 1), ("editor", 0)]


def test_each_text_goes_to_the_editor_of_the_class(cast: Cast) -> None:
    cohort = placed(cast)
    waiting, later, _third = orders_of(cohort)
    delivered(cast, waiting, cast.wendell)
    assert waiting.editor_id is None

    shared(cast, cohort, editor=cast.edith)
    waiting.refresh_from_db()
    assert waiting.editor_id == cast.edith.member_id
    assert delivered(cast, later, cast.wendell).editor_id == cast.edith.member_id
    event = later.events.get(verb="give_review")
    assert (event.actor_id, event.person_id) == (None, cast.edith.member_id)
    other = place_order(cast.clara)
    assert delivered(cast, other, cast.wendell).editor_id is None


def test_the_editor_of_the_class_may_have_more_than_they_take(cast: Cast) -> None:
    cohort = placed(cast)
    EditorWorkload.objects.create(
        agency=cast.inkwell, member=cast.edith.membership, max_active=1, changed_at=START
    )
    shared(cast, cohort, editor=cast.edith)
    first, second, _third = orders_of(cohort)
    delivered(cast, first, cast.wendell)
    assert delivered(cast, second, cast.wendell).editor_id == cast.edith.member_id
    assert EligibilityOverride.objects.get().codes == ["full"]


def test_nobody_reviews_their_own_text(cast: Cast) -> None:
    cohort = placed(cast)
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "editor"])
    wendell = load_cast().wendell
    shared(cast, cohort, editor=wendell)
    order = delivered(cast, orders_of(cohort)[0], wendell)
    assert order.editor_id is None
    assert claim_review(actor=cast.edith, order=order, now=START).editor_id == cast.edith.member_id


def test_switched_off_nothing_is_shared_out(cast: Cast) -> None:
    cohort = placed(cast)
    shared(cast, cohort, wanda=100)
    switch_feature(actor=cast.otto, key="class_orders", on=False, reason="", now=START)
    actor = load_cast().max
    with pytest.raises(FeatureDisabled):
        share_out(actor=actor, cohort=cohort, shares=[], editor=None, now=START)
    assert "not one of the writers" in refusal_of(cast, orders_of(cohort)[0], cast.wendell)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_overstep_a_share() -> None:
    cast = load_cast()
    cohort = begun(cast)
    rows = "".join(f"P{n};p{n}@firm.example;North;{n};Firm\n" for n in range(20))
    uploaded(cast.clara, cohort, f"Name;Email;Team;ID;Company\n{rows}")
    briefed(cohort, cast.clara)
    run_placing(placing_id=placing(fresh(cohort), cast.clara).pk, now=START)
    WriterCapacity.objects.create(
        agency=cast.inkwell, member=cast.wendell.membership, max_active=100, changed_at=START
    )
    shared(cast, cohort, wendell=35, wanda=65)
    orders = orders_of(cohort)

    def give(order: Order) -> Order:
        fresh_cast = load_cast()
        return given(fresh_cast, Order.objects.get(pk=order.pk), fresh_cast.wendell)

    results = race([lambda order=order: give(order) for order in orders])

    assert kinds(results) == {"Order": 7, "Invalid": 13}
    assert Order.objects.filter(writer=cast.wendell.membership).count() == 7


def test_a_member_who_left_without_an_order_does_not_count(cast: Cast) -> None:
    cohort = ready(cast)
    shared(cast, cohort, wendell=100)
    assert shares_of(cast.inkwell.pk, [cohort.pk])[cohort.pk].size == 3
    remove_member(actor=cast.clara, member=member(cohort, "Ada"), now=START)
    assert shares_of(cast.inkwell.pk, [cohort.pk])[cohort.pk].size == 2

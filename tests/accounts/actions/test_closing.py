"""Closing one's account: what holds a person, the days to think better of it, and the end."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from accounts.actions.closing import WAIT, ask_closing, belongs_elsewhere, keep_account, ties_at
from accounts.actions.sweeps import close_due
from accounts.models import AccountClosing, Mail, User
from agencies.actions.people import change_roles, end_membership
from agencies.models import Membership, SecurityEvent
from orders.actions import acceptance, holding
from orders.states.orders import State
from project.base.errors import WrongState
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import HOUR, account_of, place_order
from tests.helpers.races import race
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague
from tests.quotes.helpers.quotes import asked, begun, declined, sent

pytestmark = pytest.mark.django_db
DUE = START + WAIT


def ask(member: Member, at: dt.datetime = START) -> AccountClosing:
    return ask_closing(user=member.membership.user, agency=member.agency, now=at)


def holds(member: Member) -> list[str]:
    """What holds the person, in words."""
    return [tie.words for tie in ties_at(member.membership.user, member.agency)]


def end_of(member: Member) -> str:
    return AccountClosing.objects.get(user=member.membership.user).end


def is_erased(member: Member) -> bool:
    return Membership.objects.get(pk=member.membership.pk).erased_at is not None


def test_nothing_happens_before_the_day_and_everything_on_it(cast: Cast):
    ask(cast.clara)

    assert close_due(now=DUE - dt.timedelta(seconds=1)) == 0 and not is_erased(cast.clara)
    assert close_due(now=DUE) == 1
    assert is_erased(cast.clara) and not User.objects.get(pk=cast.clara.membership.user_id).is_active
    assert (end_of(cast.clara), close_due(now=DUE + WAIT)) == ("done", 0)


def test_each_step_is_mailed_and_the_last_mail_goes_to_the_address_that_was(cast: Cast):
    ask(cast.clara)
    asked_for = Mail.objects.get(kind="closing_asked", recipient="clara@inkwell.example")
    assert "9 March 2026, 09:00" in asked_for.text and "/account/close/" in asked_for.text

    close_due(now=DUE)

    last = Mail.objects.get(recipient="clara@inkwell.example")
    assert (
        last.kind == "account_closed"
        and (
            "is closed and your data has been deleted, except for data that must be kept. "
            "This email address can no longer be used to sign in, but you can sign up with "
            "it again at any time."
        )
        in last.text
    )
    assert last.user is None, "the row that names nobody leads to no address"


def test_asking_twice_is_one_wish_with_the_first_day(cast: Cast):
    assert ask(cast.clara).pk == ask(cast.clara, START + HOUR).pk
    assert SecurityEvent.objects.filter(kind="closing_asked").count() == 1


def test_taken_back_it_never_happens(cast: Cast):
    ask(cast.clara)

    assert keep_account(user=cast.clara.membership.user, agency=cast.inkwell, now=START + HOUR)

    assert not keep_account(user=cast.clara.membership.user, agency=cast.inkwell, now=START + HOUR)
    assert close_due(now=DUE) == 0 and not is_erased(cast.clara) and end_of(cast.clara) == "kept"


def test_what_begins_meanwhile_stops_it_and_is_told(cast: Cast):
    ask(cast.clara)
    order = place_order(cast.clara, now=START + HOUR)

    assert close_due(now=DUE) == 0

    assert not is_erased(cast.clara) and end_of(cast.clara) == "stopped"
    assert order.number in Mail.objects.get(kind="closing_stopped").text


def test_a_client_alone_finishes_orders_first(cast: Cast):
    order = place_order(cast.clara)

    assert holds(cast.clara) == [
        (
            f"Order {order.number} is not finished. Accept the delivery, cancel the order, or "
            f"ask the agency to cancel it."
        )
    ]
    with pytest.raises(WrongState, match=order.number):
        ask(cast.clara)
    holding.cancel_order(actor=cast.clara, order=order, reason="Not needed", now=START + HOUR)
    assert holds(cast.clara) == []


def test_a_client_alone_answers_quotes_first_and_learns_of_none_in_secret(cast: Cast):
    begun(cast)
    assert holds(cast.clara) == []

    quote = asked(cast)

    assert holds(cast.clara) == [f"Quote {quote.number} is open. Respond to it or withdraw the request."]


def test_a_sent_quote_holds_and_a_declined_one_does_not(cast: Cast, monday: None):
    sent(cast)
    assert len(holds(cast.clara)) == 1
    declined(cast)
    assert len(holds(cast.clara)) == 1  # the first is still open


def test_with_a_colleague_the_account_goes_on_but_needs_a_payer(cast: Cast):
    place_order(cast.clara)
    mate = colleague(cast, "orderer", account_of(cast.clara))

    assert holds(cast.clara) == ["You are the only payer for “Clara B.”. Make a colleague a payer first."]
    account_of(cast.clara).people.filter(membership=mate.membership).update(role="payer")
    assert holds(cast.clara) == [] == holds(mate)


@pytest.mark.parametrize(
    "state", [State.ASSIGNED, State.IN_PROGRESS, State.IN_REVIEW, State.DELIVERED, State.ON_HOLD]
)
def test_a_writer_finishes_work_first(cast: Cast, state: str):
    story = Story(cast)
    getattr(story, state)()

    assert holds(cast.wendell) == [
        f"You are still working on order {story.order.number}. Finish it, or ask the agency to reassign it."
    ]


def test_an_editor_finishes_reviews_first(cast: Cast):
    story = Story(cast).claimed()
    assert len(holds(cast.edith)) == 1
    story.approve()
    acceptance.accept_order(actor=cast.clara, order=story.order, now=story.now)
    assert holds(cast.edith) == holds(cast.wendell) == holds(cast.clara) == []


def test_the_only_owner_makes_another_first(cast: Cast):
    assert holds(cast.otto) == ["You are the agency’s only owner. Make someone else an owner first."]

    change_roles(actor=cast.otto, member=cast.max.membership, roles=["manager", "owner"], now=START)

    assert holds(cast.otto) == []


def test_somebody_who_was_let_go_is_held_by_nothing(cast: Cast):
    place_order(cast.clara)
    end_membership(actor=cast.max, member=cast.clara.membership, now=START)

    ask(cast.clara)

    assert close_due(now=DUE) == 1 and is_erased(cast.clara)


def test_a_person_of_two_agencies_keeps_the_other(cast: Cast):
    user = cast.wanda.membership.user
    assert belongs_elsewhere(user, cast.inkwell) and not belongs_elsewhere(
        cast.clara.membership.user, cast.inkwell
    )
    ask(cast.wanda)

    close_due(now=DUE)

    assert User.objects.get(pk=user.pk).is_active and not is_erased(cast.wanda_northwind)
    assert "other agencies" in Mail.objects.get(kind="account_closed").text


@pytest.mark.django_db(transaction=True)
def test_keeping_against_the_clock_is_one_or_the_other(rounds: int):
    for _turn in range(max(2, rounds // 5)):
        cast = load_cast()
        ask(cast.clara)

        keeps = partial(keep_account, user=cast.clara.membership.user, agency=cast.inkwell, now=DUE)

        kept, closed = race([keeps, lambda: close_due(now=DUE)])

        assert {kept, bool(closed)} == {True, False}, (kept, closed)
        assert is_erased(cast.clara) == bool(closed) == (end_of(cast.clara) == "done")
        AccountClosing.objects.all().delete()
        if closed:
            break


@pytest.mark.django_db(transaction=True)
def test_two_clocks_close_once():
    cast = load_cast()
    ask(cast.clara)

    assert sorted(race([lambda: close_due(now=DUE)] * 2)) == [0, 1]
    assert Mail.objects.filter(kind="account_closed").count() == 1

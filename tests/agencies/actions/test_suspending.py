"""Shutting a member out for a while: by whose right, at once, everywhere, and never the last owner."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actions.tokens import make_token, token_of
from accounts.models import PersonSession
from agencies.actions.invitation_use import redeem_invitation
from agencies.actions.invitations import invite, issue
from agencies.actions.people import change_roles, end_membership, join_as_client
from agencies.actions.suspending import restore_member, suspend_member
from agencies.models import Membership, SecurityEvent
from clients.actions.colleagues import invite_colleague
from orders.actions.messages import post_message
from orders.actions.offers import accept_offer, offer_order
from orders.actions.reassigning import reassign_order
from orders.hooks.eligibility import eligibility
from orders.models import Order
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible, QuillhouseError, WrongState
from project.base.viewer import Member, Public
from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers.cast import PASSWORD, START, Cast, load_cast
from tests.helpers.factories import HOUR, account_of
from tests.helpers.races import race
from tests.helpers.story import FEE, Story
from tests.orders.helpers.post import Post

pytestmark = pytest.mark.django_db
WHY = "Two texts were copied; we are looking into it."


def suspend(actor: Any, member: Member, reason: str = WHY) -> Membership:
    return suspend_member(actor=actor, member=member.membership, reason=reason, now=START)


def fresh(member: Member) -> Membership:
    return Membership.objects.get(pk=member.membership.pk)


def events() -> list[tuple[str, str]]:
    rows = SecurityEvent.objects.filter(kind__in=["member_suspended", "member_restored"]).order_by("pk")
    return list(rows.values_list("kind", "user__email"))


@pytest.mark.parametrize("who", ["clara", "wendell", "wanda", "edith", "sam", "anonymous", "mara", "nick"])
def test_others_suspend_and_restore_nobody(cast: Cast, who: str):
    actor = Public(cast.inkwell) if who in ("mara", "nick") else cast.everybody[who]
    suspend(cast.otto, cast.wanda)

    with pytest.raises(NotAllowed):
        suspend(actor, cast.wendell)
    with pytest.raises(NotAllowed):
        restore_member(actor=actor, member=cast.wanda.membership, now=START)

    assert fresh(cast.wendell).acts and not fresh(cast.wanda).acts


@pytest.mark.parametrize("who", ["clara", "wendell", "edith", "sam"])
def test_a_manager_suspends_and_restores(cast: Cast, who: str):
    member = getattr(cast, who)

    suspend(cast.max, member)

    row = fresh(member)
    assert (row.suspended_at, row.suspended_by, row.suspension_reason) == (START, cast.max.membership, WHY)
    assert row.roles == member.membership.roles and row.public_name == member.membership.public_name
    restore_member(actor=cast.max, member=member.membership, now=START)
    assert fresh(member).acts and fresh(member).suspension_reason == ""
    assert [kind for kind, _email in events()] == ["member_suspended", "member_restored"]


def test_twice_does_nothing_more(cast: Cast):
    suspend(cast.max, cast.wendell)
    suspend(cast.otto, cast.wendell, "Another reason")
    assert fresh(cast.wendell).suspension_reason == WHY and len(events()) == 1

    restore_member(actor=cast.max, member=cast.wendell.membership, now=START)
    restore_member(actor=cast.max, member=cast.wendell.membership, now=START)
    assert len(events()) == 2


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u200b", "x" * 301])
def test_a_reason_is_needed(cast: Cast, reason: str):
    with pytest.raises(Invalid) as refusal:
        suspend(cast.max, cast.wendell, reason)
    assert list(refusal.value.errors) == ["reason"] and fresh(cast.wendell).acts


def test_nobody_suspends_oneself_nor_a_manager_an_owner(cast: Cast):
    with pytest.raises(NotAllowed):
        suspend(cast.max, cast.max)
    with pytest.raises(NotAllowed):
        suspend(cast.max, cast.otto)


def test_another_agencys_people_do_not_exist(cast: Cast):
    with pytest.raises(NotVisible):
        suspend(cast.otto, cast.nora)
    assert fresh(cast.nora).acts


def test_a_suspended_owner_is_no_second_owner(cast: Cast):
    change_roles(actor=cast.otto, member=cast.max.membership, roles=["manager", "owner"], now=START)
    max_as_owner = Member(cast.inkwell, membership=fresh(cast.max))
    suspend(cast.otto, cast.max)

    with pytest.raises(WrongState):
        end_membership(actor=cast.otto, member=cast.otto.membership, now=START)
    with pytest.raises(WrongState):
        change_roles(actor=cast.otto, member=cast.otto.membership, roles=["manager"], now=START)
    with pytest.raises(WrongState):
        suspend(max_as_owner, cast.otto)  # a request that began while he could


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_suspend_each_other_leave_one(rounds: int):
    for _turn in range(max(3, rounds // 3)):
        cast = load_cast()
        Membership.objects.filter(pk=cast.max.membership.pk).update(roles=["manager", "owner"])
        cast.max.membership.refresh_from_db()

        results = race([partial(suspend, cast.otto, cast.max), partial(suspend, cast.max, cast.otto)])

        assert sorted(isinstance(result, QuillhouseError) for result in results) == [False, True], results
        assert sorted([fresh(cast.otto).acts, fresh(cast.max).acts]) == [False, True]
        Membership.objects.update(suspended_at=None, suspended_by=None, suspension_reason="")


def test_it_holds_for_the_next_request_of_an_open_page_and_for_fragments(cast: Cast, sign_in: Any):
    browser = sign_in(cast.sam)
    assert browser.get("/desk/").status_code == 200

    suspend(cast.max, cast.sam)

    assert browser.get("/desk/").status_code == 302
    assert browser.get("/account/notices/count/", headers={"hx-request": "true"}).status_code == 401
    assert not PersonSession.objects.live().filter(user=cast.sam.membership.user).exists()
    ended = PersonSession.objects.filter(user=cast.sam.membership.user).values_list("ended_why", flat=True)
    assert set(ended) == {"suspended"}


def test_sessions_at_another_agency_go_on(cast: Cast, sign_in: Any):
    elsewhere = sign_in(cast.wanda_northwind)
    signs_in(cast.wanda)

    suspend(cast.max, cast.wanda)

    assert elsewhere.get("/studio/").status_code == 200
    live = PersonSession.objects.live().filter(user=cast.wanda.membership.user)
    assert [row.agency for row in live] == [cast.northwind]


def test_who_signs_in_is_told_and_cannot_join(cast: Cast, sign_in: Any):
    suspend(cast.max, cast.clara)
    browser = sign_in(None, cast.inkwell)
    browser.post("/accounts/sign-in/", {"login": "clara@inkwell.example", "password": PASSWORD})

    page = browser.get("/join/").content.decode()

    assert (
        "Your access to Inkwell is suspended." in page and WHY not in page and "Join as a client" not in page
    )
    assert browser.get("/orders/").status_code == 302
    assert browser.post("/join/").status_code == 403
    assert not fresh(cast.clara).acts
    with pytest.raises(NotAllowed):
        join_as_client(
            actor=Public(cast.inkwell), user=cast.clara.membership.user, public_name="Clara", now=START
        )


def test_tokens_open_nothing_until_the_person_is_let_in_again(cast: Cast):
    _token, raw = make_token(actor=cast.sam, name="Script", read_only=False, days=30, now=now())

    suspend(cast.max, cast.sam)
    assert token_of(raw, cast.inkwell, now()) is None

    restore_member(actor=cast.max, member=cast.sam.membership, now=START)
    assert token_of(raw, cast.inkwell, now()) is not None


def test_no_invitation_lets_them_in(cast: Cast):
    _invitation, token = issue(
        agency=cast.inkwell,
        email="clara@inkwell.example",
        roles=["writer"],
        by=cast.max.membership,
        now=START,
    )
    suspend(cast.max, cast.clara)

    with pytest.raises(NotAllowed):
        redeem_invitation(
            actor=Public(cast.inkwell),
            token=token,
            user=cast.clara.membership.user,
            public_name="Clara",
            now=START,
        )
    with pytest.raises(Invalid):
        invite(actor=cast.max, email="clara@inkwell.example", roles=["writer"], now=START)
    assert fresh(cast.clara).roles == ["client"] and not fresh(cast.clara).acts


def test_a_client_cannot_invite_whom_the_agency_suspended(cast: Cast):
    from tests.orders.helpers.support import colleague

    other = colleague(cast, "orderer")
    suspend(cast.max, other)

    with pytest.raises(Invalid, match="Check what you entered"):
        invite_colleague(
            actor=cast.clara,
            account=account_of(cast.clara),
            email=other.membership.user.email,
            role="reader",
            now=START,
        )


def test_a_writer_gets_no_new_work_and_keeps_what_they_hold(cast: Cast):
    held = Story(cast).in_progress()
    new = Story(cast)

    suspend(cast.max, cast.wendell)

    member = fresh(cast.wendell)
    found = eligibility().explain(writer=member, order=new.order, now=START + HOUR)
    assert [reason.words for reason in found] == ["Suspended."]
    with pytest.raises(QuillhouseError):
        offer_order(actor=cast.max, order=new.order, writers=[member], fee=FEE, now=START + HOUR)
    held.order.refresh_from_db()
    assert held.order.writer == member and member not in Membership.objects.writers()


def test_an_offer_made_before_cannot_be_accepted_by_a_request_under_way(cast: Cast):
    story = Story(cast).offered(cast.wendell)

    suspend(cast.max, cast.wendell)

    with pytest.raises(QuillhouseError):
        accept_offer(actor=cast.wendell, order=story.order, now=story.now)
    story.order.refresh_from_db()
    assert story.order.writer is None


def test_the_desk_gives_what_they_hold_to_somebody_else(cast: Cast):
    story = Story(cast).in_progress()
    suspend(cast.max, cast.wendell)
    assert (
        Order.objects.visible_to(cast.max).filter(pk=story.order.pk, writer=cast.wendell.membership).exists()
    )

    reassign_order(actor=cast.max, order=story.order, writer=cast.wanda.membership, fee=FEE, now=story.now)

    story.order.refresh_from_db()
    assert story.order.writer == cast.wanda.membership


def test_an_editors_review_goes_back_to_the_queue(cast: Cast):
    story = Story(cast).claimed()

    suspend(cast.max, cast.edith)

    story.order.refresh_from_db()
    assert story.order.editor is None


def test_no_mail_about_orders_reaches_them(cast: Cast):
    story = Story(cast).in_progress()
    post = Post(cast).skip()
    asks = partial(post_message, actor=cast.clara, order=story.order, text="How is it going?", internal=False)
    asks(now=story.now)
    assert "wendell" in post.empty()

    asks(now=story.now + HOUR)
    suspend(cast.max, cast.wendell)

    assert "wendell" not in post.empty()


def test_ending_a_suspended_membership_ends_the_suspension(cast: Cast):
    suspend(cast.max, cast.wendell)

    end_membership(actor=cast.max, member=cast.wendell.membership, now=START)

    row = fresh(cast.wendell)
    assert row.ended_at and (row.suspended_at, row.suspended_by, row.suspension_reason) == (None, None, "")
    with pytest.raises(WrongState):
        suspend(cast.max, cast.wendell)


@pytest.mark.parametrize(
    "facts",
    [
        {"suspended_at": START},
        {"suspension_reason": "why"},
        {"suspended_at": START, "suspension_reason": "why", "ended_at": START},
    ],
)
def test_the_database_says_no(cast: Cast, facts: dict[str, Any]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=cast.wendell.membership.pk).update(**facts)


def test_the_list_and_the_page_say_so(cast: Cast, sign_in: Any):
    suspend(cast.max, cast.wendell)
    browser = sign_in(cast.max)
    url = f"/desk/people/{cast.wendell.membership.public_id}/"

    assert "suspended" in browser.get("/desk/people/").content.decode()
    page = browser.get(url).content.decode()
    assert WHY in page and "Reinstate" in page and f'action="{url}suspend/"' not in page

    browser.post(f"{url}restore/")
    assert f'action="{url}suspend/"' in browser.get(url).content.decode()


def test_the_form_says_what_is_missing_and_suspends(cast: Cast, sign_in: Any):
    browser = sign_in(cast.max)
    url = f"/desk/people/{cast.wendell.membership.public_id}/"

    answer = browser.post(f"{url}suspend/", {"reason": " "})
    assert answer.status_code == 422 and fresh(cast.wendell).acts

    assert browser.post(f"{url}suspend/", {"reason": WHY}).status_code == 302
    assert not fresh(cast.wendell).acts
    own = browser.get(f"/desk/people/{cast.max.membership.public_id}/").content.decode()
    assert "Suspend temporarily" not in own

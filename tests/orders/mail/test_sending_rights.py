"""Mail about orders: never to who may not read of it, at the moment when it is written and when it leaves."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, transaction

from accounts.actions.mail import deliver
from accounts.models import Mail
from agencies.models import Membership
from orders.actions import (
    acceptance,
)
from orders.models import SentMail
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.orders.helpers.order_acts import assign, charge_more, pay, reassign
from tests.orders.helpers.post import Post, phrases
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db


def test_a_job_that_comes_late_asks_for_the_rights_of_now(cast: Cast, post: Post) -> None:
    """Assigned to Wendell, given to Wanda before the post went: Wendell reads only that it is not his."""
    story = Story(cast)
    post.skip()
    assign(story)
    reassign(story)

    assert phrases(post.empty()) == {"wanda": "Assigned to you", "wendell": "No longer assigned to you"}


def test_what_has_moved_on_is_not_asked_for(cast: Cast, post: Post) -> None:
    story = Story(cast)
    post.skip()
    story.in_progress()

    assert post.empty() == {}


def test_an_ended_membership_gets_nothing(cast: Cast, post: Post) -> None:
    story = Story(cast)
    post.skip()
    story.offered()
    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=START)

    assert set(post.empty()) == set()


def test_a_person_who_may_not_sign_in_gets_nothing(cast: Cast, post: Post) -> None:
    story = Story(cast)
    post.skip()
    story.offered()
    cast.wendell.membership.user.is_active = False
    cast.wendell.membership.user.save()

    assert post.empty() == {}


def test_a_writer_who_has_become_something_else_gets_no_farewell(cast: Cast, post: Post) -> None:
    story = Story(cast).assigned()
    post.skip()
    reassign(story)
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["editor"])

    assert set(post.empty()) == {"wanda"}


def test_a_mail_that_waited_for_its_server_is_kept_back(cast: Cast, post: Post) -> None:
    """Written while the order was Wendell's, given to Wanda before it left."""
    story = Story(cast)
    post.skip()
    assign(story)
    written = post.empty()["wendell"]
    reassign(story)
    farewell = post.empty()["wendell"]

    assert not deliver(mail_id=written.pk, now=story.now)
    assert not Mail.objects.filter(pk=written.pk).exists()
    assert deliver(mail_id=farewell.pk, now=story.now)
    assert [sent.subject for sent in outbox.outbox] == [farewell.subject]


@pytest.mark.parametrize("change", ["ended", "address", "inactive"])
def test_a_mail_is_kept_back_from_who_is_gone(cast: Cast, post: Post, change: str) -> None:
    Story(cast)
    written = post.empty()["max"]
    person = cast.max.membership
    if change == "ended":
        Membership.objects.filter(pk=person.pk).update(ended_at=START)
    else:
        person.user.email, person.user.is_active = (
            ("other@inkwell.example", True)
            if change == "address"
            else (
                person.user.email,
                False,
            )
        )
        person.user.save()

    assert not deliver(mail_id=written.pk, now=START)
    assert outbox.outbox == []


def test_nobody_of_the_other_house(cast: Cast, post: Post) -> None:
    """Wanda works in both: what Inkwell tells her names Inkwell's host, and
    Northwind's people read nothing of it."""
    story = Story(cast)
    post.skip()
    story.offered(cast.wanda)
    mails = post.empty()

    assert set(mails) == {"wanda"}
    assert "northwind" not in mails["wanda"].text + mails["wanda"].html
    assert mails["wanda"].message_id.endswith("@inkwell.localhost>")
    with pytest.raises(DatabaseError), transaction.atomic():
        SentMail.objects.create(
            agency=cast.inkwell,
            membership=cast.nora.membership,
            event=story.order.events.last(),
            mail_id="x",
            at=START,
        )
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_agency_of_an_event_alone_is_told(cast: Cast, post: Post) -> None:
    from tests.helpers.factories import place_order

    place_order(cast.nick)

    assert phrases(post.empty()) == {"mara": "New order", "nick": "Order confirmation"}


def test_payers_and_orderers_are_told_readers_are_not(cast: Cast, post: Post) -> None:
    for role in ("payer", "orderer", "reader"):
        colleague(cast, role)
    story = Story(cast).claimed()
    post.skip()
    story.approve()

    assert set(post.empty()) == {"clara", "payer", "orderer"}


def test_a_colleagues_act_is_told_to_the_others(cast: Cast, post: Post) -> None:
    payer = colleague(cast, "payer")
    story = Story(cast).delivered()
    post.skip()
    acceptance.accept_order(actor=payer, **story.tick())

    assert phrases(post.empty()) == {"clara": "Completed", "wendell": "Completed"}


def test_who_ordered_but_left_the_account_is_not_told(cast: Cast, post: Post) -> None:
    story = Story(cast).claimed()
    post.skip()
    story.approve()
    cast.clara.membership.account_people.all().delete()

    assert post.empty() == {}


def test_a_manager_who_orders_reads_as_the_client(cast: Cast, post: Post) -> None:
    """Somebody of the desk who is on the client's side of this order is not asked to give it out."""
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "manager"])
    clara = Member(
        cast.inkwell,
        membership=Membership.objects.select_related("user", "agency").get(pk=cast.clara.member_id),
    )
    story = Story(cast)
    told = {"max": "New order", "otto": "New order", "clara": "Order confirmation"}
    assert phrases(post.empty()) == told
    story.claimed()
    post.skip()
    story.approve()
    mail = post.empty()["clara"]

    assert "because this is your order" in mail.text
    assert clara.member_id == story.order.requested_by_id


def test_an_editor_of_the_clients_side_is_not_asked_to_review(cast: Cast, post: Post) -> None:
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "editor"])
    story = Story(cast).in_progress()
    post.skip()
    story.deliver()

    assert set(post.empty()) == {"edith"}


def test_a_manager_who_wrote_it_reads_that_it_is_somebody_elses(cast: Cast, post: Post) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "manager"])
    story = Story(cast).assigned()
    post.skip()
    reassign(story)

    assert phrases(post.empty()) == {"wanda": "Assigned to you", "wendell": "No longer assigned to you"}


def test_money_is_told_to_payers_alone(cast: Cast, post: Post) -> None:
    for role in ("payer", "orderer", "reader"):
        colleague(cast, role)
    story = Story(cast).assigned()
    post.skip()
    pay(story)
    assert set(post.empty()) == {"clara", "payer"}

    charge_more(story)
    mails = post.empty()
    assert set(mails) == {"clara", "payer", "orderer"}
    assert "ledger" in mails["payer"].text and "ledger" not in mails["orderer"].text

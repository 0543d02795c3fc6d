"""The ids of mails about orders, and what people type into them."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest

from accounts.actions.mail import message as built
from accounts.models import Mail
from orders.actions import holding, messages, offers
from orders.mail import message_ids
from orders.models import Order, SentMail
from tests.helpers.cast import Cast
from tests.helpers.story import FEE, Story
from tests.orders.helpers.post import JOBS, Post

pytestmark = pytest.mark.django_db


def sent(mail: Mail):
    return message_from_bytes(built(mail).message().as_bytes(), policy=policy.default)


def test_headers_are_stable_and_mails_of_an_order_are_one_conversation(cast: Cast, post: Post) -> None:
    story = Story(cast)
    first = post.empty()["max"]
    offers.offer_order(actor=cast.otto, writers=[cast.wendell.membership], fee=FEE, **story.tick())
    post.empty()
    offers.decline_offer(actor=cast.wendell, reason="", **story.tick())
    mails = post.empty()

    one, two, other = sent(first), sent(mails["max"]), sent(mails["otto"])
    assert one["Message-ID"] != two["Message-ID"] != other["Message-ID"]
    assert one["References"] == two["References"] == two["In-Reply-To"] != other["References"]
    assert one["Auto-Submitted"] == "auto-generated"
    assert one["Reply-To"] is None
    place = story.order.events.get(verb="place")
    assert one["Message-ID"] == message_ids.mail_id(story.order, cast.max.membership, f"event {place.pk}")
    assert SentMail.objects.filter(
        mail_id=one["Message-ID"], event=place, membership=cast.max.membership
    ).exists()


def test_a_message_id_counts_nothing(cast: Cast, post: Post) -> None:
    Story(cast)
    mail = post.empty()["max"]

    assert re.fullmatch(r"<[0-9a-f]{32}@inkwell\.localhost>", mail.message_id)


@pytest.mark.parametrize(
    "title",
    [
        "Harbour\r\nBcc: thief@evil.example",
        "Harbour\nSubject: other",
        "Harbour\u2028Bcc: thief@evil.example",
        "Harbour\x0bBcc: thief@evil.example",
        "<b>Harbour</b> & {fee} {{ agency }} %(x)s",
        "字" * 100,
        "A " * 70,
        "=?utf-8?q?=0D=0ABcc:_thief@evil.example?=",
    ],
)
def test_a_title_is_text_in_every_part(cast: Cast, post: Post, title: str) -> None:
    story = Story(cast)
    Order.objects.filter(pk=story.order.pk).update(title=title[:140])
    mail = post.empty()["max"]
    arrived = sent(mail)

    assert arrived["Bcc"] is None and arrived["To"] == "max@inkwell.example"
    assert len(arrived.get_all("Subject")) == 1 and "\n" not in mail.subject and len(mail.subject) <= 200
    assert built(mail).recipients() == ["max@inkwell.example"]
    assert "<b>Harbour" not in mail.html


@pytest.mark.parametrize(
    "words_typed", ["{fee} {0} %s <script>alert(1)</script>", "Ha\r\nBcc: x@evil.example"]
)
def test_what_people_type_is_text(cast: Cast, post: Post, words_typed: str) -> None:
    story = Story(cast).in_progress()
    post.skip()
    messages.post_message(
        actor=cast.clara, order=story.order, internal=False, text=words_typed, now=story.now
    )
    holding.hold_order(actor=cast.sam, reason=words_typed[:60], **story.tick())

    for job in post.waiting():
        JOBS[job.task_name](**job.args)
    for mail in Mail.objects.filter(recipient="wendell@inkwell.example"):
        assert "<script" not in mail.html and sent(mail)["Bcc"] is None

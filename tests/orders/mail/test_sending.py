"""Mail about orders: who is told of which event, once, and not too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Mail
from agencies.actions.people import admit
from orders.actions import acceptance, deliveries, extensions, holding, messages, offers, reassigning, reviews
from orders.actions.mail_jobs import mailed_verbs, quietly
from orders.actions.messages import post_message
from orders.actions.moving import record
from orders.hooks.words import MailWords, mail_words, timeline_lines
from orders.mail import audience
from orders.mail.words import WORDS
from orders.models import SentMail
from orders.states.mail_parts import DESK, WRITER
from orders.states.mailed_verbs import MAILED_VERBS
from orders.states.orders import TRANSITIONS
from orders.states.stateless_verbs import OTHER_VERBS
from orders.tasks import tell_of_event, tell_of_message
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.orders.helpers.order_acts import (
    answer_ask,
    ask,
    assign,
    cancel,
    charge_more,
    decline,
    expire,
    lapse,
    move_deadlines,
    pay,
    reassign,
    redeliver,
    send_back,
    straight,
    withdraw,
    withdraw_ask,
)
from tests.orders.helpers.post import Post, phrases

pytestmark = pytest.mark.django_db


Act = Callable[[Story], object]
#: What -> (how the order stands before, the act, who is told what).
TABLE: dict[str, tuple[str, Act, dict[str, str]]] = {
    "offer": ("", lambda told: told.offered(), {"wendell": "Offered to you"}),
    "offer to two": (
        "",
        lambda told: told.offered(told.cast.wendell, told.cast.wanda),
        {"wendell": "Offered to you", "wanda": "Offered to you"},
    ),
    "withdraw": (
        "offered",
        withdraw,
        {"wendell": "No longer offered to you", "otto": "Needs a writer"},
    ),
    "expire": (
        "offered",
        expire,
        {"wendell": "Offer expired", "max": "Needs a writer", "otto": "Needs a writer"},
    ),
    "decline": ("offered", decline, {"max": "Needs a writer", "otto": "Needs a writer"}),
    "accept offer": (
        "offered",
        lambda told: offers.accept_offer(actor=told.cast.wendell, **told.tick()),
        {},
    ),
    "assign": ("", assign, {"wendell": "Assigned to you"}),
    "assign who was asked": ("offered", assign, {"wendell": "Assigned to you"}),
    "reassign": ("assigned", reassign, {"wanda": "Assigned to you", "wendell": "No longer assigned to you"}),
    "start": ("assigned", lambda told: deliveries.start_work(actor=told.cast.wendell, **told.tick()), {}),
    "deliver": ("in_progress", lambda told: told.deliver(), {"edith": "Text waiting for review"}),
    "deliver straight": ("in_progress", straight, {"clara": "Delivery ready"}),
    "claim": ("in_review", lambda told: reviews.claim_review(actor=told.cast.edith, **told.tick()), {}),
    "give review": (
        "in_review",
        lambda told: reviews.give_review(
            actor=told.cast.max, editor=told.cast.edith.membership, **told.tick()
        ),
        {"edith": "Review assigned to you"},
    ),
    "release": ("claimed", lambda told: reassigning.release_review(actor=told.cast.max, **told.tick()), {}),
    "approve": ("claimed", lambda told: told.approve(), {"clara": "Delivery ready"}),
    "send back": ("claimed", send_back, {"wendell": "Sent back by the editor"}),
    "correct": ("claimed", lambda told: told.correct(), {"wendell": "The editor corrected your text"}),
    "deliver again": ("claimed", redeliver, {"edith": "New version to review"}),
    "ask for a revision": ("delivered", ask, {"wendell": "Revision requested"}),
    "accept": (
        "delivered",
        lambda told: acceptance.accept_order(actor=told.cast.clara, **told.tick()),
        {"wendell": "Completed"},
    ),
    "lapse": ("delivered", lapse, {"clara": "Completed", "wendell": "Completed"}),
    "hold": (
        "claimed",
        lambda told: holding.hold_order(actor=told.cast.sam, reason="Photographs", **told.tick()),
        {"clara": "On hold", "wendell": "On hold", "edith": "On hold"},
    ),
    "resume": (
        "on_hold",
        lambda told: holding.resume_order(actor=told.cast.sam, **told.tick()),
        {"clara": "Resumed", "wendell": "Resumed"},
    ),
    "move deadlines": (
        "in_progress",
        lambda told: move_deadlines(told, client=2),
        {"clara": "New deadline", "wendell": "New deadline"},
    ),
    "move the writer's deadline": (
        "in_progress",
        lambda told: move_deadlines(told, client=0),
        {"wendell": "New deadline"},
    ),
    "ask for more time": (
        "in_progress",
        lambda told: told.ask_for_time(),
        {"max": "Extension requested", "otto": "Extension requested"},
    ),
    "grant more time": (
        "asked",
        lambda told: answer_ask(told, granted=True),
        {"wendell": "Extension granted", "clara": "New deadline"},
    ),
    "refuse more time": (
        "asked",
        lambda told: answer_ask(told, granted=False),
        {"wendell": "Extension declined"},
    ),
    "withdraw an ask": ("asked", withdraw_ask, {}),
    "deliver in spite of an ask": (
        "asked",
        lambda told: told.deliver(),
        {"edith": "Text waiting for review"},
    ),
    "record a payment": ("assigned", pay, {"clara": "Payment received"}),
    "change the price": ("assigned", charge_more, {"clara": "New price"}),
    "client cancels": (
        "assigned",
        lambda told: cancel(told, "clara"),
        {"wendell": "Cancelled", "max": "Cancelled", "otto": "Cancelled"},
    ),
    "client cancels what is offered": (
        "offered",
        lambda told: cancel(told, "clara"),
        {"wendell": "No longer offered to you", "max": "Cancelled", "otto": "Cancelled"},
    ),
    "desk cancels": (
        "assigned",
        lambda told: cancel(told, "max"),
        {"clara": "Cancelled", "wendell": "Cancelled"},
    ),
}


def play(cast: Cast, state: str) -> Story:
    story = Story(cast)
    return getattr(story, state)() if state else story


@pytest.mark.parametrize("what", TABLE)
def test_who_is_told(cast: Cast, post: Post, what: str) -> None:
    before, act, expected = TABLE[what]
    story = play(cast, before)
    post.skip()

    act(story)

    assert phrases(post.empty()) == expected


def test_an_ask_that_was_taken_back_is_told_to_nobody(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    withdraw_ask(story.ask_for_time())

    assert post.empty() == {}


def test_mails_about_more_time_say_the_reason_and_what_to_do(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    story.ask_for_time()
    asked = post.empty()["max"].text
    answer_ask(story, granted=False)
    refused = post.empty()["wendell"].text

    assert "Wendell H. requested an extension until" in asked and "“The archive opens on Monday”" in asked
    assert "grant or decline the writer’s extension request." in asked
    assert "The agency declined the extension request." in refused and "“It goes to print”" in refused


def test_more_time_for_a_revision_is_told_to_its_writer_once(cast: Cast, post: Post) -> None:
    story = Story(cast).revision_requested().ask_for_time()
    post.skip()
    ask = story.order.extension_asks.get()

    extensions.grant_extension(actor=cast.sam, ask=ask.public_id, due_at=ask.wanted, **story.tick())

    assert phrases(post.empty()) == {
        "wendell": "Extension granted",
        "clara": "New deadline",
        "edith": "New deadline",
    }


def test_a_placed_order_is_told_to_who_gives_out_work(cast: Cast, post: Post) -> None:
    Story(cast)

    assert phrases(post.empty()) == {"max": "New order", "otto": "New order", "clara": "Order confirmation"}


def test_every_verb_has_words_or_needs_none() -> None:
    """Whoever adds a verb decides here whether a mail tells of it."""
    silent = {
        "accept_offer",
        "start",
        "claim_review",
        "answer_points",
        "comment_passage",
        "withdraw_extension",
        "close_extension",
        "take_over",
        "import",
    }
    known = {transition.verb for transition in TRANSITIONS} | set(OTHER_VERBS)

    assert set(WORDS) == MAILED_VERBS
    assert not MAILED_VERBS & set(dict(mail_words.items()))
    assert known - mailed_verbs() == silent
    assert mailed_verbs() <= known | set(dict(timeline_lines.items()))


@pytest.fixture
def praise() -> Iterator[str]:
    """A verb of an app to the right, whose mails it has registered."""
    told = MailWords(
        "Praise for you",
        (
            "Read the text beside its brief. From the second version on, you can compare "
            "each version word by word with the previous one."
        ),
        "Well done.",
    )
    mail_words.register(
        "praise",
        {
            WRITER: told,
            DESK: MailWords(
                "A writer is praised",
                (
                    "Read the text beside its brief. From the second version on, you can compare "
                    "each version word by word with the previous one."
                ),
            ),
        },
    )
    yield "praise"
    mail_words.forget("praise")


def test_a_verb_of_an_app_to_the_right_is_mailed_in_its_words(cast: Cast, post: Post, praise: str) -> None:
    story = Story(cast).in_progress()
    post.skip()
    record(story.order, praise, actor=cast.clara, now=story.now)
    mails = post.empty(times=2)

    assert phrases(mails) == {
        "wendell": "Praise for you",
        "max": "A writer is praised",
        "otto": "A writer is praised",
    }
    assert "Well done." in mails["wendell"].text and "Well done." not in mails["max"].text


def test_what_nobody_registered_is_told_to_nobody(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    record(story.order, "praise", actor=cast.clara, now=story.now)

    assert post.waiting() == []


def test_no_job_for_what_no_mail_tells(cast: Cast, post: Post) -> None:
    story = Story(cast).assigned()
    post.skip()
    deliveries.start_work(actor=cast.wendell, **story.tick())

    assert post.waiting() == []


def test_an_act_that_never_was_tells_nobody(cast: Cast, post: Post) -> None:
    story = Story(cast)
    post.skip()
    with transaction.atomic():
        story.offered()
        transaction.set_rollback(True)

    assert post.waiting() == []


def test_quietly_tells_nobody(cast: Cast, post: Post) -> None:
    with quietly():
        story = Story(cast).delivered()
        messages.post_message(
            actor=cast.clara, order=story.order, internal=False, text="Hello", now=story.now
        )
    assert post.waiting() == []

    story.order.refresh_from_db()
    acceptance.accept_order(actor=cast.clara, **story.tick())
    assert len(post.waiting()) == 1


def test_a_job_that_runs_twice_writes_once(cast: Cast, post: Post) -> None:
    story = Story(cast).offered(cast.wendell, cast.wanda)
    post.empty(times=3)
    person = [cast.max.membership]
    post_message(
        actor=cast.sam, order=story.order, internal=False, text="Look", mentions=person, now=story.now
    )
    post.empty(times=3)

    assert Mail.objects.count() == SentMail.objects.count()
    for about in ("event", "message"):
        keys = list(SentMail.objects.exclude(**{about: None}).values_list(about, "membership"))
        assert len(keys) == len(set(keys))


def test_a_job_of_nothing_does_nothing(cast: Cast) -> None:
    tell_of_event(event_id=0)
    tell_of_message(message_id=0)

    assert not Mail.objects.exists()


def test_the_trace_cannot_be_rewritten(cast: Cast, post: Post) -> None:
    Story(cast)
    post.empty()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SentMail.objects.update(farewell=True)


def test_one_event_writes_to_no_more_than_the_most(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    from accounts.actions.people import make_person

    for at in range(6):
        person = make_person(
            email=f"editor{at}@inkwell.example", name=f"Editor{at} E", password="demo-quillhouse"
        )
        admit(agency=cast.inkwell, user=person, roles=["editor"], public_name=f"Editor {at}", now=START)
    monkeypatch.setattr(audience, "MOST", 4)
    story = Story(cast).in_progress()
    post.skip()
    story.deliver()

    assert set(post.empty()) == {"edith", "editor0", "editor1", "editor2"}

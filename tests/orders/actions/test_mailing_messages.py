"""Mail about messages: to whom they concern, who are named first, who have not read them."""

from __future__ import annotations

import pytest

from accounts.models import Mail
from orders.actions import (
    messages,
)
from orders.tasks import tell_of_message
from tests.cast import Cast
from tests.factories import Story
from tests.orders.acts import (
    reassign,
)
from tests.orders.post import Post, phrases

pytestmark = pytest.mark.django_db


def say(story: Story, who: str, *, internal: bool = False, names: str = "", text: str = "How long may it be?"):
    people = [getattr(story.cast, names).membership] if names else []
    actor = getattr(story.cast, who)
    return messages.post_message(
        actor=actor, order=story.order, internal=internal, text=text, mentions=people, now=story.now
    )


def test_a_message_is_told_to_whom_it_concerns(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "wendell")

    assert phrases(post.empty()) == {"clara": "New message"}


def test_the_named_are_told_first_and_so(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "clara", names="max")
    mails = post.empty()

    assert list(phrases(mails).items()) == [("max", "You are named in a message"), ("wendell", "New message")]


def test_a_note_stays_inside(cast: Cast, post: Post) -> None:
    story = Story(cast).claimed()
    post.skip()
    say(story, "sam", internal=True)

    assert phrases(post.empty()) == {"edith": "New internal note"}


def test_who_has_read_it_is_not_told(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    message = say(story, "wendell")
    messages.mark_read(actor=cast.clara, order=story.order, internal=False, upto=message)

    assert post.empty() == {}


def test_a_message_is_not_told_to_a_former_writer(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "clara")
    (job,) = post.waiting()
    reassign(story)
    post.skip()
    tell_of_message(**job.args)

    # Wendell keeps what was sent in his time; whoever writes the order now is told.
    assert [post.name(mail) for mail in Mail.objects.all()] == ["wanda"]


def test_an_edit_tells_the_words_of_now_and_nobody_twice(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    message = say(story, "wendell", text="Hello Clara")
    messages.edit_message(actor=cast.wendell, message=message, text="Good morning", now=story.now)
    mails = post.empty()

    assert set(mails) == {"clara"}
    assert "Good morning" in mails["clara"].text and "Hello Clara" not in mails["clara"].text

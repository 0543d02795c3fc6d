"""Mail about messages: to whom they concern, who are named first, who have not read them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.people import make_person
from accounts.models import Mail
from agencies.actions.people import admit
from clients.models import AccountPerson
from orders.actions import (
    messages,
)
from orders.tasks import tell_of_message
from tests.helpers.cast import START, Cast
from tests.helpers.factories import account_of
from tests.helpers.story import Story
from tests.orders.helpers.order_acts import reassign
from tests.orders.helpers.post import Post, phrases

pytestmark = pytest.mark.django_db


def say(
    story: Story, who: str, *, internal: bool = False, names: str = "", text: str = "How long may it be?"
):
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

    assert list(phrases(mails).items()) == [
        ("max", "You were mentioned in a message"),
        ("wendell", "New message"),
    ]


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


@pytest.mark.parametrize("colleagues", [0, 3])
def test_queries_of_one_message(cast: Cast, post: Post, colleagues: int) -> None:
    """Seventeen for the message; for each mail the right, its words, how its reader wants to be told, three
    rows (one of them the notice), the job and a savepoint's two ends."""
    for at in range(colleagues):
        user = make_person(email=f"c{at}@inkwell.example", name=f"C{at} C", password="demo-quillhouse")
        membership = admit(agency=cast.inkwell, user=user, roles=["client"], public_name=f"C {at}", now=START)
        AccountPerson.objects.create(
            agency=cast.inkwell, account=account_of(cast.clara), membership=membership, role="orderer"
        )
    message = say(Story(cast).in_progress(), "wendell")

    with CaptureQueriesContext(connection) as queries:
        tell_of_message(message_id=message.pk)

    assert Mail.objects.count() == 1 + colleagues
    assert len(queries) == 16 + 9 * (1 + colleagues)


def test_the_lines_of_a_message_stay_lines(cast: Cast, post: Post) -> None:
    story = Story(cast).in_progress()
    post.skip()
    say(story, "wendell", text="One <b>\n\nTwo")
    mail = post.empty()["clara"]

    assert "One &lt;b&gt;<br><br>Two" in mail.html and "One <b>\n\nTwo" in mail.text

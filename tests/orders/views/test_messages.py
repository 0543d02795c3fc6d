"""The pages of the conversation and of the notes: who reads what under which
name, sending, changing, paging, marks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.actions.messages import EDIT_WINDOW, OPEN_AFTER, edit_message, post_message
from orders.models import Attachment, Message, MessageText
from orders.views.messages import PAGE
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import form_to, markup, words_of
from tests.helpers.story import Story
from tests.orders.helpers.sentinels import SECRETS, Secretive, seen
from tests.orders.helpers.support import colleague, stop_clock, upload, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
THREAD = {"HX-Request": "true", "HX-Target": "thread"}


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    story = Story(cast).delivered()
    stop_clock(monkeypatch, story.now + HOUR)
    return story


def post(story: Story, name: str, text: str, *, internal: bool = False, **facts: Any) -> Message:
    actor, options = getattr(story.cast, name), {"now": story.now + HOUR, **facts}
    return post_message(actor=actor, order=story.order, internal=internal, text=text, **options)


def send(client: Client, story: Story, path: str = "messages/", headers: Any = None, **typed: Any) -> Any:
    url = url_of(story.order, path)
    files = typed.pop("files", None)
    sent = form_to(client.get(url), url).filled(**typed)
    return client.post(url, {**sent, **({"files": files} if files else {})}, headers=headers or {})


def test_sending_without_javascript(sign_in: SignIn, story: Story) -> None:
    answer = send(sign_in(story.cast.clara), story, text="Hello there", files=[upload()])

    assert (answer.status_code, answer["Location"]) == (302, f"{url_of(story.order, 'messages/')}#end")
    page = sign_in(story.cast.wendell).get(url_of(story.order, "messages/"))
    assert "Hello there" in words_of(page) and "notes.txt" in words_of(page)


def test_sending_with_htmx(sign_in: SignIn, story: Story) -> None:
    answer = send(sign_in(story.cast.clara), story, headers=THREAD, text="Hello there")

    body = markup(answer)
    assert answer.status_code == 200 and body.startswith('<section id="thread"') and "Hello there" in body
    assert answer["HX-Push-Url"] == "false" and "</html>" not in body
    assert form_to(answer, url_of(story.order, "messages/")).sent["text"] == [""]


def test_a_second_click_sends_nothing(sign_in: SignIn, story: Story) -> None:
    client, url = sign_in(story.cast.clara), url_of(story.order, "messages/")
    sent = form_to(client.get(url), url).filled(text="Hello")

    assert [client.post(url, sent).status_code for _each in range(2)] == [302, 302]
    assert Message.objects.count() == 1
    assert client.post(url, {**sent, "key": "nonsense!!"}).status_code == 302 and Message.objects.count() == 2


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 10_001, "a\uffffb"])
def test_what_is_refused_is_kept(sign_in: SignIn, story: Story, text: str) -> None:
    answer = send(
        sign_in(story.cast.clara), story, text=text, mentions=[story.cast.wendell.membership.public_id]
    )

    assert answer.status_code == 422 and not Message.objects.exists()
    kept = form_to(answer, url_of(story.order, "messages/")).sent
    assert kept["mentions"] == [story.cast.wendell.membership.public_id]
    assert kept["text"] == [text] or not text.strip()


def test_what_is_invisible_and_came_along_becomes_a_blank(sign_in: SignIn, story: Story) -> None:
    send(sign_in(story.cast.clara), story, text="a\x00b\x07c")

    assert MessageText.objects.get().text == "a b c"


def test_a_refused_file_keeps_the_words(sign_in: SignIn, story: Story) -> None:
    answer = send(
        sign_in(story.cast.clara), story, text="With a program", files=[upload("a.exe", b"MZ\x90\x00")]
    )

    assert (
        answer.status_code == 422
        and "With a program" in answer.content.decode()
        and "a.exe" in words_of(answer)
    )
    assert not Message.objects.exists() and not Attachment.objects.exists()


@pytest.mark.parametrize("headers", [{}, THREAD])
def test_closed_too_long_keeps_the_words(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    story = Story(cast).completed()
    stop_clock(monkeypatch, story.now + HOUR)
    client, url = sign_in(cast.clara), url_of(story.order, "messages/")
    sent = form_to(client.get(url), url).filled(text="One last thing")
    stop_clock(monkeypatch, story.order.closed_at + OPEN_AFTER)
    client = sign_in(cast.clara)  # no session lasts that long

    answer = client.post(url, sent, headers=headers)

    assert answer.status_code == 409 and "One last thing" in answer.content.decode()
    page = client.get(url)
    assert "30 days ago" in words_of(page) and "<textarea" not in page.content.decode()


def test_names_as_each_may_know_them(sign_in: SignIn, story: Story) -> None:
    cast = story.cast
    for name in ("clara", "wendell", "sam"):
        post(story, name, f"From {name}", mentions=[cast.otto.membership])
    url = url_of(story.order, "messages/")

    client, writer, desk = (sign_in(getattr(cast, name)).get(url) for name in ("clara", "wendell", "max"))
    sam, clara, otto = (getattr(cast, name).membership.public_name for name in ("sam", "clara", "otto"))

    assert "Wendell H." in words_of(client) and "The agency" in words_of(client)
    assert "The client" in words_of(writer) and "The agency" in words_of(writer)
    for page in (client, writer):
        assert sam not in words_of(page) and otto not in words_of(page)
    assert (
        clara not in words_of(writer)
        and clara in words_of(desk)
        and sam in words_of(desk)
        and otto in words_of(desk)
    )


def test_nothing_leaks_into_the_thread_of_another_side(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    story = Secretive(cast).in_progress()
    stop_clock(monkeypatch, story.now + HOUR)
    people = [story.cast.wendell.membership, story.cast.max.membership]
    post(story, "max", "Hello", mentions=[people[0]])
    post(story, "clara", "Hello", mentions=people)
    url = url_of(story.order, "messages/")

    assert seen(sign_in(story.cast.wendell).get(url), story.order) <= {"writer"}
    assert seen(sign_in(story.cast.clara).get(url), story.order) <= {"writer", "client"}
    assert SECRETS["manager"] in words_of(sign_in(story.cast.otto).get(url))


def test_no_public_id_of_a_client_reaches_the_writer(sign_in: SignIn, story: Story) -> None:
    """It would tell the same client apart over several orders."""
    post(story, "clara", "Hello", mentions=[story.cast.wendell.membership])

    for path in ("", "messages/"):
        body = sign_in(story.cast.wendell).get(url_of(story.order, path)).content.decode()
        assert story.cast.clara.membership.public_id not in body
        assert story.cast.sam.membership.public_id not in body


def test_mentioning_a_side_without_knowing_its_people(sign_in: SignIn, story: Story) -> None:
    send(sign_in(story.cast.wendell), story, text="Hello", mentions=["client"])

    assert [row.person for row in Message.objects.get().mentions.all()] == [story.cast.clara.membership]
    assert "you" in words_of(sign_in(story.cast.clara).get(url_of(story.order, "messages/")))


@pytest.mark.parametrize("who", ["edith", "nick", "wanda"])
def test_mentioning_somebody_who_is_not_offered(sign_in: SignIn, story: Story, who: str) -> None:
    stranger = getattr(story.cast, who).membership.public_id

    answer = send(sign_in(story.cast.clara), story, text="Hello", mentions=[stranger])

    assert answer.status_code == 422 and "Choose an option from the list." in words_of(answer)


def test_notes_are_nowhere_on_the_pages_of_client_and_writer(sign_in: SignIn, story: Story) -> None:
    post(story, "sam", "Qsecretnote", internal=True, mentions=[story.cast.edith.membership])

    for name in ("clara", "wendell"):
        client = sign_in(getattr(story.cast, name))
        for path in ("", "messages/"):
            assert "Qsecretnote" not in client.get(url_of(story.order, path)).content.decode()
        assert client.get(url_of(story.order, "notes/")).status_code == 404
        assert client.post(url_of(story.order, "notes/"), {"text": "x"}).status_code == 404
    for name in ("edith", "sam", "otto"):
        for path in ("", "notes/"):
            assert "Qsecretnote" in words_of(
                sign_in(getattr(story.cast, name)).get(url_of(story.order, path))
            )


def test_the_editor_has_no_conversation(sign_in: SignIn, story: Story) -> None:
    post(story, "clara", "Qconversation")

    assert "Qconversation" not in words_of(sign_in(story.cast.edith).get(url_of(story.order)))
    assert sign_in(story.cast.edith).get(url_of(story.order, "messages/")).status_code == 404


def test_an_editor_before_the_claim_has_no_notes(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_review()
    post_message(actor=cast.sam, order=story.order, internal=True, text="Qsecretnote", now=story.now)

    page = sign_in(cast.edith).get(url_of(story.order))

    assert page.status_code == 200 and "Qsecretnote" not in words_of(page)
    assert sign_in(cast.edith).get(url_of(story.order, "notes/")).status_code == 404


def test_a_writer_with_an_offer_sees_no_thread(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    story = Story(cast).offered()
    stop_clock(monkeypatch, story.now)
    post_message(actor=cast.clara, order=story.order, internal=False, text="Qconversation", now=story.now)

    page = sign_in(cast.wendell).get(url_of(story.order))

    assert page.status_code == 200 and "Qconversation" not in words_of(page)
    assert sign_in(cast.wendell).get(url_of(story.order, "messages/")).status_code == 404


def test_a_reader_of_the_account_has_no_form(sign_in: SignIn, story: Story) -> None:
    client, url = sign_in(colleague(story.cast, "reader")), url_of(story.order, "messages/")

    assert "<textarea" not in client.get(url).content.decode()
    assert client.post(url, {"text": "Hello"}).status_code == 403


def test_opening_the_thread_reads_it(sign_in: SignIn, story: Story) -> None:
    post(story, "clara", "Hello")
    post(story, "sam", "Hello")
    client, url = sign_in(story.cast.wendell), url_of(story.order, "messages/")

    assert "2 new" in words_of(client.get(url_of(story.order)))
    assert "2 new messages" in words_of(client.get("/studio/?tab=all"))
    client.head(url)
    assert "2 new" in words_of(client.get(url_of(story.order)))
    assert words_of(client.get(url)).count("New") == 2
    assert "New" not in words_of(client.get(url)) and "2 new" not in words_of(client.get(url_of(story.order)))
    assert "new message" not in words_of(client.get("/studio/?tab=all"))


def test_earlier_messages(sign_in: SignIn, story: Story) -> None:
    for number in range(PAGE + 5):
        post(story, "sam", f"Number {number}.")
    client, url = sign_in(story.cast.clara), url_of(story.order, "messages/")

    first = client.get(url)
    texts = [line.text for line in first.context["lines"]]
    earlier = client.get(first.context["page"].next_url, headers=THREAD)

    assert texts == [f"Number {number}." for number in range(5, PAGE + 5)]
    assert re.findall(r"Number \d+\.", words_of(earlier)) == [f"Number {number}." for number in range(5)]
    assert "Earlier messages" not in words_of(earlier) and "Later messages" in words_of(earlier)
    assert client.get(f"{url}?after=nonsense").status_code == 200


def test_text_stays_text(sign_in: SignIn, story: Story) -> None:
    post(story, "clara", "<script>alert(1)</script> https://example.org/x\n\nTwo")

    body = sign_in(story.cast.wendell).get(url_of(story.order, "messages/")).content.decode()

    assert "<script>alert" not in body and "&lt;script&gt;" in body
    assert '<a href="https://example.org/x" rel="noopener nofollow">' in body


def test_changing_ones_words(sign_in: SignIn, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    message = post(story, "clara", "Hello tehre")
    client, url = sign_in(story.cast.clara), url_of(story.order, f"messages/{message.public_id}/")
    assert url in client.get(url_of(story.order, "messages/")).content.decode()

    answer = client.post(url, form_to(client.get(url), "").filled(text="Hello there"))

    assert answer["Location"] == f"{url_of(story.order, 'messages/')}#message-{message.public_id}"
    page = words_of(client.get(url_of(story.order, "messages/")))
    assert "Hello there" in page and "edited" in page and "tehre" not in page
    desk = words_of(sign_in(story.cast.max).get(url_of(story.order, "messages/")))
    assert "Earlier wording" in desk and "Hello tehre" in desk
    stop_clock(monkeypatch, story.now + HOUR + EDIT_WINDOW)
    late = client.post(url, {"text": "Something else"})
    assert late.status_code == 409 and "Something else" in late.content.decode()
    assert client.get(url).status_code == 409 and MessageText.objects.count() == 2
    assert url not in client.get(url_of(story.order, "messages/")).content.decode()


def test_an_edit_is_new_to_nobody(sign_in: SignIn, story: Story) -> None:
    message = post(story, "clara", "Hello")
    client = sign_in(story.cast.wendell)
    client.get(url_of(story.order, "messages/"))

    edit_message(actor=story.cast.clara, message=message, text="Hello again", now=message.sent_at)

    assert not Message.objects.unread_by(story.cast.wendell).exists()


@pytest.mark.parametrize(("text", "status"), [("", 422), ("a\uffffb", 422), ("x" * 10_001, 422)])
def test_a_refused_change_is_kept(sign_in: SignIn, story: Story, text: str, status: int) -> None:
    message = post(story, "clara", "Hello")

    answer = sign_in(story.cast.clara).post(
        url_of(story.order, f"messages/{message.public_id}/"), {"text": text}
    )

    assert answer.status_code == status and form_to(answer, "").sent["text"] == [text]
    assert MessageText.objects.count() == 1


def test_a_message_of_another_order_is_not_found(sign_in: SignIn, story: Story) -> None:
    message, other = post(story, "clara", "Hello"), Story(story.cast).order

    assert sign_in(story.cast.clara).get(url_of(other, f"messages/{message.public_id}/")).status_code == 404


def test_the_order_page_shows_the_newest_two(sign_in: SignIn, story: Story) -> None:
    for number in range(4):
        post(story, "sam", f"Number {number}.", now=story.now + dt.timedelta(minutes=number))

    page = words_of(sign_in(story.cast.clara).get(url_of(story.order)))

    assert (
        not any(f"Number {number}." in page for number in (0, 1))
        and all(f"Number {number}." in page for number in (2, 3))
        and "4 new" in page
    )

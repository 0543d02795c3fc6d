"""Delivering: text, files or both; a refusal loses nothing typed, and a
second click makes no second version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.actions.files import attach_all
from agencies.files import types as filetypes
from agencies.models import Agency
from orders.models import Delivery, Order
from orders.models.deliveries import NOTE_LIMIT, TEXT_LIMIT
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.packages import office
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.sentinels import Secretive, seen
from tests.orders.helpers.support import stop_clock, upload, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TEXT = "# Dusk\r\n\r\nBoats <come> in & “go”.\r\n"
#: So many has TEXT, and the order.
WORDS = 5
NOTE = "Please check\r\nthe <tides>."


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).in_progress()
    Order.objects.filter(pk=told.order.pk).update(quantity=WORDS)
    told.reread()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


@pytest.fixture
def url(story: Story) -> str:
    return url_of(story.order, "deliveries/new/")


@pytest.fixture
def wendell(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.wendell)


DELIVERED = [
    ({"text": TEXT, "note": NOTE}, [], 5),
    ({"text": ""}, ["Harbour.docx"], 0),
    ({"text": TEXT}, ["Harbour.docx", "notes.txt"], 5),
]


@pytest.mark.parametrize(("typed", "names", "words"), DELIVERED)
def test_text_or_files_or_both(
    wendell: Client, story: Story, url: str, typed: dict[str, str], names: list[str], words: int
) -> None:
    files = [upload(name, office() if name.endswith("docx") else b"Notes") for name in names]

    answer = wendell.post(url, {**typed, "files": files})

    assert (answer.status_code, answer.url) == (302, url_of(story.order))
    made = Delivery.objects.get()
    assert (made.number, made.word_count, made.verdict) == (1, words, "pending")
    assert [row.name for row in made.attachments.all()] == names
    assert (
        made.text == typed["text"].replace("\r\n", "\n").strip("\n")
        and Order.objects.get().state == "in_review"
    )


def test_two_clicks_make_one_version(wendell: Client, story: Story, url: str) -> None:
    answers = [wendell.post(url, {"text": TEXT, "note": NOTE}) for _click in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, url_of(story.order))] * 2
    assert Delivery.objects.count() == 1


def test_two_clicks_with_a_file_alone_make_one_version(wendell: Client, story: Story, url: str) -> None:
    answers = [wendell.post(url, {"text": "", "files": [upload()]}) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(("name", "content"), [("more.txt", b"Notes"), ("notes.txt", b"Other notes")])
def test_the_same_text_with_other_files_is_no_second_click(
    wendell: Client, story: Story, url: str, name: str, content: bytes
) -> None:
    """It comes too late; to call it delivered would lose the file."""
    wendell.post(url, {"text": TEXT, "note": NOTE, "files": [upload()]})

    page = wendell.post(url, {"text": TEXT, "note": NOTE, "files": [upload(name, content)]})

    assert page.status_code == 409 and "Choose the files again." in words_of(page)
    assert_kept(page, url)


def test_without_editors_the_client_has_it_at_once(
    cast: Cast, wendell: Client, story: Story, url: str
) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-editorial_review"])

    page = wendell.get(url)
    wendell.post(url, {"text": TEXT})

    assert "Deliver to the client" in words_of(page)
    assert (Order.objects.get().state, Delivery.objects.get().verdict) == ("delivered", "approved")


def bad_files() -> list[tuple[str, bytes, str]]:
    return [
        ("report.docx", b"MZ\x90\x00" + b"\x00" * 64, "Programs are not accepted."),
        (
            "script.docx",
            b"\x7fELF\x02\x01\x01" + b"\x00" * 64,
            "Programs are not accepted.",
        ),
        (
            "macro.docx",
            office(members={"word/vbaProject.bin": b"x"}),
            "Documents with macros are not accepted",
        ),
        ("empty.txt", b"", "empty"),
        ("broken.docx", office()[:60], "This file is damaged"),
    ]


@pytest.mark.parametrize(("name", "content", "words"), bad_files(), ids=lambda value: str(value)[:12])
def test_a_bad_file_is_refused_beside_its_field(
    wendell: Client, story: Story, url: str, name: str, content: bytes, words: str
) -> None:
    page = wendell.post(
        url, {"text": TEXT, "note": NOTE, "files": [upload("fine.txt"), upload(name, content)]}
    )

    errors = page.context["form"].errors
    assert page.status_code == 422 and list(errors) == ["files"]
    assert any(words in error for error in errors["files"]) and words in words_of(page)
    assert_kept(page, url)
    assert not Delivery.objects.exists()


def assert_kept(page: Any, url: str) -> None:
    sent = form_to(page, url, ["text"]).sent
    kept = [sent[name][0].replace("\r\n", "\n").strip("\n") for name in ("text", "note")]
    assert kept == [words.replace("\r\n", "\n").strip("\n") for words in (TEXT, NOTE)]


def test_a_file_that_is_too_large(
    wendell: Client, story: Story, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filetypes, "MAX_BYTES", 1024 * 1024)

    page = wendell.post(
        url, {"text": TEXT, "note": NOTE, "files": [upload("big.txt", b"a" * (1024 * 1024 + 1))]}
    )

    assert page.status_code == 422
    assert page.context["form"].errors["files"] == [
        "big.txt: The file is larger than 1 MB. Choose a smaller one."
    ]
    assert_kept(page, url)


REFUSED = [
    ({"text": " \r\n "}, "text", "Write the text here or attach a file."),
    ({"text": "x" * (TEXT_LIMIT + 1)}, "text", "at most 400000 characters"),
    ({"text": "a\uffffb"}, "text", ""),
    ({"text": TEXT, "note": "x" * (NOTE_LIMIT + 1)}, "note", "at most 4000 characters"),
]


@pytest.mark.parametrize(("typed", "field", "words"), REFUSED, ids=["empty", "long", "NUL", "note"])
def test_a_refused_text(
    wendell: Client, story: Story, url: str, typed: dict[str, str], field: str, words: str
) -> None:
    page = wendell.post(url, {"note": NOTE, **typed})

    assert page.status_code == 422 and list(page.context["form"].errors) == [field]
    assert words in words_of(page) and f"id_{field}" in page.content.decode()
    sent = form_to(page, url, ["text"]).sent
    assert sent["note"][0].replace("\r\n", "\n") == typed.get("note", NOTE).replace("\r\n", "\n")
    assert not Delivery.objects.exists()


def test_files_of_a_refused_delivery_are_asked_for_again(wendell: Client, story: Story, url: str) -> None:
    page = wendell.post(url, {"text": TEXT, "note": "x" * (NOTE_LIMIT + 1), "files": [upload()]})

    assert "Choose the files again." in words_of(page)


def test_what_was_written_too_late_is_not_lost(wendell: Client, cast: Cast, story: Story, url: str) -> None:
    story.deliver("Another text")

    page = wendell.post(url, {"text": TEXT, "note": NOTE})

    assert page.status_code == 409 and "This is only possible while the state is “In progress”" in words_of(
        page
    )
    assert_kept(page, url)
    assert wendell.get(url).status_code == 409


@pytest.mark.parametrize(
    ("name", "status"),
    [("clara", 403), ("wanda", 404), ("edith", 404), ("sam", 403), ("max", 403), ("nora", 404)],
)
def test_only_the_writer_delivers(cast: Cast, sign_in: SignIn, story: Story, name: str, status: int) -> None:
    client = sign_in(getattr(cast, name))
    url, preview = (url_of(story.order, f"deliveries/{page}/") for page in ("new", "preview"))

    found = [client.get(url), client.post(url, {"text": TEXT}), client.post(preview, {"text": TEXT})]

    assert [answer.status_code for answer in found] == [status] * 3
    assert not Delivery.objects.exists()


def test_the_page_tells_the_writer_nothing_of_the_client(cast: Cast, sign_in: SignIn) -> None:
    """It begins with the last version, beside brief and files; client, notes
    and price stay where they are."""
    story = Secretive(cast).three_versions()
    story.send_back()

    page = sign_in(cast.wendell).get(url_of(story.order, "deliveries/new/"))

    assert seen(page, story.order) == {"unapproved", "brief file"}


def test_a_text_of_another_length_is_asked_about_once(wendell: Client, story: Story, url: str) -> None:
    """It is never refused, and nothing that was typed is lost."""
    typed = {"text": f"{TEXT}\r\n\r\nTwo words", "note": NOTE}

    page = wendell.post(url, typed)

    said = words_of(page)
    assert page.status_code == 422 and "This text is longer than ordered" in said
    assert "Words: 7. The order asks for between 5 and 5." in said and not Delivery.objects.exists()
    again = form_to(page, url, ["text"]).sent
    assert again["text"][0].strip().replace("\r\n", "\n") == typed["text"].strip().replace("\r\n", "\n")
    assert wendell.post(url, again).status_code == 302
    assert Delivery.objects.get().word_count == 7


def test_the_agencys_tolerance_decides(cast: Cast, wendell: Client, story: Story, url: str) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(length_tolerance=20)

    assert wendell.post(url, {"text": "One two three four"}).status_code == 302


@pytest.mark.parametrize("text", ["", "Two words"])
def test_words_in_files_are_not_asked_about(wendell: Client, story: Story, url: str, text: str) -> None:
    assert wendell.post(url, {"text": text, "files": [upload()]}).status_code == 302


def test_saving_answers_alone_asks_nothing(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).revising()
    url = url_of(story.order, "deliveries/new/")

    page = sign_in(cast.wendell).post(url, {"text": "Short", "answers": "1", "point-1-answer": "done"})

    assert page.status_code == 200 and "than ordered" not in words_of(page)


def test_everything_needed_stands_beside_the_text(cast: Cast, sign_in: SignIn) -> None:
    """The brief with references and files, the order, and each point with the client's answers."""
    story = Story(cast, references="The harbour master’s almanac").revising()
    revision_turns.tell(revision_turns.reply(story, "question"))
    attach_all(story.order.attachments, actor=cast.clara, uploads=[upload("Map.txt", b"Quay")], now=story.now)

    page = sign_in(cast.wendell).get(url_of(story.order, "deliveries/new/"))

    said = words_of(page)
    for words in (story.order.brief, "The harbour master’s almanac", "Map.txt", "600 words"):
        assert words in said, words
    assert "Wendell" not in said.split("Too short on the market")[1].split("The fish market")[0]
    assert "You Question" in said and said.index("The client Answer to the question") < said.index(
        "The fish market"
    )


@pytest.mark.parametrize(("name", "seen_by"), [("wendell", True), ("edith", True), ("clara", False)])
def test_writer_and_editor_see_what_is_too_short(
    cast: Cast, sign_in: SignIn, name: str, seen_by: bool
) -> None:
    story = Story(cast).delivered()

    said = words_of(sign_in(getattr(cast, name)).get(url_of(story.order)))

    assert ("16 of 600 words too short expected: 540 to 660" in said) == seen_by

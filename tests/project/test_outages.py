"""A disk that takes nothing, a database that cannot work: what people are told, and where their words are."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files import uploadedfile
from django.db import InternalError, OperationalError
from django.test import Client

from drafts.models import OrderDraft
from orders.models import Delivery, Message, MessageText
from project.outages import is_away, is_full_disk
from tests.helpers import pictures
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import HOUR, make_draft
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock, upload, url_of

pytestmark = pytest.mark.django_db
DISK = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS]
TOLD = "We can’t store files at the moment. What you typed has been kept. Attach the file again later."
LARGE = b"word " * 600_000


@pytest.fixture(params=DISK, ids=[errno.errorcode[number] for number in DISK])
def full_disk(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    """The folder of files takes nothing."""
    settings.MEDIA_ROOT = tmp_path

    def refuse(*_args: Any) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr("agencies.files.storage.os.fsync", refuse)


@pytest.fixture
def full_tmp(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder where large uploads lie while they are read takes nothing."""

    class Full:
        name = "/tmp/full"

        def write(self, _chunk: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr(uploadedfile.tempfile, "NamedTemporaryFile", lambda **_options: Full())


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).in_progress()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


def delivered(story: Story, content: bytes) -> Any:
    typed = {"text": "# Dusk", "note": "Please check.", "files": [upload("a.txt", content)]}
    return browser(story.cast.wendell).post(url_of(story.order, "deliveries/new/"), typed)


def assert_the_delivery_is_kept(page: Any, story: Story) -> None:
    sent = form_to(page, url_of(story.order, "deliveries/new/"), ["text"]).sent
    assert page.status_code == 422 and not Delivery.objects.exists()
    assert TOLD in page.context["form"].errors["files"][0]
    assert (sent["text"][0].strip(), sent["note"][0].strip()) == ("# Dusk", "Please check.")


def test_a_full_disk_is_said_beside_the_files_of_a_delivery(story: Story, full_disk: None) -> None:
    assert_the_delivery_is_kept(delivered(story, b"words"), story)


def test_a_large_upload_that_finds_no_room_costs_no_words(story: Story, full_tmp: None) -> None:
    """Django keeps large uploads on the disk while it reads them, before any view."""
    assert_the_delivery_is_kept(delivered(story, LARGE), story)


def test_a_message_keeps_its_words(story: Story, full_disk: None) -> None:
    client, url = browser(story.cast.clara), url_of(story.order, "messages/")
    sent = form_to(client.get(url), url).filled(text="About the ending")

    page = client.post(url, {**sent, "files": [upload("a.txt")]})

    assert page.status_code == 422 and not Message.objects.exists()
    assert "About the ending" in page.content.decode() and TOLD in words_of(page)


@pytest.mark.parametrize("content", [b"words", LARGE])
def test_a_draft_stores_its_words_without_the_file(
    cast: Cast, full_disk: None, full_tmp: None, content: bytes
) -> None:
    draft, client = make_draft(cast.clara), browser(cast.clara)
    url = f"/orders/drafts/{draft.public_id}/"
    sent = form_to(client.get(url), url).filled(title="The harbour at dusk")

    page = client.post(url, {**sent, "files": [upload("a.txt", content)]})

    assert TOLD in words_of(page)
    assert OrderDraft.objects.get(pk=draft.pk).title == "The harbour at dusk"
    assert not draft.attachments.exists()


def test_a_photo_says_so_too(cast: Cast, full_disk: None) -> None:
    page = browser(cast.clara).post("/account/profile/photo/", {"photo": pictures.upload(pictures.picture())})

    assert page.status_code == 422 and TOLD in words_of(page)


@pytest.mark.parametrize("number", DISK)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_full_disk_where_there_is_no_form(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, number: int, htmx: bool
) -> None:
    refuse_with(monkeypatch, OSError(number, os.strerror(number)))

    page = browser(cast.clara).get("/", headers={"hx-request": "true"} if htmx else {})

    assert page.status_code == 507
    assert "We cannot save that right now" in page.content.decode()


def refuse_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise error

    monkeypatch.setattr("project.views.current_offering", refuse)


def internal(cause: psycopg.Error) -> InternalError:
    error = InternalError(str(cause))
    error.__cause__ = cause
    return error


AWAY = [
    OperationalError("gone"),
    internal(psycopg.errors.IdleInTransactionSessionTimeout("idle")),
    internal(psycopg.errors.ReadOnlySqlTransaction("read-only")),
]
OURS = [
    internal(psycopg.errors.InFailedSqlTransaction("ours")),
    ValueError("ours"),
    OSError(errno.EPIPE, "x"),
]


@pytest.mark.parametrize("error", AWAY, ids=str)
def test_a_database_that_cannot_work(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    refuse_with(monkeypatch, error)

    page = browser(cast.clara).get("/")

    assert page.status_code == 503 and int(page.headers["Retry-After"]) > 0


@pytest.mark.parametrize("error", OURS, ids=str)
def test_our_own_mistakes_are_no_outage(error: BaseException) -> None:
    assert not is_away(error)
    assert not is_full_disk(error)


def test_a_session_that_cannot_be_saved_is_an_outage(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """It happens after the gate, in Django's own middleware."""

    def refuse(*_args: Any, **_options: Any) -> None:
        raise OperationalError("gone")

    client = browser(cast.clara)
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", refuse)

    assert client.get("/orders/").status_code == 503


def test_what_was_typed_comes_back_with_the_503(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    client, url = browser(story.cast.clara), url_of(story.order, "messages/")
    words = 'A "quoted" <b>ending</b> & more than forty letters of it.'
    sent = form_to(client.get(url), url).filled(text=words)
    broken(monkeypatch)
    page = client.post(url, sent)

    again = form_to(page, url).sent
    assert page.status_code == 503 and int(page.headers["Retry-After"]) > 0
    assert {name: texts[0].strip() for name, texts in again.items()} == {
        name: texts[0].strip() for name, texts in sent.items()
    }
    monkeypatch.undo()
    stop_clock(monkeypatch, story.now + HOUR)
    assert client.post(url, again).status_code == 302
    assert MessageText.objects.get().text == words


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("project.middleware.person.PersonMiddleware._resolve", refuse)


def test_secrets_do_not_come_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    typed = {"login": "clara@inkwell.example", "password": "hunter2hunter2"}

    page = browser(None, cast.inkwell).post("/accounts/sign-in/", typed).content.decode()

    assert "hunter2" not in page and "Go back in your browser" in page


def test_a_fragment_gets_one_line(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTMX leaves the page as it is, with the form and all that was typed."""
    broken(monkeypatch)

    answer = Client(headers={"host": "inkwell.localhost", "hx-request": "true"}).post(
        "/orders/", {"text": "x"}
    )

    assert answer.status_code == 503 and b"<" not in answer.content

"""Downloads: whoever sees the thing gets its file, as an attachment that
never runs; everybody else finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.actions.files import attach_all
from agencies.hooks import file_uses
from agencies.models import FileUse
from drafts.actions.files import attach_to_draft
from drafts.models import DraftFile
from orders.actions import holding, offers
from orders.models import Attachment
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.story import Story
from tests.orders.helpers.sentinels import SECRETS, Secretive
from tests.orders.helpers.support import queries_of, stop_clock, upload

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
EVERYBODY = (
    "clara",
    "wendell",
    "wanda",
    "edith",
    "sam",
    "max",
    "otto",
    "nick",
    "mara",
    "nora",
    "wanda_northwind",
)


def url_of(attachment: FileUse) -> str:
    return f"/files/{attachment.public_id}/"


def brief_file(cast: Cast, name: str = "notes.txt", content: bytes = b"Notes") -> Attachment:
    """A file of an order just placed, as it came along from the draft."""
    return attach(cast, place_order(cast.clara), name, content)


def attach(cast: Cast, order: Any, name: str, content: bytes) -> Attachment:
    (made,) = attach_all(
        order.attachments, actor=cast.clara, uploads=[upload(name, content)], now=order.placed_at
    )
    return made


def named(name: str) -> Attachment:
    return Attachment.objects.get(name=SECRETS[name])


def who_gets(cast: Cast, sign_in: SignIn, attachment: FileUse) -> set[str]:
    found = {name: sign_in(getattr(cast, name)).get(url_of(attachment)) for name in EVERYBODY}
    assert {answer.status_code for answer in found.values()} <= {200, 404}
    return {name for name, answer in found.items() if answer.status_code == 200}


DESK = {"sam", "max", "otto"}


def test_the_file_comes_as_an_attachment_that_never_runs(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.clara).get(url_of(brief_file(cast, "page.txt", b"<script>alert(1)</script>")))

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "text/plain" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="page.txt"'
    assert set(answer["Cache-Control"].replace(" ", "").split(",")) == {"no-store", "private"}
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Length"] == "25" and "ETag" not in answer


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Übersicht „neu“.txt", "filename*=utf-8''%C3%9Cbersicht"),
        ('a"b;c.txt', 'filename="a\\"b;c.txt"'),
        ("../../etc/passwd", 'filename="passwd.txt"'),
        ("a\r\nSet-Cookie: x=1.txt", "attachment"),
    ],
)
def test_names_of_files_stay_in_their_header(cast: Cast, sign_in: SignIn, name: str, wanted: str) -> None:
    answer = sign_in(cast.clara).get(url_of(brief_file(cast, name)))

    assert wanted in answer["Content-Disposition"] and answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"] and "Set-Cookie" not in answer.headers


def test_files_of_the_brief_before_and_while_a_writer_is_asked(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Secretive(cast)
    stop_clock(monkeypatch, story.now)
    assert who_gets(cast, sign_in, named("brief file")) == {"clara", *DESK}

    story.offered()
    assert who_gets(cast, sign_in, named("brief file")) == {"clara", "wendell", "wanda", *DESK}


def test_who_declined_or_lost_an_offer_finds_nothing(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Secretive(cast).declined()
    stop_clock(monkeypatch, story.now)
    assert who_gets(cast, sign_in, named("brief file")) == {"clara", "wendell", *DESK}

    offers.withdraw_offer(actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now)
    assert who_gets(cast, sign_in, named("brief file")) == {"clara", *DESK}


def test_a_held_offer_shows_no_file(cast: Cast, sign_in: SignIn) -> None:
    story = Secretive(cast).offered()
    holding.hold_order(actor=cast.sam, order=story.order, reason="Wait", now=story.now)

    assert who_gets(cast, sign_in, named("brief file")) == {"clara", *DESK}


def test_files_of_a_version_reach_the_client_when_it_is_approved(cast: Cast, sign_in: SignIn) -> None:
    """And nobody whom the order was only offered to."""
    story = Secretive(cast).three_versions()
    file = named("unapproved file")

    before = who_gets(cast, sign_in, file)
    story.approve()

    assert before == {"wendell", "edith", *DESK}
    assert who_gets(cast, sign_in, file) == {"clara", "wendell", "edith", *DESK}


def test_a_file_of_a_version_that_was_sent_back_stays_inside(cast: Cast, sign_in: SignIn) -> None:
    story = Secretive(cast).three_versions()
    story.send_back()

    assert who_gets(cast, sign_in, named("unapproved file")) == {"wendell", "edith", *DESK}


def test_files_of_drafts_are_the_clients(cast: Cast, sign_in: SignIn) -> None:
    file = draft_file(cast)

    assert who_gets(cast, sign_in, file) == {"clara"}


def draft_file(cast: Cast) -> DraftFile:
    draft, now = make_draft(cast.clara), Story(cast).now
    (made,) = attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload()], now=now)
    return made


def test_files_come_from_the_tables_that_apps_register_alone(cast: Cast, sign_in: SignIn) -> None:
    file, client = draft_file(cast), sign_in(cast.max)
    assert client.get(url_of(file)).status_code == 404

    file_uses.register("test", lambda viewer: DraftFile.objects.filter(agency_id=viewer.agency_id))
    try:
        assert who_gets(cast, sign_in, file) == {"clara", "wendell", "wanda", "edith", *DESK}
        assert queries_of(client, url_of(file)) == 3  # session, person, file: however many register
    finally:
        file_uses.forget("test")


def test_nobody_registers(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agencies.views.files.file_uses", ())

    assert sign_in(cast.clara).get(url_of(brief_file(cast))).status_code == 404


def test_the_same_bytes_elsewhere_open_no_door(cast: Cast, sign_in: SignIn) -> None:
    """Nick has uploaded the same bytes; Clara's file is still not his, at neither host."""
    ours, theirs = brief_file(cast), attach_for_nick(cast)

    assert ours.file.sha256 == theirs.file.sha256
    assert sign_in(cast.nick).get(url_of(ours)).status_code == 404
    assert sign_in(cast.clara).get(url_of(theirs)).status_code == 404
    visiting = sign_in(Member(cast.inkwell, membership=cast.nick.membership), cast.inkwell)
    assert visiting.get(url_of(ours)).status_code == 302  # to the page for joining


def attach_for_nick(cast: Cast) -> Attachment:
    order = place_order(cast.nick)
    (made,) = attach_all(order.attachments, actor=cast.nick, uploads=[upload()], now=order.placed_at)
    return made


ODD = [
    "aaaaaaaaaa",
    "AAAAAAAAAA",
    "1111111111",
    "aaaaaaaaa",
    "aaaaaaaaaaa",
    "..%2F..%2Fetc",
    "%2e%2e",
    "aaaaaaaaa%20",
    "aaaaaaaa%C3%A9",
    "aaaaaaaaa'",
    "1",
    "%EF%BC%92222222222",
]


@pytest.mark.parametrize("odd", ODD)
def test_ids_that_are_none(cast: Cast, sign_in: SignIn, odd: str) -> None:
    assert sign_in(cast.clara).get(f"/files/{odd}/").status_code == 404


@pytest.mark.parametrize("odd", ["%00", "aaaaaaaaa%00", "%ED%A0%80", "a%0Ab"])
def test_addresses_that_cannot_be_read(cast: Cast, sign_in: SignIn, odd: str) -> None:
    assert sign_in(cast.clara).get(f"/files/{odd}/").status_code in (400, 404)


def test_downloads_are_read_only_and_private(cast: Cast, sign_in: SignIn) -> None:
    file = brief_file(cast)
    client = sign_in(cast.clara)

    assert sign_in(None, cast.inkwell).get(url_of(file)).status_code == 302
    assert client.post(url_of(file)).status_code == 405
    assert client.head(url_of(file)).status_code == 200
    assert queries_of(client, url_of(file)) == 3  # session, person, file


def test_bytes_that_are_missing_on_the_disk(
    cast: Cast, sign_in: SignIn, settings: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """An operator's trouble: it is logged as an error, and the reader gets a page instead of a crash."""
    attachment = brief_file(cast)
    settings.MEDIA_ROOT = tmp_path

    assert sign_in(cast.clara).get(url_of(attachment)).status_code == 404
    assert "file_missing" in caplog.text

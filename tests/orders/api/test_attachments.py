"""Files by the API: uploaded for a draft or an order, listed, downloaded in parts, deleted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from drafts.models import DraftFile
from orders.actions.sweeps import forget_waiting_files
from orders.models import Attachment, WaitingFile
from orders.models.waiting_files import KEPT
from project.base.viewer import Member
from tests.helpers.api import Answer, Api, by_token
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, make_draft, place_order
from tests.helpers.story import Story
from tests.orders.helpers.api import queries
from tests.orders.helpers.sentinels import SECRETS, Secretive
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
PATH = "orders/attachments/"


def send(member: Member | None, name: str = "notes.txt", content: bytes = b"Notes", **more: Any) -> Answer:
    api = Api(member) if member else Api(None, more.pop("agency"))
    headers = more.pop("headers", {})
    return api.upload(PATH, {"file": SimpleUploadedFile(name, content), **more}, **headers)


def test_for_a_draft(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    made = send(cast.clara, draft=draft.public_id)

    file = made.json
    assert made.status == 201 and (file["place"], file["draft"], file["order"]) == (
        "draft",
        draft.public_id,
        None,
    )
    assert (file["name"], file["content_type"], file["size"]) == ("notes.txt", "text/plain", 5)
    api = Api(cast.clara)
    assert api.get(made.headers["Location"]).json == file
    assert api.get(f"{PATH}?draft={draft.public_id}").results == [file]
    assert api.delete(f"{PATH}{file['id']}/").status == 204 and not DraftFile.objects.exists()
    assert api.delete(f"{PATH}{file['id']}/").status == 404


def test_for_an_order_it_waits(cast: Cast) -> None:
    order = place_order(cast.clara)

    made = send(cast.clara, order=order.number).json

    assert (made["place"], made["order"], made["draft"]) == ("waiting", order.number, None)
    api = Api(cast.clara)
    assert api.get(f"{PATH}?order={order.number}").results == []
    assert api.get(f"{PATH}?order={order.number}&waiting=true").results == [made]
    for other in (cast.sam, cast.max, cast.wendell, cast.nick):
        assert Api(other).get(f"{PATH}{made['id']}/").status == 404
        assert Api(other).get(f"{PATH}{made['id']}/content/").status == 404
        assert Api(other).delete(f"{PATH}{made['id']}/").status == 404
        assert Api(other).get(f"{PATH}?order={order.number}&waiting=true").results == []
    assert not Attachment.objects.exists()
    assert api.delete(f"{PATH}{made['id']}/").status == 204 and not WaitingFile.objects.exists()


def test_unused_files_go_after_a_day(cast: Cast, monkeypatch) -> None:
    stop_clock(monkeypatch)
    send(cast.clara, order=place_order(cast.clara).number)

    assert forget_waiting_files(agency=cast.inkwell, now=START + KEPT - HOUR) == 0
    assert forget_waiting_files(agency=cast.northwind, now=START + KEPT) == 0
    assert forget_waiting_files(agency=cast.inkwell, now=START + KEPT) == 1
    assert not WaitingFile.objects.exists()


def test_who_uploads_for_what(cast: Cast) -> None:
    draft, story = make_draft(cast.clara).public_id, Story(cast).claimed()
    number = story.order.number
    wanted = {
        cast.clara: (201, 201),
        cast.wendell: (404, 201),
        cast.edith: (404, 201),
        cast.sam: (404, 201),
        cast.wanda: (404, 404),
        cast.nick: (404, 404),
    }

    for member, statuses in wanted.items():
        found = send(member, draft=draft).status, send(member, order=number).status
        assert found == statuses, member
    assert send(None, agency=cast.inkwell, order=number).status == 401
    foreign, never = (send(cast.nick, order=key) for key in (number, "INK-2026-99999"))
    assert foreign.response.content == never.response.content


def test_a_writer_who_is_only_asked_uploads_nothing(cast: Cast, monkeypatch) -> None:
    story = Story(cast).offered()
    stop_clock(monkeypatch, story.now)
    assert send(cast.wendell, order=story.order.number).status == 403


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({}, {"file"}),
        ({"file": "text"}, {"file"}),
        ({"file": [b"one", b"two"]}, {"file"}),
        ({"file": b""}, {"file"}),
        ({"file": b"MZ\x00\x01"}, {"file"}),
        ({"file": b"Notes", "order": ""}, {"order"}),
        ({"file": b"Notes", "order": b"file"}, {"order"}),
        ({"file": b"Notes", "colour": "red", "agency": "2"}, {"colour", "agency"}),
        ({"file": b"Notes", "files": b"Notes"}, {"files"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, form: dict, wrong: set) -> None:
    number = place_order(cast.clara).number
    sent = {"order": number, **form}
    files = {
        name: [SimpleUploadedFile("a.txt", each) for each in value]
        if isinstance(value, list)
        else SimpleUploadedFile("a.txt", value)
        if isinstance(value, bytes)
        else value
        for name, value in sent.items()
    }

    answer = Api(cast.clara).upload(PATH, files)

    assert (answer.status, set(answer.errors)) == (400, wrong), answer
    assert not WaitingFile.objects.exists()


def test_it_belongs_to_one_thing(cast: Cast) -> None:
    order, draft = place_order(cast.clara).number, make_draft(cast.clara).public_id

    assert send(cast.clara).errors.keys() == {""}
    assert send(cast.clara, order=order, draft=draft).errors.keys() == {""}
    api = Api(cast.clara)
    for query in ("", f"?order={order}&draft={draft}"):
        assert api.get(f"{PATH}{query}").errors.keys() == {""}
    assert api.get(f"{PATH}?order=INK-2026-99999").results == []
    assert api.get(f"{PATH}?order=x&colour=red").errors.keys() == {"order", "colour"}


def test_so_many_wait_at_most(cast: Cast) -> None:
    number = place_order(cast.clara).number
    for n in range(20):
        assert send(cast.clara, f"{n}.txt", b"Notes", order=number).status == 201
    assert send(cast.clara, order=number).errors.keys() == {"file"}
    assert send(cast.sam, order=number).status == 201


def test_json_is_not_read_here(cast: Cast) -> None:
    answer = Api(cast.clara).post(PATH, {"order": "INK-2026-00001"})
    assert answer.status == 415 and answer.json["type"] == "urn:quillhouse:problem:unsupported-media-type"
    broken = Api(cast.clara).client.generic(
        "POST", f"/api/v1/{PATH}", b"--x\r\n", content_type="multipart/form-data; boundary="
    )
    assert broken.status_code == 400 and broken.headers["Content-Type"] == "application/problem+json"


def test_one_key_stores_once_and_knows_the_bytes(cast: Cast) -> None:
    order, key = place_order(cast.clara).number, {"Idempotency-Key": "upload-1"}

    first, again = (send(cast.clara, order=order, headers=key) for _n in range(2))

    assert first.json == again.json and WaitingFile.objects.count() == 1
    assert send(cast.clara, content=b"Other", order=order, headers=key).status == 422


def test_what_was_sent_stays(cast: Cast, monkeypatch) -> None:
    story = Secretive(cast).three_versions()
    stop_clock(monkeypatch, story.now)
    file = Attachment.objects.get(name=SECRETS["unapproved file"])

    refused = Api(story.cast.wendell).delete(f"{PATH}{file.public_id}/")

    assert refused.status == 409 and Attachment.objects.filter(pk=file.pk).exists()
    assert Api(story.cast.clara).delete(f"{PATH}{file.public_id}/").status == 404
    assert Api(story.cast.clara).put(f"{PATH}{file.public_id}/").status == 405


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("clara", ["brief"]),
        ("wendell", ["delivery", "brief"]),
        ("edith", ["delivery", "brief"]),
        ("max", ["delivery", "brief"]),
        ("wanda", []),
        ("nick", []),
    ],
)
def test_the_files_of_an_order(cast: Cast, monkeypatch, name: str, places: list[str]) -> None:
    story = Secretive(cast).three_versions()
    stop_clock(monkeypatch, story.now)

    rows = Api(getattr(story.cast, name)).get(f"{PATH}?order={story.order.number}").results

    assert [row["place"] for row in rows] == places
    for row in rows:
        assert Api(getattr(story.cast, name)).get(f"{PATH}{row['id']}/").json == row


def test_queries_stay_the_same(cast: Cast) -> None:
    draft, order = make_draft(cast.clara), place_order(cast.clara)
    api = Api(cast.clara)
    lists = (f"?draft={draft.public_id}", f"?order={order.number}", f"?order={order.number}&waiting=true")
    for n in range(3):
        send(cast.clara, f"{n}.txt", draft=draft.public_id)
        send(cast.clara, f"{n}.txt", order=order.number)
        for query in lists:
            assert queries(api, PATH + query) == 3


# --- bytes ---
def test_a_download_never_runs_in_our_pages(cast: Cast) -> None:
    key = send(cast.clara, "page.html", b"<script>1</script>", order=place_order(cast.clara).number).json[
        "id"
    ]

    answer = Api(cast.clara).get(f"{PATH}{key}/content/", Accept="image/webp")

    assert (answer.status, answer.content) == (200, b"<script>1</script>")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html.txt"'
    assert answer.headers["Content-Type"] == "text/plain" and answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"] and answer.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=9-200", 206, b"9", "bytes 9-9/10"),
        ("bytes=10-", 416, None, "bytes */10"),
        ("bytes=-0", 416, None, "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("words=0-1", 200, b"0123456789", None),
        ("", 200, b"0123456789", None),
    ],
)
def test_one_range_of_it(
    cast: Cast, asked: str, status: int, content: bytes | None, told: str | None
) -> None:
    key = send(cast.clara, "n.txt", b"0123456789", order=place_order(cast.clara).number).json["id"]

    answer = Api(cast.clara).get(f"{PATH}{key}/content/", Range=asked)

    assert (answer.status, answer.headers.get("Content-Range")) == (status, told)
    if content is not None:
        assert answer.content == content and answer.headers["Content-Length"] == str(len(content))


def test_a_part_of_another_file_is_not_taken(cast: Cast) -> None:
    key = send(cast.clara, "n.txt", b"0123456789", order=place_order(cast.clara).number).json["id"]
    api, part = Api(cast.clara), {"Range": "bytes=4-"}
    tag = api.get(f"{PATH}{key}/content/").headers["ETag"]

    assert api.get(f"{PATH}{key}/content/", **part, **{"If-Range": tag}).status == 206
    assert api.get(f"{PATH}{key}/content/", **part, **{"If-Range": '"other"'}).status == 200


def test_bytes_that_are_gone(cast: Cast) -> None:
    key = send(cast.clara, order=place_order(cast.clara).number).json["id"]
    file = WaitingFile.objects.select_related("file").get()
    (Path(settings.MEDIA_ROOT) / file.file.path).unlink()

    assert Api(cast.clara).get(f"{PATH}{key}/content/").status == 404


@pytest.mark.parametrize(
    "head",
    [b'filename="caf\xe9.txt"', b"filename*=bogus''notes.txt", b"filename*1=a.txt; filename*=b.txt"],
)
@pytest.mark.parametrize("by", ["session", "token"])
def test_a_name_that_is_not_well_formed_loses_no_file(cast: Cast, head: bytes, by: str) -> None:
    draft = make_draft(cast.clara)
    part = b"--x\r\nContent-Disposition: form-data; name="
    body = part + b'"draft"\r\n\r\n' + draft.public_id.encode() + b"\r\n"
    body += part + b'"file"; ' + head + b"\r\nContent-Type: text/plain\r\n\r\nNotes\r\n--x--\r\n"
    api = by_token(cast.clara) if by == "token" else Api(cast.clara)

    made = api.send(
        "POST", f"/api/v1/{PATH}", headers={}, data=body, content_type="multipart/form-data; boundary=x"
    )

    assert made.status == 201 and made.json["size"] == 5 and DraftFile.objects.count() == 1

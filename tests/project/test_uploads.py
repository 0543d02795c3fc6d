"""Names of uploads: whatever a program sends, the file arrives, under a name that stays one."""

from __future__ import annotations

import io

import pytest
from django.http.multipartparser import MultiPartParserError
from django.test import Client

from project.uploads import CHUNK, LONGEST_HEAD, Mended, mended_head
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import make_draft
from tests.orders.helpers.support import draft_url

BOUNDARY = "----Quill"
LONG = "x" * 3_000


def form(*parts: tuple[bytes, bytes]) -> bytes:
    """A form of these parts, each (the rest of its disposition, content)."""
    head = b'Content-Disposition: form-data; name="files"'
    whole = [b"--%s\r\n%s%s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), head, rest, body) for rest, body in parts]
    return b"".join(whole) + b"--%s--\r\n" % BOUNDARY.encode()


def send(client: Client, url: str, body: bytes) -> int:
    return client.post(url, body, content_type=f"multipart/form-data; boundary={BOUNDARY}").status_code


NAMES = [
    (b'; filename="notes.txt"', "notes.txt"),
    (b'; filename="Gr\xc3\xbc\xc3\x9fe.txt"', "Grüße.txt"),
    (b'; filename="Gr\xfc\xdfe.txt"', "Grüße.txt"),
    (b'; filename="\x93Boats\x94.txt"', "“Boats”.txt"),
    (b'; filename="\x82\xb1\x82\xf1.txt"', "‚±‚ñ.txt"),
    (b"; filename=Gr\xfcn.txt", "Grün.txt"),
    (b"; filename*=x-unknown''boats.txt", "boats.txt"),
    (b"; filename*=UTF-8''Gr%C3%BCn.txt", "Grün.txt"),
    (b'; filename="' + LONG.encode() + b'.txt"', "x" * 140 + ".txt"),
    (b'; filename="' + ("漢" * 900).encode() + b'.md"', "漢" * 140 + ".md"),
    (b'; filename="a.' + ("漢" * 200).encode() + b'"', "a " + "漢" * 138 + ".txt"),
    (b'; filename="' + b"&" * 700 + b'.txt"', "&" * 140 + ".txt"),
    (b'; filename="a \\"b\\" \xfc.txt"', 'a "b" ü.txt'),
    (b'; filename=".."', "file.txt"),
    (b'; filename="/"', "file.txt"),
    (b'; filename="folder/"', "file.txt"),
    (b'; filename="&#47;"', "file.txt"),
    (b'; filename="\xe2\x80\x8b"', "file.txt"),
    (b'; filename="C:\\temp\\\xfc.txt"', "ü.txt"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "kept"), NAMES)
@pytest.mark.parametrize("size", [5, 3_000_000], ids=["in memory", "on the disk"])
def test_the_file_arrives_under_a_name(cast: Cast, given: bytes, kept: str, size: int) -> None:
    draft = make_draft(cast.clara)

    status = send(browser(cast.clara), draft_url(draft, "files/"), form((given, b"x" * size)))

    assert status == 302
    assert [(use.name, use.file.size) for use in draft.attachments.select_related("file")] == [(kept, size)]


@pytest.mark.django_db
def test_neighbours_and_empty_choices_are_left_alone(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    parts = form((b'; filename=""', b""), (b'; filename="\xfc.txt"', b"One"), (b'; filename="b.txt"', b"Two"))

    send(browser(cast.clara), draft_url(draft, "files/"), parts)

    assert [use.name for use in draft.attachments.all()] == ["ü.txt", "b.txt"]


@pytest.mark.parametrize("piece", [1, 7, 64, CHUNK])
def test_wherever_the_pieces_end(piece: int) -> None:
    """Delimiters and heads that are torn apart, contents that look like either."""
    looks = b"\r\n\r\n--" + BOUNDARY[:-1].encode() + b"\r\nContent-Disposition: x; filename=\xfc"
    sent = form((b'; filename="\xfc.txt"', looks), (b'; filename="b.txt"', b"x" * 200))

    class Slow(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            return super().read(piece)

    mended = Mended(Slow(sent), BOUNDARY.encode())
    got = b"".join(iter(lambda: mended.read(50), b""))

    assert got == sent.replace(b'"\xfc.txt"', '"ü.txt"'.encode())


def test_a_head_without_end_is_refused_before_it_is_held() -> None:
    mended = Mended(io.BytesIO(f"--{BOUNDARY}\r\n".encode() + b"x" * (3 * LONGEST_HEAD)), BOUNDARY.encode())

    with pytest.raises(MultiPartParserError):
        while mended.read(CHUNK):
            pass


@pytest.mark.parametrize(
    "head",
    [
        b'Content-Disposition: form-data; name="files"; filename="a b.txt"\r\nContent-Type: text/plain',
        b'Content-Disposition: form-data; name="title"',
        b"X-Other: \xfc",
        b"",
    ],
)
def test_heads_that_are_understood_stay(head: bytes) -> None:
    assert mended_head(head) == head


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xfc"]
)
def test_a_form_that_is_none(cast: Cast, kind: str) -> None:
    answer = browser(cast.clara).post(draft_url(make_draft(cast.clara), "files/"), b"x", content_type=kind)

    assert answer.status_code == 400

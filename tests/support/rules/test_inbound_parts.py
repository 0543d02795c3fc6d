"""Real mails, read: what is new, what is quoted, and their files. And hostile ones, in bounded time."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from support.rules.inbound import MOST_HEAD, Unreadable, read_head
from support.rules.inbound_html import text_of_html
from support.rules.inbound_parts import Body, read_body
from tests.support.helpers.inbound import raw, written


def read(name: str) -> Body:
    content = raw(name)
    return read_body(content, read_head(content).subject)


def test_a_plain_mail_flows_and_loses_its_signature() -> None:
    body = read("plain")
    assert body.text.startswith(
        "Hello,\n\nwe need three pages in Welsh by Friday, and somebody who knows how our town"
    )
    assert body.text.endswith("Ada Byron") and "High Street" not in body.text + body.quoted


def test_what_stands_above_the_quotation_is_what_is_new() -> None:
    body = read("gmail_top_posted")
    assert body.text == "Found it, thank you – it’s done."
    assert body.quoted.startswith("On Mon, 2 Mar 2026") and "Read it:" in body.quoted


def test_html_alone_is_read_as_text_and_outlook_quotes_below_its_headings() -> None:
    body = read("outlook_html_only")
    assert body.text == "It is still the old address, see £ sign.\n\nClara"
    assert "The agency replied to your ticket." in body.quoted
    assert "alert" not in body.text + body.quoted and "MsoNormal" not in body.text


def test_a_telephone_sends_pictures_between_words() -> None:
    body = read("iphone_photo")
    assert body.text == "This is what I see:\n\nThe field is grey."
    assert [file.name for file in body.files] == ["IMG_0042.png"]
    assert body.quoted.startswith("> On 2 Mar 2026")


def test_what_was_forwarded_is_what_it_is_about() -> None:
    attached, inline = read("forwarded_attached"), read("forwarded_inline")
    assert "Is this one yours?" in attached.text and "Please pay 120 euros." in attached.text
    assert "From: Accounts <accounts@elsewhere.example>" in attached.text
    assert [file.name for file in attached.files] == ["pay.exe", "seal.png"]
    assert "Hier das Angebot." in inline.text and "Bitte prüfen." in inline.text and not inline.quoted


def test_answers_between_the_lines_stay_there() -> None:
    body = read("answers_between")
    assert "The second one." in body.text and "> And since when?" in body.text and not body.quoted


@pytest.mark.parametrize("name", ["absence_note", "bounce", "newsletter"])
def test_programs_are_known_by_their_heads(name: str) -> None:
    assert read_head(raw(name)).automatic


@pytest.mark.parametrize(
    "more",
    [
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "Bulk"},
        {"List_Id": "<a.list>"},
        {"X_Auto_Response_Suppress": "OOF, AutoReply"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_each_sign_of_a_program_is_enough(more: dict[str, str]) -> None:
    assert read_head(written(**more)).automatic
    assert not read_head(written(Auto_Submitted="no", X_Auto_Response_Suppress="DR, RN, NRN")).automatic


def test_a_head_holds_one_line_of_each_and_an_address_in_one_form() -> None:
    head = read_head(
        written(
            sender="=?utf-8?q?Ada_=E2=80=AEByron?= <ADA@B\u00fccher.example>",
            Subject="=?utf-8?q?A=0D=0ABcc:_x@y.example?=",
        )
    )
    assert (head.address, head.name) == ("ada@xn--bcher-kva.example", "Ada Byron")
    assert head.subject == "A Bcc: x@y.example"


@pytest.mark.parametrize(
    "sender", ["nobody", "", "a@b@c", "<>", "x" * 300 + "@y.example", "=?utf-8?q?a=0Ab?= <a@b.example>"]
)
def test_without_a_sender_there_is_nothing_to_do(sender: str) -> None:
    with pytest.raises(Unreadable):
        read_head(written(sender=sender))


@pytest.mark.parametrize("charset", ["klingon", "punycode", "idna", "rot13", "utf-7", "base64", "\u00fc"])
def test_no_charset_stops_a_mail(charset: str) -> None:
    content = written("Grüße aus Köln, meine Damen.").replace(b"charset=utf-8", f"charset={charset}".encode())
    assert "aus" in read_body(content).text


def test_odd_characters_are_left_out() -> None:
    assert read_body(written("a\x00b\x07c\ufffe")).text == "a b c"


def test_html_without_end_is_text() -> None:
    assert (
        text_of_html("<p>One<p>Two <a href='https://x.example'>here</a><br>")
        == "One\n\nTwo here <https://x.example>"
    )
    assert text_of_html("<blockquote>Was<blockquote>Before") == "> Was\n> > Before"
    assert text_of_html("<ul><li>a<li>b</ul><a href='javascript:x()'>c</a>") == "- a\n- b\nc"


NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
)
ENCLOSED = b"".join(b"Content-Type: message/x\r\n\r\n" for _n in range(390))
HOSTILE = {
    "nested": NESTED,
    "enclosed": ENCLOSED,
    "lines": b"\r\n" * 700_000,
    "parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 5_000,
    "header": b"X-A: " + b"(" * MOST_HEAD + b"\r\n\r\nHello",
    "type": b"Content-Type: " + b"(" * 100_000 + b"\r\n\r\nHello",
    "parameters": b"Content-Type: text/plain; " + b"a*0=b; " * 50_000 + b"\r\n\r\nHello",
    "html": b"Content-Type: text/html\r\n\r\n" + b"<div><blockquote><a href=x>" * 100_000,
    "comments": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 300_000,
    "headings": b"\r\n" + b"On 1 January x wrote:\r\n" * 100_000,
    "quotes": b"\r\n" + b"On 1 wrote:\r\n> a\r\n" * 50_000 + b"end",
    "blanks": b"\r\n" + b" " * 2_000_000 + b"x",
    "base64": b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 3_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_judged_in_bounded_time(name: str) -> None:
    content = b"From: a@b.example\r\nTo: help+ink@in.example\r\n" + HOSTILE[name]
    began = time.process_time()
    with suppress(Unreadable):
        read_head(content)
        read_body(content)
    assert time.process_time() - began < 8


@pytest.mark.parametrize("name", ["nested", "lines", "parts"])
def test_what_would_take_too_long_is_not_read(name: str) -> None:
    with pytest.raises(Unreadable):
        read_body(b"From: a@b.example\r\n" + HOSTILE[name])


@pytest.mark.parametrize(
    "name", ["From", "To", "Subject", "Message-ID", "References", "Received", "Content-Type"]
)
def test_a_huge_header_takes_no_time(name: str) -> None:
    content = f"{name}: ".encode() + b'"(<,@:;' * 40_000 + b"\r\n" + written()
    began = time.process_time()
    with suppress(Unreadable):
        read_head(content)
    assert time.process_time() - began < 3

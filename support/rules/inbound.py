"""What a mail that comes in says: its head first, by which most are refused, and then its text and files.

A mail is a stranger's: what is looked at is bounded, so that a hostile one takes no longer than a large one,
and what the standard library stumbles over is unreadable, never an error.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import getaddresses
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from project.base.mail_addresses import canonical_email
from project.base.text import clean_line, has_forbidden
from support.models.inbound import ADDRESS_LIMIT, ID_LIMIT, NAME_LIMIT
from support.models.tickets import SUBJECT_LIMIT

#: A mail of 20 MB of files has some 28 MB as text.
MOST_BYTES = 30 * 1024 * 1024
#: What is read of the head, of one of its lines, and how many lines and parts a mail may have.
MOST_HEAD, MOST_VALUE, MOST_LINES, MOST_PARTS = 256 * 1024, 2_000, 600_000, 400
#: Each part within a part makes every line dearer to read.
MOST_NESTED = 40
#: Nothing legitimate comes over so many servers.
MOST_HOPS = 50
MOST_RECIPIENTS = 50
_ID = re.compile(r"<[^<>\s]{1,310}>")
_QUIET = re.compile(r"\b(?:all|oof|autoreply)\b", re.IGNORECASE)
#: Where it came to; what the mail server of the mailbox writes is surer than what the sender wrote.
_DELIVERED = ("Delivered-To", "X-Original-To", "Envelope-To")
_WRITTEN = ("To", "Cc")
#: Headers that programs alone write.
_PROGRAMS = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "Feedback-ID")


class Unreadable(ValueError):
    """Nobody can make anything of the mail."""


@dataclass(frozen=True)
class Attached:
    """A file of a mail."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Head:
    """What decides on a mail before its text is read."""

    message_id: str
    address: str
    name: str
    subject: str
    delivered: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    #: The mails that it says it answers.
    answers: tuple[str, ...] = ()
    #: A program sent it: an absence note, a report of delivery, a list, a newsletter.
    automatic: bool = False
    hops: int = field(default=0)


class Bounded(EmailPolicy):
    """Python’s own rules, with headers of a bounded length: some of them take it the square of that."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        # Letters beyond ASCII stand there as UTF-8 where servers agree on it (RFC 6532).
        value = value[:MOST_VALUE].encode("ascii", "surrogateescape").decode("utf-8", "replace")
        return name[:200], value


POLICY = Bounded(utf8=True)


@contextmanager
def reading() -> Iterator[None]:
    """What the standard library raises about a mail that it doesn’t understand, as Unreadable."""
    try:
        yield
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from error


def read_head(raw: bytes) -> Head:
    """Raises Unreadable without a sender to whom an answer could go."""
    with reading():
        mail: Any = BytesParser(EmailMessage, policy=POLICY).parsebytes(raw[:MOST_HEAD], headersonly=True)
        name, address = _sender(mail)
        return Head(
            message_id=_message_id(mail, raw),
            address=address,
            name=name,
            subject=_line(_text(mail, "Subject"), SUBJECT_LIMIT),
            delivered=_addresses(mail, _DELIVERED),
            written=_addresses(mail, _WRITTEN),
            answers=tuple(_ID.findall(f"{_text(mail, 'In-Reply-To')} {_text(mail, 'References')}")[:20]),
            automatic=_is_automatic(mail),
            hops=len(mail.get_all("Received", [])),
        )


def check_size(raw: bytes) -> None:
    """Raises Unreadable for what would take too long to read."""
    lowered = raw.lower()
    nested = lowered.count(b"multipart") + lowered.count(b"rfc822")
    if nested > MOST_NESTED or lowered.count(b"content-type") > MOST_PARTS or raw.count(b"\n") > MOST_LINES:
        raise Unreadable("parts")


def _sender(mail: Any) -> tuple[str, str]:
    found = getaddresses([_text(mail, "From")])
    name, address = found[0] if found else ("", "")
    address = canonical_email(address)
    if len(address) > ADDRESS_LIMIT:
        raise Unreadable("From")
    try:
        validate_email(address)
    except ValidationError as problem:
        raise Unreadable("From") from problem
    return _line(name, NAME_LIMIT), address


def _message_id(mail: Any, raw: bytes) -> str:
    """Its own, or one of its content: read again, it is the same."""
    found = _ID.search(_text(mail, "Message-ID"))
    if found and len(found[0]) <= ID_LIMIT and not has_forbidden(found[0]):
        return found[0]
    return f"<{hashlib.sha256(raw).hexdigest()}@none.invalid>"


def _addresses(mail: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    values = [str(value) for name in names for value in mail.get_all(name, [])[:10]]
    return tuple(canonical_email(address) for _name, address in getaddresses(values)[:MOST_RECIPIENTS])


def _is_automatic(mail: Any) -> bool:
    submitted = _text(mail, "Auto-Submitted").strip().lower()
    bulk = _text(mail, "Precedence").strip().lower() in ("bulk", "list", "junk", "auto_reply")
    named = any(name in mail for name in _PROGRAMS)
    report = mail.get_content_type() in ("multipart/report", "message/delivery-status")
    return (
        submitted not in ("", "no")
        or bulk
        or named
        or report
        or _QUIET.search(_text(mail, "X-Auto-Response-Suppress")) is not None
        or _text(mail, "Return-Path").strip() == "<>"
    )


def _text(mail: Any, name: str) -> str:
    return str(mail.get(name, ""))


def _line(text: str, most: int) -> str:
    """One line that can be stored, whatever stood there; a line break would be a header of ours."""
    try:
        return clean_line(text.encode("utf-8", "replace").decode())[:most].strip()
    except ValidationError:
        return ""

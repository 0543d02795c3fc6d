"""The text and the files of a mail, part by part."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from django.core.exceptions import ValidationError

from agencies.files.encodings import decoded, encoding_of
from project.base.text import clean_body, has_forbidden
from support.models.inbound import QUOTED_LIMIT
from support.rules.inbound import POLICY, Attached, Unreadable, check_size, reading
from support.rules.inbound_html import text_of_html
from support.rules.inbound_quotes import parted

#: Of the text of a mail, in characters; what is beyond nobody reads.
MOST_TEXT = 100_000
MOST_FILES = 30
#: Pictures in the text that are smaller are decoration: the logo of a signature.
DECORATION = 8 * 1024
#: Parts that say nothing to a person: signatures of programs.
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
#: Encodings of Python’s that are none of mail, or that take the square of the length.
_ODD = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"})


@dataclass(frozen=True)
class Body:
    """`text`: what is new, `quoted`: what was there before."""

    text: str
    quoted: str
    files: list[Attached] = field(default_factory=list)


@dataclass
class _Found:
    texts: list[str] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)


def read_body(raw: bytes, subject: str = "") -> Body:
    """Raises Unreadable."""
    check_size(raw)
    with reading():
        mail: Any = BytesParser(EmailMessage, policy=POLICY).parsebytes(raw)
        found = _Found()
        _walk(mail, found, related=False)
    whole = _clean("\n\n".join(text.strip("\r\n") for text in found.texts if text.strip())[:MOST_TEXT])
    said, quoted = parted(whole, subject)
    return Body(said, quoted[:QUOTED_LIMIT], found.files[:MOST_FILES])


def _walk(part: Any, found: _Found, *, related: bool) -> None:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        _forwarded(part, found)
    elif not part.is_multipart():
        _leaf(part, kind, found, related)
    elif kind == "multipart/alternative":
        _alternative(part, found)
    else:
        for child in part.iter_parts():
            _walk(child, found, related=related or kind == "multipart/related")


def _alternative(part: Any, found: _Found) -> None:
    """The plain text, unless it is empty and there is another; files stand within the other one."""
    tried = []
    for child in part.iter_parts():
        one = _Found()
        _walk(child, one, related=False)
        tried.append((child.get_content_type() == "text/plain", one))
    worded = [one for plain, one in sorted(tried, key=lambda pair: not pair[0]) if "".join(one.texts).strip()]
    found.texts += worded[0].texts if worded else []
    found.files += [file for _plain, one in tried for file in one.files]


def _forwarded(part: Any, found: _Found) -> None:
    """A mail in the mail: its heading and its text, which is what it is about."""
    for inner in list(part.iter_parts())[:1] or part.get_payload()[:1]:
        names = ("From", "Date", "Subject")
        found.texts.append("\n".join(f"{name}: {inner.get(name, '')}" for name in names))
        _walk(inner, found, related=False)


def _leaf(part: Any, kind: str, found: _Found, related: bool) -> None:
    name, disposition = part.get_filename() or "", part.get_content_disposition()
    if kind in _SIGNATURES:
        return
    content = part.get_payload(decode=True) or b""
    if kind in ("text/plain", "text/html") and disposition != "attachment" and not name:
        text = _decoded(part, content)
        found.texts.append(text_of_html(text) if kind == "text/html" else _unflowed(part, text))
    elif related and part.get("Content-ID") and len(content) < DECORATION:
        return
    elif content or name:
        found.files.append(Attached(str(name)[:300] or _nameless(kind), content))


def _nameless(kind: str) -> str:
    main, _slash, sub = kind.partition("/")
    return f"{main}.{sub}" if main in ("image", "text") else "attachment"


def _decoded(part: Any, content: bytes) -> str:
    content = content[: 8 * MOST_TEXT]
    try:
        name = codecs.lookup(str(part.get_content_charset() or "utf-8")).name
        if name not in _ODD:
            return content.decode(name)
    except (LookupError, UnicodeError, ValueError):
        pass
    return decoded(content, encoding_of(io.BytesIO(content)) or "latin-1")


def _unflowed(part: Any, text: str) -> str:
    """Lines that a program broke where they were too long are one again (RFC 3676)."""
    text = text.replace("\r\n", "\n")[: 2 * MOST_TEXT]
    if str(part.get_param("format", "") or "").lower() != "flowed":
        return text
    apart = str(part.get_param("delsp", "") or "").lower() == "yes"
    return "".join(_flowing(text.split("\n"), apart)).removesuffix("\n")


def _flowing(lines: list[str], apart: bool) -> Iterator[str]:
    for line in (stuffed.removeprefix(" ") for stuffed in lines):
        if line.endswith(" ") and line != "-- " and not line.startswith(">"):
            yield line[:-1] if apart else line
        else:
            yield line + "\n"


def _clean(text: str) -> str:
    try:
        return clean_body(text.encode("utf-8", "replace").decode())
    except ValidationError:
        return clean_body("".join(" " if has_forbidden(char) else char for char in text))


__all__ = ["Body", "Unreadable", "read_body"]

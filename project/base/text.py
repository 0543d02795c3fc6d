"""What text the program accepts: one rule for every door.

NUL cannot be stored by PostgreSQL, a lone surrogate cannot be encoded, and other control or invisible
characters make names that look like nothing. `clean_*` functions repair what is harmless and refuse the rest;
what they return is composed (NFC), so that all stored text is.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: What programs put where a line ends: Word a vertical tab, printers a form feed, others their own.
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
#: Nothing that anybody sees; 1E and 1F are the hyphens of Word, of which only the first is printed.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1d\x7f-\x84\x86-\x9f]")
_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me", "Co", "Cn"})
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u2064\u2066-\u206f\ufeff]"
)
#: Scripts whose letters change by a joiner beside them: Arabic and its kin, those of India and their kin,
#: Mongolian; and pictures.
_SHAPED = (
    "\u0600-\u07ff\u0840-\u085f\u0860-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1b00-\u1bff"
    "\ua840-\ua8df\ua980-\ua9df\ufb50-\ufdff\ufe0f\ufe70-\ufefc\u20e3\u2190-\u2bff\U00010e80-\U00011fff"
    "\U0001e900-\U0001e95f\U0001f000-\U0001faff"
)
_IDLE_JOINERS = re.compile(f"(?<![{_SHAPED}])[\u200c\u200d]+(?![{_SHAPED}])")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def has_forbidden(text: str) -> bool:
    """Whether `text` holds a character that no field of the program may hold."""
    return _FORBIDDEN.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether nothing in `text` can be seen: only spaces, zero-width and combining characters."""
    return all(unicodedata.category(char) in _INVISIBLE for char in text)


def without_controls(text: str) -> str:
    """The text with a line break or a blank in place of the invisible characters that come along when
    something is pasted."""
    if text.isprintable():
        return text
    text = _BREAKS.sub("\n", text).replace("\x1e", "-").replace("\x1f", "")
    return _CONTROLS.sub(" ", text)


def validate_text(text: str) -> None:
    """Form and model validator. Raises ValidationError for control characters and lone surrogates, and says
    which and where."""
    if found := _FORBIDDEN.search(text):
        message = _("Line %(line)s has a character that can’t be stored (U+%(code)s). Remove it.")
        params = {"line": text.count("\n", 0, found.start()) + 1, "code": f"{ord(found[0]):04X}"}
        raise ValidationError(message, code="forbidden", params=params)


def clean_line(text: str) -> str:
    """One line of composed text: spaces trimmed and folded, direction overrides dropped.
    Raises ValidationError when unseeable."""
    text = without_controls(text)
    validate_text(text)
    line = composed(" ".join(_BIDI.sub("", text).split()))
    if line and is_blank(line):
        raise ValidationError(_("Enter some visible text."), code="blank")
    return line


def clean_body(text: str) -> str:
    """Many lines of composed text, with \\n between them and no blank ones around. Invisible-only text
    becomes empty."""
    text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    validate_text(text)
    body = composed(text).strip()
    return "" if is_blank(body) else body


def composed(text: str) -> str:
    """The text with each letter and its marks as one character where there is one (NFC): what looks equal is
    equal."""
    return unicodedata.normalize("NFC", text)


def comparable(text: str) -> str:
    """The text with nothing in it that nobody sees: what looks equal does not differ. Without soft hyphens,
    blanks and joins of no width, marks of byte order and of direction. What turns letters round stays, and
    the joiners stay where they shape letters (Persian, Hindi) or pictures."""
    return text if text.isascii() else _IDLE_JOINERS.sub("", _UNSEEN.sub("", text))


def excerpt(text: str, length: int) -> str:
    """The beginning of a text as one line of at most `length` characters,
    cut between words where there are any."""
    line = " ".join(text[: 4 * length].split())
    if len(line) <= length:
        return line
    while length > 2 and unicodedata.category(line[length - 1])[0] == "M":
        length -= 1
    whole_words = line[:length].rpartition(" ")[0] or line[: length - 1]
    return f"{whole_words.rstrip(',;:.-– ')}…"

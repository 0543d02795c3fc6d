"""What an address or a sent form says outside the fields of a form class: one reader for all of it.

`given` is `request.GET` or `request.POST`. A value that cannot be what is asked for, such as a number with
letters or text with a NUL in it, counts as not given: what is returned is safe for the database, for an
address and for a page. What is typed to be kept belongs into a form, which says what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from .converters import OrderNumber, PublicId
from .search import words_of
from .text import has_forbidden

Given = QueryDict | Mapping[str, Any]
#: Characters of a text that somebody searches by.
MOST_TEXT = 120
#: Characters of a choice, a number, an id: none of ours is longer.
MOST_KEY = 60
#: Values of one list.
MOST_VALUES = 200
_PUBLIC_ID = re.compile(PublicId.regex)
_ORDER_NUMBER = re.compile(OrderNumber.regex)
_DAY = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile("[0-9]{1,9}")


def has(given: Given, name: str) -> bool:
    """Whether it was sent at all: which button was pressed."""
    return name in given


def names(*given: Mapping[str, Any]) -> list[str]:
    """The names of all that was sent, each once."""
    return list(dict.fromkeys(name for sent in given for name in sent))


def verbatim(given: Given, name: str, *, most: int) -> str:
    """The text as it was sent, for a token or a typed text that comes back to its field; "" when it is longer
    than `most` or holds what no text may hold."""
    value = given.get(name, "")
    return value if isinstance(value, str) and len(value) <= most and not has_forbidden(value) else ""


def text(given: Given, name: str, *, most: int = MOST_TEXT) -> str:
    """The beginning of a typed text, without spaces around it."""
    value = given.get(name, "")
    return value.strip()[:most].strip() if isinstance(value, str) and not has_forbidden(value) else ""


def words(given: Given, name: str = "q") -> list[str]:
    """The words that somebody searches by: so few, and so short, that a query with all of them is a small one
    (project.base.search)."""
    return words_of(text(given, name))


def choice(given: Given, name: str, choices: Container[str], otherwise: str = "") -> str:
    """One of `choices`, or `otherwise`."""
    value = verbatim(given, name, most=MOST_KEY)
    return value if value in choices else otherwise


def number(given: Given, name: str, *, most: int = 99_999_999, otherwise: int = 0) -> int:
    """A whole number from 0 to `most`, in the digits 0-9."""
    value = verbatim(given, name, most=MOST_KEY)
    return int(value) if _NUMBER.fullmatch(value) and int(value) <= most else otherwise


def day(given: Given, name: str) -> dt.date | None:
    """A day of this century such as 2026-03-31."""
    value = verbatim(given, name, most=MOST_KEY)
    try:
        return dt.date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def public_id(given: Given, name: str) -> str:
    """An id as project.base.ids makes them, "" for anything else."""
    value = verbatim(given, name, most=MOST_KEY)
    return value if _PUBLIC_ID.fullmatch(value) else ""


def values(
    given: QueryDict, name: str, allowed: re.Pattern[str] | None = None, *, most: int = MOST_VALUES
) -> list[str]:
    """The values of a list field that are keys, or fit `allowed`: each once, in the order sent, the first
    `most`."""
    fit = allowed.fullmatch if allowed else len
    sent = [value for value in given.getlist(name) if len(value) <= MOST_KEY and not has_forbidden(value)]
    return list(dict.fromkeys(value for value in sent if fit(value)))[:most]


def everything(given: QueryDict, *, without: Container[str], most: int) -> dict[str, list[str]]:
    """All that was sent, as it was, for a form that is shown again; nothing when it is longer than `most`
    characters. Broken text is left out."""
    sent = {
        name: [value for value in texts if not has_forbidden(value)]
        for name, texts in given.lists()
        if name not in without and not has_forbidden(name)
    }
    length = sum(len(name) + sum(map(len, texts)) for name, texts in sent.items())
    return sent if length <= most else {}


def order_numbers(given: QueryDict, name: str, *, most: int = MOST_VALUES) -> list[str]:
    """The order numbers of a list field."""
    return values(given, name, _ORDER_NUMBER, most=most)


def files(given: MultiValueDict[str, UploadedFile], name: str) -> list[UploadedFile]:
    """The uploads of a field; what they are is judged by agencies.files."""
    return given.getlist(name)

"""Full-text search inside one agency: a stored vector that also names the
agency, and the query that demands it."""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from operator import or_
from typing import Any
from unicodedata import category

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, Q, TextField, Value

from .search_functions import APOSTROPHES, DIGITS, LEFT_OUT, PLAIN, SPELT

MAX_WORDS = 8
#: A longer word is searched by its beginning; the database would silently leave it out of the query.
MAX_LETTERS = 200
#: People or accounts that one typed name may mean at most.
MOST_NAMES = 200


class AgencyVector(Func):
    """The vector of some text columns of a row (all NOT NULL) and of the
    lexeme a<agency_id>; for a generated column.

    A GIN index cannot lead with an integer here, so the agency is a word of its own that every query ANDs.
    """

    template = "to_tsvector('simple'::regconfig, %(expressions)s)"
    arg_joiner = " || ' ' || "

    def __init__(self, *columns: str, agency: str = "agency_id", **extra: Any) -> None:
        extra.setdefault("output_field", SearchVectorField())
        super().__init__(_AgencyWord(agency), *columns, **extra)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        columns = [getattr(expression, "name", "") for expression in self.source_expressions[1:]]
        return "project.base.search.AgencyVector", columns, {}

    @property
    def identity(self) -> tuple[Any, ...]:
        return (self.__class__, *(getattr(item, "name", str(item)) for item in self.source_expressions))


class _AgencyWord(Func):
    template = "'a' || %(expressions)s::text"
    output_field = SearchVectorField()


class _Holding(Func):
    """That a text column holds what was typed, whatever the case, accents and apostrophes of either."""

    #: What was typed is folded once, also by a plan that was made without it.
    template = "(strpos(quillhouse_joined(%(expressions)s))) > 0)"
    arg_joiner = "), (SELECT quillhouse_joined("
    output_field = BooleanField()


def holds(typed: Any, *columns: str) -> Q:
    """The condition that one of the columns holds `typed` (a text, or a slot of a compiled query). Accents
    and case play no part. It reads each row: for lists that are few for their reader."""
    value = Value(typed, output_field=TextField()) if isinstance(typed, str) else typed
    conditions = [Q(_Holding(F(column), value)) for column in columns]
    return reduce(or_, conditions)


_LEFT_OUT = re.compile(f"[{LEFT_OUT}]")
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LETTERS = str.maketrans(PLAIN | SPELT | DIGITS)


def folded(text: str) -> str:
    """Text in small letters without accents, each letter and digit as most people type it, to compare names
    by: what `quillhouse_folded` makes of it in the database."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", plain).translate(_LETTERS))


def words_of(text: str) -> list[str]:
    """The words of what somebody typed, letters and digits with their marks only, MAX_WORDS at most.

    Raised digits, fractions and the like are no digits here: the database indexes none of them, so a query of
    only those would have no words left and find everything. Nor is a letter that searching leaves out.
    """
    kept: list[str] = []
    for char in text.translate(_APOSTROPHES):
        kind = category(char)
        mark = kind[0] == "M" and bool(kept) and kept[-1] != " "
        kept.append(char if kind[0] == "L" or kind == "Nd" or mark else " ")
    words = [word for word in "".join(kept).split() if folded(word)]
    return [word[:MAX_LETTERS] for word in words[:MAX_WORDS]]

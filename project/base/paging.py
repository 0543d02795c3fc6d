"""Keyset paging: a page is found by the last row's place in the order, so the
thousandth page costs what the first costs.

The cursor in the URL is signed text of the ordering values of one row. A broken or
foreign cursor is simply the first page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import IntegerField, Model, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.http import urlencode

from . import query

Row = TypeVar("Row")
SALT = "quillhouse.paging"
PAGE_SIZE = 50
#: Counts go no further: a page says "1,000+" and costs the same however long the table is.
CAP = 1000
#: Characters of a cursor: a title of 200 characters of any alphabet has room in it.
MOST_CURSOR = 4000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`rows` of one page and the links around it; a link is "" where there is nothing more."""

    rows: list[Row]
    next_url: str = ""
    previous_url: str = ""

    @property
    def shown(self) -> int:
        return len(self.rows)

    def with_rows(self, rows: list[Any]) -> Page[Any]:
        """This page, with these rows instead: prepared for printing."""
        return Page(rows, self.next_url, self.previous_url)


def _encode(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, dt.datetime) else str(value) for value in values]
    return signing.dumps(plain, salt=SALT, compress=False)


def _moment(text: str) -> dt.datetime:
    """A time with its zone. Raises ValueError for a number that only looks like a day, from another list."""
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _decode(cursor: str, kinds: Sequence[type]) -> list[Any] | None:
    try:
        plain = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        return None
    if len(plain) != len(kinds):
        return None
    readers: dict[type, Any] = {
        dt.datetime: _moment,
        dt.date: dt.date.fromisoformat,
        int: int,
        Decimal: Decimal,
        str: str,
    }
    try:
        return [readers[kind](text) for kind, text in zip(kinds, plain, strict=True)]
    except (ValueError, ArithmeticError):
        return None


def is_cursor(text: str, kinds: Sequence[type]) -> bool:
    """Whether it is a cursor of a list that is ordered by values of these types."""
    return _decode(text, kinds) is not None


def _beyond(order: Sequence[str], values: Sequence[Any], *, forward: bool) -> Q:
    """Rows after (or before) the row with `values`: (a, b) < (x, y)
    spelled out, for any mix of directions."""
    condition = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-")
        descending = name.startswith("-") == forward
        condition |= equal & Q(**{f"{field}__{'lt' if descending else 'gt'}": value})
        equal &= Q(**{field: value})
    # The first column once more, alone: it lets the database start its index scan at the right place.
    first, value = order[0].lstrip("-"), values[0]
    bound = "lte" if order[0].startswith("-") == forward else "gte"
    return Q(**{f"{first}__{bound}": value}) & condition


def _reversed(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def _url(request: HttpRequest, **cursor: str) -> str:
    asked = request.GET.copy()
    for name in ("after", "before", "partial"):
        asked.pop(name, None)
    asked.update(cursor)
    return f"{request.path}?{asked.urlencode()}"


def cut(
    rows: QuerySet[Any, Row],
    order: Sequence[str],
    values: Sequence[Any] | None,
    *,
    back: bool,
    size: int = PAGE_SIZE,
) -> QuerySet[Any, Row]:
    """One row more than a page holds, read away from the cursor: the row with these ordering `values` (which
    may be slots of a compiled query), None for the beginning; `back` reads towards it."""
    if values is not None:
        rows = rows.filter(_beyond(order, values, forward=not back))
    return rows.order_by(*(_reversed(order) if back else order))[: size + 1]


#: Reads what `cut` cuts, given ordering values and direction.
Reader = Callable[[Sequence[Any] | None, bool], list[Any]]


def reader_of(rows: QuerySet[Any], order: Sequence[str], size: int) -> Reader:
    """The reader of a queryset that is not compiled."""

    def read(values: Sequence[Any] | None, back: bool) -> list[Any]:
        return list(cut(rows, order, values, back=back, size=size))

    return read


def page_of(
    rows: QuerySet[Any] | Reader,
    request: HttpRequest,
    *,
    order: Sequence[str],
    kinds: Sequence[type],
    size: int = PAGE_SIZE,
    key: Any = None,
) -> Page[Any]:
    """One page of `rows` in `order` (field names, unique in the end), read
    from `?after=` or `?before=` of the request. Rows of a compiled query come as its reader.

    `kinds` are the types of the ordering values; `key(row)` gives them (default: attributes of the same
    names). One query; a second one when nothing is left where the cursor points, because the first page is
    shown then.
    """
    names = [name.lstrip("-") for name in order]
    key = key or (lambda row: [getattr(row, name) for name in names])
    after, before = (query.verbatim(request.GET, name, most=MOST_CURSOR) for name in ("after", "before"))
    values = _decode(before or after, kinds) if (before or after) else None
    back = bool(before) and values is not None
    read = reader_of(rows, order, size) if isinstance(rows, QuerySet) else rows
    found = read(values, back)
    if values is not None and not found:
        values, back = None, False
        found = read(values, back)
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    has_next, has_previous = (True, more) if back else (more, values is not None)
    return Page(
        found,
        _url(request, after=_encode(key(found[-1]))) if found and has_next else "",
        _url(request, before=_encode(key(found[0]))) if found and has_previous else "",
    )


def beginning_beyond(*values: Any) -> str:
    """The query of a page that begins with the first row beyond these
    ordering values, for a link into the middle."""
    return urlencode({"after": _encode(values)})


def capped_count(rows: QuerySet[Any], cap: int = CAP) -> int:
    """How many rows there are, counting no further than `cap` + 1, so that a
    page's cost does not grow with the table."""
    return rows.order_by()[: cap + 1].count()


class CappedCount(Subquery):
    """A capped count as an expression: several of them, of any tables,
    stand in one query as columns of one row."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # of rows that Django knows to be none without asking

    def __init__(self, rows: QuerySet[Any], cap: int = CAP) -> None:
        super().__init__(rows.order_by().values("pk")[: cap + 1])


def capped_counts(row: Model, wanted: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each query has, no further than the cap, by its name. One query for all: the counts stand
    as columns beside `row`, any stored row, such as the agency."""
    columns = {name: CappedCount(found) for name, found in wanted.items()}
    rows = type(row)._default_manager.filter(pk=row.pk)
    return dict(zip(columns, rows.values_list(*columns.values()).get(), strict=True))


def count_words(count: int, cap: int = CAP) -> str:
    """A capped count as people read it: "37", or "1,000+"."""
    return f"{cap:,}+" if count > cap else f"{count:,}"

"""Queries of a fixed shape: turned into SQL once per process, run with new values each time.

Django makes the SQL of a queryset anew at every request, which for a large one takes longer than the
database needs to answer. A function under `compiled` builds its queryset of slots instead of values:

    @compiled
    def _orders(viewer: Viewer, newest_first: bool, number: Slot) -> QuerySet[Order]:
        rows = Order.objects.visible_to(viewer).filter(number=number)
        return rows.order_by("-id" if newest_first else "id")

    _orders(request.viewer, newest_first=True, number="INK-2026-00042")  # a list of orders

It is called once for each shape, and its queryset is compiled. Parameters annotated `Slot` are values, which
the function never gets, so that none can be kept by mistake; `Slot | None` may be missing, which is another
shape. All others (`newest_first`) belong to the shape: constants of the code, never what somebody typed.
`**given: Slot` takes whichever values there are. Of a viewer it gets the roles, on which the shape depends,
and slots for the agency, the member and the moment.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, F, Func, QuerySet
from django.db.transaction import TransactionManagementError
from psycopg import sql

from .viewer import Member, Viewer

Row = TypeVar("Row")

#: What may stand in a shape: words, numbers and spans of the code. No time, which would stand still.
CONSTANTS = (str, int, float, Decimal, dt.timedelta, type(None))
#: The slots of a viewer.
AGENCY, MEMBER, NOW = "viewer.agency_id", "viewer.member_id", "viewer.now"
#: Shapes that one function keeps; a list has some dozens, by roles, tabs, filters and directions.
MOST_SHAPES = 2000


class Slot(Expression):
    """Where a value goes in: stands wherever a queryset takes an expression. The driver gets the value as it
    was given to the compiled query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Among(Func):
    """The condition that a column is one of a list: `pk__in` for a compiled query, whose list is a slot, or
    an ArraySubquery, which the database asks once."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, values: Any) -> None:
        super().__init__(F(column), values)


@dataclass(frozen=True)
class _AnyMember(Viewer):
    """Whoever has these roles, at whatever agency."""

    held: frozenset[str]

    @property
    def roles(self) -> frozenset[str]:
        return self.held

    @property
    def agency_id(self) -> Any:
        return Slot(AGENCY)

    @property
    def member_id(self) -> Any:
        return Slot(MEMBER)

    @property
    def now(self) -> Any:
        return Slot(NOW)


class CompiledQuery(Generic[Row]):
    """A function that builds a queryset, with its SQL for each shape met so far."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], *, one_plan: bool | None = True) -> None:
        self.build, self.one_plan = build, one_plan
        kinds = {name: str(taken.annotation) for name, taken in inspect.signature(build).parameters.items()}
        self._takes_viewer = kinds.pop("viewer", None) is not None
        self._takes_any = "**" in str(inspect.signature(build))
        if self._takes_any:
            kinds.popitem()
        self._fixed = tuple(name for name, kind in kinds.items() if "Slot" not in kind)
        self._optional = {name for name, kind in kinds.items() if "Slot" in kind and "None" in kind}
        self._needed = kinds.keys() - self._optional - set(self._fixed)
        self._names = set(kinds)
        self._known: dict[Hashable, _Statement[Row]] = {}

    def __call__(self, viewer: Viewer | None = None, **values: Any) -> list[Row]:
        """The rows that the queryset would give with these values, by one query.

        Raises:
            TransactionManagementError: it locks rows (select_for_update), and there is no transaction.
            TypeError: the function has other parameters, or the viewer is no member; or its queryset wants a
                second query (prefetch_related), or holds a value that is neither a slot nor a constant.
        """
        statement = self._statement(viewer, values)
        return statement.run(self._with_viewer(viewer, values))

    def first(self, viewer: Viewer | None = None, **values: Any) -> Row | None:
        """The first of these rows, None where there is none: of a lookup by a key, the only one. Errors are
        those of a call."""
        return next(iter(self(viewer, **values)), None)

    def part(self, viewer: Viewer | None = None, **values: Any) -> tuple[str, tuple[Any, ...]]:
        """The SQL with its parameters, to stand in a larger statement; "" where it would find nothing. The
        same errors as a call."""
        statement = self._statement(viewer, values)
        return statement.bound(self._with_viewer(viewer, values))

    def _with_viewer(self, viewer: Viewer | None, values: dict[str, Any]) -> dict[str, Any]:
        if viewer is None:
            return values
        return {**values, AGENCY: viewer.agency_id, MEMBER: viewer.member_id, NOW: viewer.now}

    def _statement(self, viewer: Viewer | None, values: Mapping[str, Any]) -> _Statement[Row]:
        self._check(viewer, values)
        roles = viewer.roles if viewer else None
        given = {name for name, value in values.items() if value is not None and name not in self._fixed}
        shape = (roles, tuple(values[name] for name in self._fixed), frozenset(given))
        if (statement := self._known.get(shape)) is None:
            statement = self._compile(shape, roles, values, given)
        return statement

    def _check(self, viewer: Viewer | None, values: Mapping[str, Any]) -> None:
        if viewer is not None and not isinstance(viewer, Member):
            raise TypeError(f"{viewer!r} is no member: its rows have no shape of their own.")
        known = values.keys() >= self._names if self._takes_any else values.keys() == self._names
        if not known or (viewer is not None) != self._takes_viewer:
            raise TypeError(f"{self.build.__name__} takes {sorted(self._names)}, not {sorted(values)}.")
        if missing := [name for name in self._needed if values[name] is None]:
            raise TypeError(f"{self.build.__name__} needs a value for {sorted(missing)}.")

    def _compile(
        self, shape: Hashable, roles: frozenset[str] | None, values: Mapping[str, Any], given: set[str]
    ) -> _Statement[Row]:
        arguments = {name: values[name] for name in self._fixed} | {name: Slot(name) for name in given}
        arguments |= dict.fromkeys(self._optional - given)
        if roles is not None:
            arguments["viewer"] = _AnyMember(agency=None, held=roles)
        if len(self._known) >= MOST_SHAPES:
            self._known.clear()
        self._known[shape] = found = _Statement(self.build(**arguments), self.one_plan)
        return found


def compiled(build: Callable[..., QuerySet[Any, Row]]) -> CompiledQuery[Row]:
    """`build` as a query that is compiled once for each shape: see the module. The database plans it once for
    each connection, too, whatever its values."""
    return CompiledQuery(build)


def compiled_by_values(build: Callable[..., QuerySet[Any, Row]]) -> CompiledQuery[Row]:
    """The same for what is found by another way for other values, such as words, a rare name, or all that a
    large account ever had: the database plans it for them each time."""
    return CompiledQuery(build, one_plan=False)


def compiled_key(build: Callable[..., QuerySet[Any, Row]]) -> CompiledQuery[Row]:
    """The same for a small lookup by a key, for which the database has but one plan: so it is not told how to
    plan, which would be a statement more whenever it was told otherwise before."""
    return CompiledQuery(build, one_plan=None)


class _Statement(Generic[Row]):
    """The SQL of one shape."""

    def __init__(self, rows: QuerySet[Any, Row], one_plan: bool | None) -> None:
        plan, self._one_plan = cast(Any, rows), one_plan
        if plan._prefetch_related_lookups:
            raise TypeError("A compiled query is one query: prefetch_related would be a second.")
        self._iterable, self._query = plan._iterable_class, plan.query
        self._locks = plan.query.select_for_update
        self._compiler = plan.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self._sql, self._slots = _with_constants(*self._compiler.as_sql())
            self._convert = _Conversions(self._compiler)
        except EmptyResultSet:
            self._sql, self._slots = "", ()

    def run(self, values: Mapping[str, Any]) -> list[Row]:
        if self._locks and connections[DEFAULT_DB_ALIAS].get_autocommit():
            raise TransactionManagementError("Rows are locked within a transaction alone.")
        if not self._sql:
            return []
        statement = self.bound(values)
        source = _Source(self._query, self._compiler, self._convert, self._one_plan, statement)
        return list(self._iterable(cast(Any, source)))

    def bound(self, values: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """The SQL with these values as its parameters."""
        return self._sql, tuple(values[slot.name] for slot in self._slots)


class _Conversions:
    """How values of the database become those of Python, for each column: Django asks every column again at
    every run. None of the answers depends on the connection, which each conversion is given."""

    def __init__(self, compiler: Any) -> None:
        columns = [column for column, *_sql in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(columns)
        self._composite = compiler.has_composite_fields(columns)

    def teach(self, compiler: Any) -> None:
        """Let a copy of the compiler answer at once."""
        compiler.get_converters = lambda columns: self._converters
        compiler.has_composite_fields = lambda columns: self._composite


class _Source:
    """Stands for a queryset, and for its query, where Django makes instances or tuples of the rows: its
    compiler is a copy of the one that has compiled, for the connection of this thread."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping[Any, Any] = MappingProxyType({})

    def __init__(
        self,
        query: Any,
        compiler: Any,
        convert: _Conversions,
        one_plan: bool | None,
        statement: tuple[str, tuple[Any, ...]],
    ) -> None:
        self.query = self
        self.selected, self.extra_select = query.selected, query.extra_select
        self.values_select, self.annotation_select = query.values_select, query.annotation_select
        self._compiler, self._convert = compiler, convert
        self._one_plan, self._statement = one_plan, statement

    def get_compiler(self, using: str) -> Any:
        again = copy(self._compiler)
        again.connection = _Preparing(connections[using], self._one_plan)
        again.as_sql = lambda: self._statement
        self._convert.teach(again)
        return again


class _Preparing:
    """A connection that plans what it is asked once (project/postgres)."""

    def __init__(self, connection: Any, one_plan: bool | None) -> None:
        self.cursor = partial(connection.prepared_cursor, one_plan=one_plan)
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def _with_constants(text: str, parameters: Iterable[Any]) -> tuple[str, tuple[Slot, ...]]:
    """The SQL with its constants written into it, and the slots that are left. A plan that the database keeps
    can use a partial index only if it knows the states that the index is made for."""
    waiting, slots = iter(parameters), []

    def written(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return mark[0]
        value = next(waiting)
        if isinstance(value, Slot):
            slots.append(value)
            return mark[0]
        return sql.Literal(_constant(value)).as_string(None).replace("%", "%%")

    return re.sub("%%|%s", written, text), tuple(slots)


def _constant(value: Any) -> Any:
    parts = value if isinstance(value, list | tuple) else [value]
    strange = [part for part in parts if not isinstance(part, CONSTANTS)]
    if strange:
        raise TypeError(f"{strange[0]!r} would stand still in a compiled query: make it a slot.")
    return value

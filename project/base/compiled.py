"""Queries of a fixed shape: turned into SQL once per process, run with new values each time.

Django makes the SQL of a queryset anew at every request, which for a large one takes longer than the
database needs to answer. A function under `compiled` builds its queryset of slots instead of values:

    @compiled
    def _orders(viewer: Viewer, number: Slot) -> QuerySet[Order]:
        return Order.objects.visible_to(viewer).filter(number=number)

    _orders(request.viewer, number="INK-2026-00042")  # a list of orders

It is called once for each shape, and its queryset is compiled. No value can be kept by mistake, since the
function never gets one. Of a viewer it gets the roles, on which the shape depends, and slots for the agency
and the member.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import ModelIterable

from .viewer import Member, Viewer

Row = TypeVar("Row", bound=Model)

#: What may stand in a shape: words and numbers of the code. No time, which would stand still.
CONSTANTS = (str, int, float, Decimal, type(None))
#: The slots of a viewer.
AGENCY, MEMBER = "viewer.agency_id", "viewer.member_id"


class Slot(Expression):
    """Where a value goes in: stands wherever a queryset takes an expression. The driver gets the value as it
    was given to the compiled query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


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


class CompiledQuery(Generic[Row]):
    """A function that builds a queryset of model instances, with its SQL for each shape met so far."""

    def __init__(self, build: Callable[..., QuerySet[Row]]) -> None:
        self.build = build
        self._names = set(inspect.signature(build).parameters)
        self._known: dict[frozenset[str] | None, _Statement[Row]] = {}

    def __call__(self, viewer: Viewer | None = None, **values: Any) -> list[Row]:
        """The rows that the queryset would give with these values, by one query.

        Raises:
            TypeError: the function has other parameters, or the viewer is no member; or its queryset gives no
                model instances, wants a second query (prefetch_related), or holds a value that is neither a
                slot nor a constant.
        """
        if viewer is not None and not isinstance(viewer, Member):
            raise TypeError(f"{viewer!r} is no member: its rows have no shape of their own.")
        if values.keys() | ({"viewer"} if viewer else set()) != self._names:
            raise TypeError(f"{self.build.__name__} takes {sorted(self._names)}, not {sorted(values)}.")
        shape = viewer.roles if viewer else None
        if (statement := self._known.get(shape)) is None:
            statement = self._known[shape] = self._compile(shape, values)
        return statement.run(
            values | {AGENCY: viewer.agency_id, MEMBER: viewer.member_id} if viewer else values
        )

    def _compile(self, shape: frozenset[str] | None, names: Mapping[str, Any]) -> _Statement[Row]:
        slots: dict[str, Any] = {name: Slot(name) for name in names}
        if shape is not None:
            slots["viewer"] = _AnyMember(agency=None, held=shape)
        return _Statement(self.build(**slots))


def compiled(build: Callable[..., QuerySet[Row]]) -> CompiledQuery[Row]:
    """`build` as a query that is compiled once for each shape: see the module."""
    return CompiledQuery(build)


class _Statement(Generic[Row]):
    """The SQL of one shape."""

    def __init__(self, rows: QuerySet[Row]) -> None:
        plan = cast(Any, rows)
        if plan._iterable_class is not ModelIterable or plan._prefetch_related_lookups:
            raise TypeError("Only model instances of one query can be compiled.")
        self._compiler = plan.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self._sql, self._parameters = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, self._parameters = "", ()
        for value in self._parameters:
            _check(value)

    def run(self, values: Mapping[str, Any]) -> list[Row]:
        if not self._sql:
            return []
        parameters = tuple(values[part.name] if isinstance(part, Slot) else part for part in self._parameters)
        source = _Source(self._compiler, self._sql, parameters)
        return list(ModelIterable(cast(Any, source)))


class _Source:
    """Stands for a queryset, and for its query, where Django makes instances of the rows: its compiler is a
    copy of the one that has compiled, for the connection of this thread."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping[Any, Any] = MappingProxyType({})

    def __init__(self, compiler: Any, sql: str, parameters: tuple[Any, ...]) -> None:
        self.query = self
        self._compiler, self._statement = compiler, (sql, parameters)

    def get_compiler(self, using: str) -> Any:
        again = copy(self._compiler)
        again.connection = connections[using]
        again.as_sql = lambda: self._statement
        return again


def _check(value: Any) -> None:
    parts = value if isinstance(value, list | tuple) else [value]
    strange = [part for part in parts if not isinstance(part, (Slot, *CONSTANTS))]
    if strange:
        raise TypeError(f"{strange[0]!r} would stand still in a compiled query: make it a slot.")

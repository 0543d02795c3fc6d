"""What a metric is, and the only way from it to rows.

A metric says in words and in code the same thing: which rows it is made of, the time by which a row belongs
to a period, the value of each, and how the values become one number. `rows_of` (rows.py) gives the rows, and
everything that is shown of a metric comes from them: its number, the period before, its series, its parts,
the page of rows, the files, the API. None of these has a query of its own, so none can differ.

To add one, in the module of its board beside this:

    register(
        Metric(
            board=Board.CLIENT,
            key="placed",
            name=_("Orders placed"),
            definition=_("Orders that were placed in the period."),
            time=_("when the order was placed"),
            unit=Unit.COUNT,
            how=How.COUNT,
            kind=ORDERS,                     # what a row is: its columns, and how it leads to an order
            source=orders_of_account,        # (Scope) -> visible rows: always from `visible_to`
            at="placed_at",                  # path to the moment of a row
            which=lambda scope: ~Q(state=State.CANCELLED),   # of those rows; all without
            value=lambda scope: Value(1),    # number of a row; 0 or 1 for a share; seconds for a duration
            dimensions=("service", "colleague"),
            right=is_client,                 # who may see it at all
        )
    )

A whole board is measured by `measured` (measuring.py): one statement however many metrics, in which those
that have the same source and time (`rows_together`) read their rows once. To add a board:

1. its value in `Board` (states/metrics.py) and its row in BOARDS (rules/boards.py: name, right, filters,
   feature);
2. its module of metrics here, imported in __init__.py; sources take `scope.viewer`, and `scope.subject` where
   the board is about one thing, such as a class;
3. its addresses come from BOARDS by themselves (views/boards.py): analytics:<board>, and with _rows, _file,
   _rows_file. They enter tests/project/helpers/doors.py (the scene takes them from BOARDS), and a feature or
   featureless.py;
4. a line in pages/menu.py.

A new kind of row is a `Kind`; where it leads elsewhere than to an order, LINKS of pages/rows.py says so.
Tests compare each figure with the plain Python of tests/analytics/helpers/reference.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db.models import F, Model, Q, QuerySet, Value
from django.utils.functional import Promise

from analytics.states.metrics import Board, Granularity, How, Unit
from project.base.viewer import Viewer

from .periods import Period

#: Columns that each row has, whatever it is.
AT, VALUE = "row_at", "row_value"
NO_FILTERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Scope:
    """Whose rows: what this viewer may see, of the `subject` of the board where it has one, as of `now`."""

    viewer: Viewer
    now: dt.datetime
    subject: Any = None


@dataclass(frozen=True)
class Asked:
    """What a page, a file or a call asks of a board. `filters`: values by the key of a dimension."""

    period: Period
    by: Granularity
    filters: Mapping[str, str] = field(default_factory=lambda: NO_FILTERS)


@dataclass(frozen=True)
class Dimension:
    """What a number can be broken down by, and rows narrowed to: path of the value that an address names,
    path of its words (of `words` where these are those of the program), both from an order; with `of_row`
    from the row itself. `by`: how a break-down is called."""

    key: str
    name: Promise
    path: str
    label: str
    words: Mapping[str, Any] | None = None
    by: Promise | str = ""
    of_row: bool = False
    of: type[Model] | None = None

    def value_path(self, kind: Kind) -> str:
        """The path of its value, from a row of that kind."""
        return self._prefix(kind) + self.path

    def columns(self, kind: Kind) -> dict[str, F]:
        """By what rows of that kind are put together: the foreign key, or its value and words."""
        prefix = self._prefix(kind)
        if self.of:
            return {f"by_{self.key}": F(f"{prefix}{self.path.partition('__')[0]}_id")}
        return {f"by_{self.key}": F(prefix + self.path), f"as_{self.key}": F(prefix + self.label)}

    def _prefix(self, kind: Kind) -> str:
        return "" if self.of_row else kind.to_order


@dataclass(frozen=True)
class Column:
    """What a row shows beside its time and value: `path` from the row."""

    key: str
    name: Promise
    path: str
    words: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Kind:
    """What the rows of a metric are. `name`: what one is called, and several (ngettext_lazy). `number`: the
    path to what names the thing that a row leads to in its address; `label`: to its words, where these are
    others. `to_order`: what stands before the paths of dimensions, such as "order__"; "" where the row has
    them itself."""

    key: str
    name: Any
    number: str
    columns: tuple[Column, ...]
    label: str = ""
    to_order: str = ""

    def words(self, n: int = 100) -> str:
        """What `n` of the rows are called, without the number."""
        return str(self.name % n)


@dataclass(frozen=True, kw_only=True)
class Metric:
    """See the module. Without `timed` it is of now, whatever the period; the number appears from `least` rows
    on; a `rare` one is left out of its page while it has no rows; `better` says whether "more" or "less" is
    good news, "" where neither is. `matrix`: the dimension that makes the columns where
    the figure is shown by month and that, instead of as a series."""

    board: Board
    key: str
    name: Promise
    definition: Promise
    time: Promise
    unit: Unit
    how: How
    kind: Kind
    source: Callable[[Scope], QuerySet[Any]]
    at: str
    which: Callable[[Scope], Q] = lambda scope: Q()
    value: Callable[[Scope], Any] = lambda scope: Value(1)
    dimensions: tuple[str, ...] = ()
    right: Callable[[Viewer], bool]
    timed: bool = True
    least: int = 1
    rare: bool = False
    better: str = ""
    matrix: str = ""


_METRICS: dict[tuple[str, str], Metric] = {}
DIMENSIONS: dict[str, Dimension] = {}


def register(metric: Metric) -> Metric:
    """Called where the metric is written. Raises ValueError for a name that its board has already."""
    place = (metric.board.value, metric.key)
    if place in _METRICS:
        raise ValueError(f"There is a metric {place} already.")
    if unknown := set(metric.dimensions) - DIMENSIONS.keys():
        raise ValueError(f"{place} names unknown dimensions: {sorted(unknown)}")
    _METRICS[place] = metric
    return metric


def dimension(found: Dimension) -> Dimension:
    """Register what metrics can be broken down by."""
    DIMENSIONS[found.key] = found
    return found


def every_metric() -> list[Metric]:
    """All metrics, in the order in which they are written."""
    return list(_METRICS.values())


def metric_named(board: str, key: str) -> Metric:
    """The metric of this place. Raises KeyError for none."""
    return _METRICS[board, key]


def metrics_for(viewer: Viewer, board: Board) -> list[Metric]:
    """Those of a board that the viewer may see."""
    return [metric for metric in _METRICS.values() if metric.board == board and metric.right(viewer)]


def metric_for(viewer: Viewer, board: Board, key: str) -> Metric | None:
    """One of these by its key; None for one that is not there, or not theirs."""
    metric = _METRICS.get((board.value, key))
    return metric if metric and metric.right(viewer) else None


def metrics_asked(viewer: Viewer, board: Board, asked: Asked) -> list[Metric]:
    """Those of these that know each filter that is asked for: of the others there is nothing to show."""
    return [one for one in metrics_for(viewer, board) if asked.filters.keys() <= set(one.dimensions)]

"""From a metric to its rows: those that the viewer may see, of the days and filters that are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from .base import AT, DIMENSIONS, VALUE, Asked, Metric, Scope


def rows_of(
    metric: Metric, scope: Scope, asked: Asked, *, since: dt.datetime | None = None
) -> QuerySet[Any, dict[str, Any]]:
    """The rows of a metric as dicts of `pk`, AT and VALUE: those of the period, from `since` on where that
    is earlier. Every number of the metric is made of these."""
    begin = min(since, asked.period.start) if since else asked.period.start
    return rows_between(metric, scope, begin, asked.period.end, asked.filters)


def rows_between(
    metric: Metric, scope: Scope, since: Any, until: Any, filters: Mapping[str, Any]
) -> QuerySet[Any, dict[str, Any]]:
    """The same from one moment to before another; moments and values of filters may be slots."""
    rows = metric.source(scope).filter(metric.which(scope))
    rows = rows.annotate(**{AT: F(metric.at), VALUE: metric.value(scope)}).order_by()
    if metric.timed:
        rows = rows.filter(**{f"{metric.at}__gte": since, f"{metric.at}__lt": until})
    return rows.filter(_narrowed(metric, filters)).values("pk", AT, VALUE)


def rows_together(
    metrics: Sequence[Metric], scope: Scope, since: Any, until: Any, filters: Mapping[str, Any]
) -> QuerySet[Any, dict[str, Any]]:
    """The rows of metrics that have the same source, kind, time and filters, each row once: AT, and of each
    metric by its place whether the row is one of its rows (`fits0` …), and the value (`value0` …). A row that
    is none of any metric is left out."""
    first, which = metrics[0], [metric.which(scope) for metric in metrics]
    rows = first.source(scope)
    if all(which):
        rows = rows.filter(reduce(or_, which))
    if first.timed:
        rows = rows.filter(**{f"{first.at}__gte": since, f"{first.at}__lt": until})
    found = {
        AT: F(first.at),
        **{f"fits{place}": _fits(each) for place, each in enumerate(which)},
        **{f"value{place}": metric.value(scope) for place, metric in enumerate(metrics)},
    }
    return rows.annotate(**found).order_by().filter(_narrowed(first, filters)).values(*found)


def _fits(which: Q) -> Any:
    """Whether a row is one of them, as `filter` says it: what is unknown is not."""
    if not which:
        return Value(True, output_field=BooleanField())
    return Case(When(which, then=Value(True)), default=Value(False), output_field=BooleanField())


def _narrowed(metric: Metric, filters: Mapping[str, Any]) -> Q:
    """The filters that this metric knows; a filter that it does not know leaves nothing: a number must not
    look narrowed when it is not."""
    found = Q()
    for key, value in filters.items():
        if key not in metric.dimensions:
            return Q(pk__in=[])
        found &= Q(**{DIMENSIONS[key].value_path(metric.kind): value})
    return found

"""Addresses of boards, of the rows behind a number, and of their files: each says the same period and
filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape

from analytics.rules.metrics import Asked, Metric
from analytics.rules.metrics.periods import Period
from analytics.states.metrics import Board, Preset

#: Addresses that a process remembers: finding one takes longer than printing it.
KEPT = 4096


@lru_cache(KEPT)
def _path(name: str, *args: str) -> str:
    return reverse(name, args=args)


@dataclass(frozen=True)
class Addresses:
    """Of one board, for what is asked. `preset`: the name of the period, where its days move with today;
    `of`: the public id of what the board is about, if anything."""

    board: Board
    asked: Asked
    preset: str = ""
    of: str = ""

    def query(self) -> dict[str, str]:
        """What an address says."""
        period = self.asked.period
        days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        said = {"period": self.preset} if self.preset else {"period": Preset.OWN.value, **days}
        return {**said, "by": self.asked.by.value, **self.asked.filters}

    def _to(self, name: str, *args: str) -> str:
        return f"{self.path(name, *args)}?{urlencode(self.query())}"

    def path(self, name: str = "", *args: str) -> str:
        """The same without what is asked."""
        return _path(f"analytics:{self.board.value}{name}", *([self.of] if self.of else []), *args)

    def page(self) -> str:
        return self._to("")

    def file(self, form: str) -> str:
        return self._to("_file", form)

    def rows(self, metric: Metric) -> str:
        return self._to("_rows", metric.key)

    def rows_file(self, metric: Metric, form: str) -> str:
        return self._to("_rows_file", metric.key, form)

    def within(self, span: Period) -> Addresses:
        """For a span of the series."""
        return replace(self, asked=replace(self.asked, period=span), preset="")

    def narrowed(self, key: str, value: str) -> Addresses:
        """For one value of a dimension."""
        return replace(self, asked=replace(self.asked, filters={**self.asked.filters, key: value}))

    def widened(self, key: str) -> Addresses:
        """Without the filter of a dimension."""
        rest = {name: value for name, value in self.asked.filters.items() if name != key}
        return replace(self, asked=replace(self.asked, filters=rest))

    def during(self, preset: str) -> Addresses:
        """For another period that needs no dates; the series falls into place by itself."""
        return replace(self, preset=preset)


class Links:
    """The addresses that a board prints by the hundred, as they stand in HTML: what they say of a span or a
    part is put together once, for all its figures."""

    def __init__(self, at: Addresses) -> None:
        self._at = at
        #: What an address says of all that is shown.
        self.whole = f"?{_said(at.query())}"
        self._rest = _said({"by": at.asked.by.value, **at.asked.filters})
        self._parts: dict[tuple[str, str], str] = {}

    def board(self) -> str:
        """The board: what an address begins with. of_part follows."""
        return self._at.path()

    def rows(self, metric: Metric) -> str:
        """The rows of a metric: what an address begins with. `whole`, of_span or of_part follows."""
        return self._at.path("_rows", metric.key)

    def of_span(self, span: Period) -> str:
        """What an address says of a span of the series: what Addresses.within does."""
        days = f"from={span.first.isoformat()}&amp;to={span.last.isoformat()}"
        return f"?period={Preset.OWN.value}&amp;{days}&amp;{self._rest}"

    def of_part(self, key: str, value: str) -> str:
        """What an address says of one value of a dimension that is not narrowed: what Addresses.narrowed
        does."""
        if (said := self._parts.get((key, value))) is None:
            said = self._parts[key, value] = f"{self.whole}&amp;{_said({key: value})}"
        return said


def _said(query: dict[str, str]) -> str:
    return escape(urlencode(query))


def schedule_url(at: Addresses) -> str:
    """Where a board, narrowed as it is shown, is put on a schedule."""
    said = {"board": at.board.value, "of": at.of, "by": at.asked.by.value, **at.asked.filters}
    asked = urlencode({key: value for key, value in said.items() if value})
    return f"{reverse('analytics:report_new')}?{asked}"

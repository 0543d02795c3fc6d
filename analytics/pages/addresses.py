"""Addresses of boards, of the rows behind a number, and of their files: each says the same period and
filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from analytics.rules.metrics import Asked, Metric
from analytics.rules.metrics.periods import Period
from analytics.states.metrics import Board, Preset


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
        given = [self.of, *args] if self.of else list(args)
        return reverse(f"analytics:{self.board.value}{name}", args=given)

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

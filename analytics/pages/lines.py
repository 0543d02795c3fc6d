"""Lines of a board: what its tables print, as texts that are put together once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from analytics.rules.metrics import DIMENSIONS, Figure, Metric, Number, Part
from analytics.states.metrics import How, Unit
from project.base.components import Rows

from .addresses import Addresses, Links
from .words import both_words, change_tone, change_words, span_words

#: What is drawn as bars.
BARS = (Unit.COUNT, Unit.MONEY, Unit.WORDS)


@dataclass(slots=True)
class PointLine:
    """A number of a span of a series; it leads to its rows where there are any. `plain`: what a chart draws;
    "" for nothing."""

    label: str
    value: str
    n: str
    url: str
    plain: str = ""


@dataclass(slots=True)
class PartLine:
    """A number of one value of a dimension; `board_url` leads to the board that is narrowed to it."""

    label: str
    value: str
    n: str
    url: str
    board_url: str


@dataclass(slots=True)
class PartsTable:
    """What a number is made of, by one dimension."""

    name: str
    by: str
    lines: Rows[PartLine]


@dataclass(slots=True)
class FigureLine:
    """A metric as its card prints it. `before`: the number of the period before, "" of a metric of now;
    `of_rows`: how many there are is news; `chart`: which kind draws its series."""

    key: str
    name: str
    definition: str
    value: str
    n: str
    rows_name: str
    url: str
    before: str
    change: str
    tone: str
    chart: str
    unit: str
    points: Rows[PointLine]
    parts: Rows[PartsTable]
    of_rows: bool


class Lines:
    """The lines of one board. What all its figures share is put together once: the words of each span, and
    what an address says of it."""

    def __init__(self, at: Addresses, currency: str) -> None:
        self._at, self._currency, self._links = at, currency, Links(at)
        self._language = get_language() or "en"
        self._spans = [
            (span_words(span, at.asked.by), self._links.of_span(span))
            for span in at.asked.period.spans(at.asked.by)
        ]

    def figure(self, figure: Figure) -> FigureLine:
        """The number of the period, how it differs from the one before, its series and its parts."""
        metric, now = figure.metric, figure.now
        before = figure.before.value if figure.before else None
        return FigureLine(
            metric.key,
            str(metric.name),
            str(metric.definition),
            self._words(metric.unit, now.value),
            str(now.n),
            metric.kind.words(now.n),
            SafeString(self._links.rows(metric) + self._links.whole),
            self._words(metric.unit, before) if figure.before else "",
            change_words(metric, now.value, before),
            change_tone(metric, now.value, before),
            "bar" if metric.unit in BARS else "line",
            metric.unit.value,
            self._points(figure),
            self._parts(figure),
            metric.how != How.COUNT,
        )

    def _points(self, figure: Figure) -> Rows[PointLine]:
        """The series; none where no span has a row, nor where a matrix stands for it."""
        if figure.metric.matrix or not any(point.number.n for point in figure.series):
            return ()
        unit, begin = figure.metric.unit, self._links.rows(figure.metric)
        return tuple(
            self._point(unit, point.number, label, begin + said if point.number.n else "")
            for point, (label, said) in zip(figure.series, self._spans, strict=True)
        )

    def _point(self, unit: Unit, number: Number, label: str, url: str) -> PointLine:
        words, plain = both_words(unit, number.value, self._currency, self._language)
        return PointLine(label, words, str(number.n), SafeString(url), plain)

    def _parts(self, figure: Figure) -> Rows[PartsTable]:
        """What the number is made of, by each dimension that is not narrowed."""
        return tuple(
            PartsTable(
                str(DIMENSIONS[key].name),
                str(DIMENSIONS[key].by or DIMENSIONS[key].name),
                tuple(self._part(figure.metric, key, part) for part in parts),
            )
            for key, parts in figure.parts.items()
            if key not in self._at.asked.filters and parts
        )

    def _part(self, metric: Metric, key: str, part: Part) -> PartLine:
        said, n = self._links.of_part(key, part.key), str(part.number.n)
        url, board_url = self._links.rows(metric) + said, self._links.board() + said
        words = self._words(metric.unit, part.number.value)
        return PartLine(part.label, words, n, SafeString(url), SafeString(board_url))

    def _words(self, unit: Unit, value: Decimal | None) -> str:
        return both_words(unit, value, self._currency, self._language)[0]

"""The figures of a portfolio in words: those that are switched on, known, and of enough ratings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext

from agencies.models import Agency
from project.base import formatting
from writers.models import PortfolioFigures, WriterPortfolio
from writers.querysets import portfolio_public as rows
from writers.rules.feedback_averages import SHOWN_FROM
from writers.states.portfolio import Figure


@dataclass(frozen=True)
class PublicFigure:
    """One figure in words, such as "95 %" of "40 deliveries"; `value` and `n` for programs."""

    kind: str
    label: str
    text: str
    detail: str
    value: Decimal | int | dt.date
    n: int | None = None


def shown_figures(row: dict[str, Any], agency: Agency) -> Sequence[PublicFigure]:
    """Those that are switched on and known; a rating of enough ratings alone."""
    made = {
        Figure.ORDERS: _orders,
        Figure.ON_TIME: _on_time,
        Figure.RATING: _rating,
        Figure.SINCE: _since,
    }
    if row["figures_as_of"] is None:
        return []
    shown = [make(row) for kind, make in made.items() if row[f"show_{kind.value}"]]
    return [figure for figure in shown if figure is not None]


def all_figures(portfolio: WriterPortfolio) -> tuple[Sequence[PublicFigure], str]:
    """Every figure that is known, for its writer alone, whether others see it or not; and as of which day."""
    found = PortfolioFigures.objects.filter(agency_id=portfolio.agency_id, portfolio=portfolio).first()
    if found is None:
        return [], ""
    row = {f"figures_{name}": getattr(found, name) for name in rows.FIGURES}
    row |= {f"show_{kind.value}": True for kind in Figure}
    return shown_figures(row, portfolio.agency), formatting.day(found.as_of)


def _orders(row: dict[str, Any]) -> PublicFigure | None:
    n = row["figures_orders"]
    text = formatting.whole(n)
    return PublicFigure("orders", str(Figure.ORDERS.label), text, "", n) if n else None


def _on_time(row: dict[str, Any]) -> PublicFigure | None:
    n, good = row["figures_judged"], row["figures_on_time"]
    if not n:
        return None
    share = 100 * good // n
    of = ngettext("of %(n)s delivery", "of %(n)s deliveries", n) % {"n": formatting.whole(n)}
    return PublicFigure("on_time", str(Figure.ON_TIME.label), f"{share}%", of, share, n)


def _rating(row: dict[str, Any]) -> PublicFigure | None:
    n, rating = row["figures_rated"], row["figures_rating"]
    if rating is None or n < SHOWN_FROM:
        return None
    of = ngettext("of 5, from %(n)s rating", "of 5, from %(n)s ratings", n) % {"n": formatting.whole(n)}
    return PublicFigure("rating", str(Figure.RATING.label), f"{rating:.1f}", of, rating, n)


def _since(row: dict[str, Any]) -> PublicFigure | None:
    day = row["figures_since"]
    if day is None:
        return None
    return PublicFigure("since", str(Figure.SINCE.label), str(day.year), formatting.date(day), day)

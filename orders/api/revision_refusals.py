"""Rows of a body about points, bound as the page's forms bind them; what is refused stands at its row, such
as `points.2.wish` of the third."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from orders.models import RevisionPoint
from project.base.api.bodies import bound
from project.base.errors import Invalid

Row = Mapping[str, Any]


def bound_rows(name: str, rows: Sequence[Row], bind: Callable[[Row], Any]) -> list[Any]:
    """What `bind` makes of each row of the list `name`. Raises Invalid with what is wrong in all of them."""
    found: list[Any] = []
    problems: dict[str, Any] = {}
    for at, row in enumerate(rows):
        try:
            found.append(bind(row))
        except Invalid as refusal:
            problems |= {_at(name, at, field): texts for field, texts in refusal.errors.items()}
    if problems:
        raise Invalid(problems)
    return found


def bound_points(name: str, rows: Sequence[Row], form: Any) -> dict[int, Any]:
    """Forms about points of a revision, by the positions that rows name. Raises Invalid, also for a position
    that stands twice."""

    def bind(row: Row) -> tuple[int, Any]:
        position = row["position"]
        if sum(other["position"] == position for other in rows) > 1:
            raise Invalid({"position": _("Enter each point only once.")})
        data = {f"point-{position}-{field}": value for field, value in row.items() if field != "position"}
        return position, bound(form, data, point=RevisionPoint(position=position))

    return dict(bound_rows(name, rows, bind))


@contextmanager
def told_beside(name: str, positions: Sequence[int], field: str = "") -> Iterator[None]:
    """Put what an action refuses of a point ("point-<n>" or "point-<n>-<field>") at its row in the list
    `name`, beside `field` where it names none; what it refuses of all points, on the list."""
    try:
        yield
    except Invalid as refusal:
        problems = {}
        for key, texts in refusal.errors.items():
            number, _dash, of = key.removeprefix("point-").partition("-")
            if key.startswith("point-") and number.isdigit() and int(number) in positions:
                problems[_at(name, positions.index(int(number)), of or field)] = texts
            else:
                problems[name if key == "points" else key] = texts
        raise Invalid(problems) from None


def _at(name: str, at: int, field: str) -> str:
    return f"{name}.{at}.{field}".removesuffix(".")

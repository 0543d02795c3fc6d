"""The history of what somebody received, prepared for its pages: every figure with its number of ratings and
the address of the rows behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.hooks import PersonPanel
from agencies.models import Membership
from project.base.viewer import Viewer
from writers.querysets.feedback_history import tag_points
from writers.rules.feedback_averages import PRIOR, Average
from writers.rules.feedback_history import History, RecurringTag, histories, is_rated, sees_histories
from writers.rules.feedback_ratings import overall_averages
from writers.states.feedback import LEAST, Category, Direction
from writers.states.feedback_history import LONG, RECEIVED, SHORT, Trend

PANEL = "writers/feedback_history/_person_panel.html"
TONES = {Trend.RISING: "good", Trend.STEADY: "neutral", Trend.FALLING: "warn", Trend.TOO_FEW: "neutral"}
ICONS = {Trend.RISING: "arrow-up", Trend.STEADY: "minus", Trend.FALLING: "arrow-down", Trend.TOO_FEW: ""}


@dataclass(frozen=True)
class Side:
    """Whose history it is for whom: the list that its figures lead to, what of it narrows them always, and
    the directions that it is made of."""

    rows_url: str
    kept: tuple[tuple[str, str], ...]
    directions: Sequence[str]

    def url(self, **by: Any) -> str:
        """The rows behind a figure."""
        return f"{self.rows_url}?{urlencode([*self.kept, ('counted', '1'), *by.items()])}"


def studio() -> Side:
    """A writer's own."""
    return Side(
        reverse("writers:studio_feedback"), (), (Direction.EDITOR_TO_WRITER, Direction.CLIENT_TO_WRITER)
    )


def editing() -> Side:
    """An editor's own."""
    return Side(reverse("writers:editing_feedback"), (), (Direction.CLIENT_TO_EDITOR,))


def desk(member: Membership) -> Side:
    """Anyone's, for the desk."""
    return Side(reverse("writers:desk_feedback"), (("receiver", member.public_id),), RECEIVED)


@dataclass(frozen=True)
class Figure:
    """One average: `value` is drawn toward the agency's, `plain` is not; "–" without ratings."""

    label: str
    value: str
    plain: str
    n: int
    words: str
    few: str
    meter: str
    url: str


@dataclass(frozen=True)
class Bar:
    """How many ratings there are of one kind: a bar of a `length` of 100."""

    label: str
    n: int
    length: int
    url: str


@dataclass(frozen=True)
class TrendWords:
    """Where a figure goes, as a badge."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class TagLine:
    """A recurring tag: “6 of 10 orders”, and where it goes."""

    name: str
    words: str
    trend: TrendWords
    url: str


def history_page(member: Membership, side: Side, tag: str, now: dt.datetime) -> dict[str, Any]:
    """What the page prints; `tag`: the public id of the tag whose points are shown. Six queries."""
    found = histories(member.agency, [member.pk], now, directions=side.directions)[member.pk]
    overall = _figure(_("Overall"), found.overall, side.url())
    chosen = next((each for each in found.tags if each.public_id == tag), None)
    return {
        "overall": overall,
        "averages": [
            overall,
            _figure(_("Last 30 days"), found.last_30, side.url(since=SHORT)),
            _figure(_("Last 90 days"), found.last_90, side.url(since=LONG)),
        ],
        "trend": _trend(found.trend),
        "categories": [
            _figure(str(Category(name).label), average, side.url(category=name))
            for name, average in found.categories.items()
        ],
        "directions": [
            _figure(str(Direction(name).label), average, side.url(direction=name))
            for name, average in found.directions.items()
            if name in side.directions
        ],
        "bars": _bars(found, side),
        "edits": Direction.EDITOR_TO_WRITER in side.directions,
        "orders_with_points": found.orders_with_points,
        "tags": [_tag_line(each) for each in found.tags],
        "criteria": [
            _figure(
                f"{each.service}: {each.name}" if each.service else each.name,
                each.average,
                side.url(direction=Direction.EDITOR_TO_WRITER, rubric=each.rubric, criterion=each.position),
            )
            for each in found.criteria
        ],
        "tag": chosen,
        "points": list(tag_points(member, chosen.public_id)) if chosen else [],
        "prior": PRIOR,
        "as_of": found.as_of,
    }


def person_panel(viewer: Viewer, member: Membership, now: dt.datetime) -> PersonPanel | None:
    """On the page of a member who writes or edits: their rating, and the way to their history."""
    if member.ended_at or not is_rated(member) or not sees_histories(viewer):
        return None
    average = overall_averages(member.agency, [member.pk], directions=RECEIVED)[member.pk]
    url = reverse("writers:desk_feedback_history", args=[member.public_id])
    return PersonPanel(PANEL, {"overall": _figure(_("Overall"), average, url), "url": url})


def ratings_words(n: int) -> str:
    """“3 ratings”"""
    return ngettext("%(n)s rating", "%(n)s ratings", n) % {"n": n} if n else _("No ratings yet")


def shown(value: Decimal | None) -> str:
    """An average as it is printed."""
    return "–" if value is None else str(number_format(value, 2))


def _figure(label: str, average: Average, url: str) -> Figure:
    few = _("Few ratings") if average.n and not average.shown_outside else ""
    return Figure(
        label=label,
        value=shown(average.shrunk),
        plain=shown(average.raw),
        n=average.n,
        words=ratings_words(average.n),
        few=few,
        meter=str(average.shrunk or 0),
        url=url if average.n else "",
    )


def _trend(trend: Trend) -> TrendWords:
    return TrendWords(str(trend.label), TONES[trend], ICONS[trend])


def _bars(found: History, side: Side) -> list[Bar]:
    most = max(found.counts) or 1
    rated = reversed(list(enumerate(found.counts, LEAST)))
    return [
        Bar(str(rating), n, round(100 * n / most), side.url(rating=rating) if n else "")
        for rating, n in rated
    ]


def _tag_line(tag: RecurringTag) -> TagLine:
    words = ngettext("%(n)s of %(of)s order", "%(n)s of %(of)s orders", tag.of)
    values = {"n": tag.orders, "of": tag.of}
    return TagLine(tag.name, words % values, _trend(tag.trend), f"?tag={tag.public_id}#points")

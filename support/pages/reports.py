"""How the desk keeps what it promises: by week, and what is open now. Each number leads to the very tickets
behind it (`behind`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import TruncWeek
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from agencies.states.sla import ClockState, Target
from project.base import marks, query
from project.base.csv_export import lines_of
from project.base.viewer import Viewer
from support.models import Breach, Ticket, TicketRating, TicketTimer
from support.models.tickets import TicketQuerySet
from support.states.breaches import Cause
from support.states.tickets import Verdict

from .breaches import CAUSES, UNSAID

WEEKS = 12
WEEK = dt.timedelta(days=7)
#: Of which there are figures by week: the next reply may be owed many times, and its row says the last.
TARGETS = (Target.FIRST_REPLY, Target.RESOLUTION)
ENDED = (ClockState.MET, ClockState.MISSED)
#: How old what is open is: name, words, from and below so many days.
AGES: tuple[tuple[str, Any, int, int | None], ...] = (
    ("day", _("Under 1 day"), 0, 1),
    ("week", _("1 to 7 days"), 1, 7),
    ("month", _("7 to 30 days"), 7, 30),
    ("older", _("Over 30 days"), 30, None),
)
#: Kinds of rows behind a number.
BEHIND = MISSED, ENDED_IN, LATE, AGE, RATED = "missed", "ended", "late", "age", "rated"
#: What the file calls missed targets by cause: behind these stands a list of their own.
CAUSE = "cause"


@dataclass(frozen=True)
class Figure:
    """One target in one week: how many ended, how many of them late, and the time in the middle."""

    week: dt.date
    target: Target
    ended: int = 0
    missed: int = 0
    median: dt.timedelta | None = None

    @property
    def minutes(self) -> int | None:
        """The time in the middle, in whole minutes."""
        return None if self.median is None else int(self.median.total_seconds()) // 60


class _Median(Aggregate):
    """The value in the middle; of an even number what lies between the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def figures_of(viewer: Viewer, now: dt.datetime) -> list[Figure]:
    """Of the last weeks in the agency's zone, the latest first, each with each target. One query."""
    zone = viewer.agency.zone
    mondays = _mondays(viewer, now)
    span = ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField())
    rows = _ended(viewer, mondays[-1], mondays[0] + WEEK).filter(target__in=TARGETS)
    rows = rows.annotate(week=TruncWeek("ended_at", tzinfo=zone), span=span).order_by()
    counted = rows.values("week", "target").annotate(
        ended=Count("pk"), missed=Count("pk", filter=Q(outcome=ClockState.MISSED)), median=_Median("span")
    )
    found = {(row.pop("week").date(), row.pop("target")): row for row in counted}
    return [
        Figure(monday, target, **found.get((monday, target), {})) for monday in mondays for target in TARGETS
    ]


def _mondays(viewer: Viewer, now: dt.datetime) -> list[dt.date]:
    today = now.astimezone(viewer.agency.zone).date()
    monday = today - dt.timedelta(days=today.weekday())
    return [monday - number * WEEK for number in range(WEEKS)]


def since_when(viewer: Viewer, now: dt.datetime) -> dt.datetime:
    """From when on there are figures: the first Monday of them."""
    return dt.datetime.combine(_mondays(viewer, now)[-1], dt.time(), tzinfo=viewer.agency.zone)


def _ended(viewer: Viewer, since: dt.date, until: dt.date) -> Any:
    """What was kept or missed from one day to before another."""
    zone = viewer.agency.zone
    begins, ends = (dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (since, until))
    rows = TicketTimer.objects.filter(agency_id=viewer.agency_id, outcome__in=ENDED)
    return rows.filter(ended_at__gte=begins, ended_at__lt=ends)


def behind(viewer: Viewer, asked: Mapping[str, Any], now: dt.datetime) -> TicketQuerySet | None:
    """The tickets behind a number, by the address that the number leads to; None for an address that is none
    of ours."""
    what = query.choice(asked, "what", BEHIND)
    target = query.choice(asked, "target", Target.values)
    week = query.day(asked, "week")
    rows = Ticket.objects.visible_to(viewer)
    of_ticket = Q(ticket_id=OuterRef("pk"), target=target)
    if what in (MISSED, ENDED_IN) and target and week:
        timers = _ended(viewer, week, week + WEEK).filter(of_ticket)
        return rows.filter(Exists(timers.filter(outcome=ClockState.MISSED) if what == MISSED else timers))
    if what == LATE and target:
        late = TicketTimer.objects.running().filter(of_ticket, agency_id=viewer.agency_id, due_at__lte=now)
        return rows.live().filter(Exists(late))
    if what == AGE:
        name = query.choice(asked, "age", [age for age, *_rest in AGES])
        return rows.live().filter(_aged(name, now)) if name else None
    verdict = query.choice(asked, "verdict", Verdict.values)
    if what == RATED and verdict:
        given = _ratings(viewer, now).filter(ticket_id=OuterRef("pk"), verdict=verdict)
        return rows.filter(Exists(given))
    return None


def _ratings(viewer: Viewer, now: dt.datetime) -> Any:
    """What was said of how people were helped, in the last weeks."""
    since = since_when(viewer, now)
    return TicketRating.objects.filter(agency_id=viewer.agency_id, given_at__gte=since, given_at__lte=now)


def _aged(name: str, now: dt.datetime) -> Q:
    low, high = next((low, high) for age, _words, low, high in AGES if age == name)
    young = Q(opened_at__lte=now - dt.timedelta(days=low))
    return young & Q(opened_at__gt=now - dt.timedelta(days=high)) if high is not None else young


@dataclass(frozen=True)
class Standing:
    """How many there are of each: late now by target, open by age, rated by verdict, missed by cause."""

    late: dict[str, int]
    ages: dict[str, int]
    rated: dict[str, int]
    causes: dict[str, int]


def standing_of(viewer: Viewer, now: dt.datetime) -> Standing:
    """The figures that stand beside those by week. Four queries."""
    live = Ticket.objects.visible_to(viewer).live()
    late = TicketTimer.objects.running().filter(agency_id=viewer.agency_id, due_at__lte=now)
    missed = Breach.objects.visible_to(viewer).filter(due_at__gte=since_when(viewer, now))
    return Standing(
        late=_counted(late, "target", Target.values),
        ages=live.aggregate(**{name: Count("pk", filter=_aged(name, now)) for name, *_rest in AGES}),
        rated=_counted(_ratings(viewer, now), "verdict", Verdict.values),
        causes={code or UNSAID: n for code, n in _counted(missed, "cause", ["", *Cause.values]).items()},
    )


def _counted(rows: Any, column: str, values: Iterable[str]) -> dict[str, int]:
    found = dict(rows.order_by().values_list(column).annotate(n=Count("pk")))
    return {value: found.get(value, 0) for value in values}


def report_context(viewer: Viewer, now: dt.datetime) -> dict[str, Any]:
    """What the page prints. Five queries."""
    figures, standing = figures_of(viewer, now), standing_of(viewer, now)
    rated, causes = standing.rated, standing.causes
    return {
        "tables": [
            {
                "label": target.label,
                "rows": [_row(one) for one in figures if one.target == target and one.ended],
            }
            for target in TARGETS
        ],
        "late": [_number(target.label, standing.late[target], what=LATE, target=target) for target in Target],
        "causes": [_number(label, causes[name], "support:breaches", cause=name) for name, label in CAUSES],
        "unsaid": _share_of(causes[UNSAID], sum(causes.values())),
        "ratings": [
            _number(verdict.label, rated[verdict], what=RATED, verdict=verdict) for verdict in Verdict
        ],
        "good": _share_of(rated[Verdict.GOOD], sum(rated.values())),
        "ages": [_number(words, standing.ages[name], what=AGE, age=name) for name, words, *_rest in AGES],
        "now": now,
    }


def _row(figure: Figure) -> dict[str, Any]:
    about = {"target": figure.target.value, "week": figure.week.isoformat()}
    kept = figure.ended - figure.missed
    minutes = figure.minutes
    return {
        "week": figure.week,
        "ended": _number("", figure.ended, what=ENDED_IN, **about),
        "missed": _number("", figure.missed, what=MISSED, **about),
        "share": _share(kept, figure.ended),
        "median": marks.span(minutes, get_language() or "en") if minutes is not None else "–",
    }


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "–"


def _share_of(part: int, whole: int) -> str:
    """With what it is a share of: “86% of 7”."""
    return gettext("%(share)s of %(n)s") % {"share": _share(part, whole), "n": whole} if whole else "–"


def _number(label: Any, count: int, to: str = "support:report_tickets", **address: str) -> dict[str, Any]:
    """A number with its address, none where it is none."""
    path = f"{reverse(to)}?{urlencode(address)}"
    return {"label": label, "count": count, "url": path if count else ""}


def report_csv(viewer: Viewer, now: dt.datetime) -> Iterator[str]:
    """All figures of the page as a file: a row for each number, by the names of the API."""
    header = ["Figure", "Of", "Week from", "Count", "Late", "Median minutes"]
    weeks = (
        [ENDED_IN, one.target.value, one.week.isoformat(), one.ended, one.missed, _blank(one.minutes)]
        for one in figures_of(viewer, now)
    )
    standing = standing_of(viewer, now)
    counts = (
        (LATE, standing.late),
        (CAUSE, standing.causes),
        (AGE, standing.ages),
        (RATED, standing.rated),
    )
    others = ([figure, name, "", count, "", ""] for figure, found in counts for name, count in found.items())
    return lines_of(header, chain(weeks, others))


def _blank(number: int | None) -> Any:
    return "" if number is None else number

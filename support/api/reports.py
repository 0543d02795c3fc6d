"""`/api/v1/support/reports/`: how the desk keeps what it promises, and the tickets behind each number."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.states.sla import Target
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from project.base.api.endpoint import endpoint, verb
from project.base.api.lists import page
from project.base.errors import Invalid
from support.pages.breaches import UNSAID
from support.pages.reports import AGES, BEHIND, TARGETS, Figure, behind, figures_of, since_when, standing_of
from support.pages.ticket_sorting import with_tags
from support.pages.tickets import KINDS, ORDER
from support.states.breaches import Cause
from support.states.tickets import Verdict

from .ticket_company import DESK
from .ticket_rows import BESIDE, TicketRows
from .ticket_shapes import TicketOut

AGE_NAMES = [name for name, *_rest in AGES]


class SupportWeekOut(Out):
    """How many targets ended in the week from a Monday, how many of them late, and the time in the middle."""

    week = fields.Day()
    target = fields.Choice(choices=TARGETS)
    ended = fields.Whole()
    missed = fields.Whole()
    median_minutes = fields.Whole(most=fields.MOST, allow_null=True)


class SupportLateOut(Out):
    target = fields.Choice(choices=Target.values)
    count = fields.Whole()


class SupportAgeOut(Out):
    age = fields.Choice(choices=AGE_NAMES)
    count = fields.Whole()


class SupportRatedOut(Out):
    verdict = fields.Choice(choices=Verdict.values)
    count = fields.Whole()


class SupportCausesOut(Out):
    """`cause` is “unsaid” for those of which nobody has said why."""

    cause = fields.Choice(choices=[UNSAID, *Cause.values])
    count = fields.Whole()


class SupportReportOut(Out):
    """The figures of the page of reports. `weeks`, `ratings` and `causes` begin with `since`; `late` and
    `ages` are of now. Weeks in which nothing ended are there with zeros."""

    since = fields.Day()
    weeks = SupportWeekOut(many=True)
    late = SupportLateOut(many=True)
    ages = SupportAgeOut(many=True)
    ratings = SupportRatedOut(many=True)
    causes = SupportCausesOut(many=True)

    example = {
        "since": "2025-12-15",
        "weeks": [
            {"week": "2026-03-02", "target": "first_reply", "ended": 12, "missed": 1, "median_minutes": 95}
        ],
        "late": [{"target": "resolution", "count": 2}],
        "ages": [{"age": "day", "count": 5}],
        "ratings": [{"verdict": "good", "count": 9}],
        "causes": [{"cause": "unsaid", "count": 1}],
    }


class BehindFilters(Paged):
    what = fields.Choice(
        choices=BEHIND,
        help_text="“missed” and “ended” take a target and a week, “late” a target, “age” an age, “rated” a "
        "verdict. The targets behind a cause are those of `support/breaches/`.",
    )
    target = fields.Choice(choices=Target.values, required=False)
    week = fields.Day(required=False)
    age = fields.Choice(choices=AGE_NAMES, required=False)
    verdict = fields.Choice(choices=Verdict.values, required=False)


class ReportViewSet(TicketRows):
    """Reports of the desk."""

    @endpoint(DESK, SupportReportOut)
    def list(self, request: Any) -> Response:
        """Read the figures."""
        standing, since = standing_of(self.viewer, self.now), since_when(self.viewer, self.now)
        return Response(
            {
                "since": since.date().isoformat(),
                "weeks": [_week(one) for one in figures_of(self.viewer, self.now)],
                "late": _rows("target", standing.late),
                "ages": _rows("age", standing.ages),
                "ratings": _rows("verdict", standing.rated),
                "causes": _rows("cause", standing.causes),
            }
        )

    @verb("tickets", DESK, TicketOut, method="get", detail=False, listed=True, query=BehindFilters)
    def tickets(self, request: Any) -> Response:
        """List the tickets behind a number, the latest change first."""
        week = self.asked.get("week")
        asked = {**self.asked, "week": week.isoformat() if week else ""}
        rows = behind(self.viewer, asked, self.now)
        if rows is None:
            raise Invalid({"what": _("Name what this number is of: see the filters.")})
        rows = with_tags(rows).select_related(*BESIDE)
        return page(self, rows, self.shown, order=ORDER, kinds=KINDS)


def _week(one: Figure) -> dict[str, Any]:
    return {
        "week": one.week.isoformat(),
        "target": one.target,
        "ended": one.ended,
        "missed": one.missed,
        "median_minutes": one.minutes,
    }


def _rows(name: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{name: value, "count": count} for value, count in counts.items()]

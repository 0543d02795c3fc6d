"""Figures of the agency's revisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_staff
from orders.pages.revisions import figures
from orders.pages.revisions.figures import MOST_ROUNDS, Figures
from orders.states.revision_choices import Cause
from project.base import clock, marks, query
from project.base.access import area
from project.base.http import MemberRequest

PERIODS = ("30", "90")


@area(is_staff)
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """How soon requests are answered, how many rounds orders need, and why: of the last 30 or 90 days."""
    days = query.choice(request.GET, "days", PERIODS, PERIODS[0])
    now = clock.now()
    found = figures.figures(request.agency, since=now - dt.timedelta(days=int(days)), now=now)
    every = f"{reverse('orders:desk_revisions')}?tab=all&asked={days}"
    context = {
        "found": found,
        "median": _span(found.median),
        "rounds": _rounds(found),
        "causes": [
            {
                "label": Cause(cause).label,
                "count": count,
                "share": _share(count, found.asked),
                "url": f"{every}&cause={cause}",
            }
            for cause, count in found.causes.items()
        ],
        "every_url": every,
        "tabs": [_tab(period, period == days) for period in PERIODS],
    }
    return render(request, "orders/revisions/figures.html", context)


def _tab(period: str, active: bool) -> dict[str, Any]:
    return {
        "label": _("Last %(n)s days") % {"n": period},
        "url": f"?days={period}",
        "active": active,
        "count": None,
    }


def _span(median: dt.timedelta | None) -> str:
    return "–" if median is None else marks.span(int(median.total_seconds()) // 60, get_language() or "en")


def _rounds(found: Figures) -> list[dict[str, Any]]:
    words = {0: _("No rounds"), 1: _("1 round"), MOST_ROUNDS: _("3 or more rounds")}
    return [
        {
            "label": words.get(rounds) or _("%(n)s rounds") % {"n": rounds},
            "count": count,
            "share": _share(count, found.orders),
        }
        for rounds, count in found.rounds.items()
    ]


def _share(count: int, total: int) -> str:
    return f"{round(100 * count / total)}%" if total else "–"

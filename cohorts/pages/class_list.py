"""The list of classes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, CohortMember
from cohorts.states.cohorts import ENDED, LIVE, CohortState
from project.base.http import MemberRequest
from project.base.paging import page_of

#: Order and types of the list's keyset, of page and API alike.
ORDER, KINDS = ("-created_at", "-id"), (dt.datetime, int)
TABS: dict[str, tuple[Any, frozenset[str]]] = {
    "live": (_("Current"), frozenset(LIVE)),
    "ended": (_("Ended"), ENDED),
}
TONES = {
    CohortState.PLANNING: "info",
    CohortState.RUNNING: "good",
    CohortState.CLOSED: "neutral",
    CohortState.CANCELLED: "neutral",
}


def counts_of(agency_id: int, cohorts: list[int]) -> dict[int, tuple[int, int]]:
    """By class: how many members are in it, and how many of them have an order. One query."""
    rows = CohortMember.objects.filter(agency_id=agency_id, cohort__in=cohorts).present()
    counted = rows.order_by().values("cohort").annotate(size=Count("pk"), placed=Count("order"))
    return {row["cohort"]: (row["size"], row["placed"]) for row in counted}


def page_for(request: MemberRequest, tab: str, words: list[str]) -> Any:
    """One page of a tab. Two queries."""
    rows = Cohort.objects.visible_to(request.viewer).filter(state__in=TABS[tab][1])
    for word in words:
        rows = rows.containing(word)
    page = page_of(rows.select_related("account"), request, order=ORDER, kinds=KINDS)
    counts = counts_of(request.viewer.agency_id, [row.pk for row in page.rows])
    return page.with_rows([class_row(row, *counts.get(row.pk, (0, 0))) for row in page.rows])


def class_row(cohort: Cohort, size: int, placed: int) -> dict[str, Any]:
    """What a row prints."""
    state = CohortState(cohort.state)
    return {
        "cohort": cohort,
        "state": state.label,
        "tone": TONES[state],
        "size": size,
        "placed": placed,
    }

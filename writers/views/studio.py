"""The studio: what a writer does next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_writer
from orders.pages.lists import filters
from orders.pages.lists.filters import CLOSED, EVERY, ListKind, Tab
from orders.pages.lists.line import tile
from orders.pages.lists.listing import answer
from orders.states.orders import IN_WORK, OPEN_STATES
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from writers.pages.offers import first_offers, offers_page

WITH_OTHERS = tuple(state for state in OPEN_STATES if state not in IN_WORK)
STUDIO = ListKind(
    side="writer",
    tabs=(
        Tab("todo", _("To do"), tuple(IN_WORK)),
        Tab("others", _("Waiting for others"), WITH_OTHERS),
        CLOSED,
        EVERY,
    ),
    sorts={"due": filters.BY_WRITER, "new": filters.NEWEST},
    fields=("state", "due"),
)


@area(is_writer)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The offers that I am to answer first, then my work by its deadlines."""
    waiting = first_offers(request.viewer, clock.now())
    return answer(
        request,
        STUDIO,
        "writers/studio.html",
        extra=lambda counted: {
            "offers": waiting,
            "others": counted["others"],
            "tiles": _near(counted),
        },
    )


def _near(counted: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
        tile(counted, "soon", _("Due within a day"), "?due=soon", "clock", "warn"),
    ]


@area(is_writer)
@require_safe
def offers(request: MemberRequest) -> HttpResponse:
    """Everything that is offered to me, the one to answer first on top."""
    return render(request, "writers/offers.html", {"page": offers_page(request, clock.now())})

"""Lists of feedback: one's own as a writer, an editor or a client, and the desk's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_editor, is_staff, is_writer
from clients.rules.accounts import is_client
from project.base import clock, query
from project.base.access import area
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.models import Feedback
from writers.models.feedback import OPENS_AT, FeedbackQuerySet
from writers.models.rubrics import MOST_CRITERIA
from writers.pages.feedback import RELATED, known
from writers.querysets.feedback_days import first_moment
from writers.querysets.feedback_filters import STATES, in_state, narrowed
from writers.querysets.orders_to_rate import orders_to_rate
from writers.states.feedback import RATINGS, Direction, Rating

PAGE = 20
#: What one gave, by when it was begun; what one received by its release, and by lot within a batch.
GIVEN: dict[str, Any] = {"order": ("-id",), "kinds": (int,), "size": PAGE}
RECEIVED: dict[str, Any] = {
    "order": ("-opens_at", "-public_id"),
    "kinds": (dt.datetime, str),
    "size": PAGE,
}
TO_RATE: dict[str, Any] = {"order": ("-ended", "-id"), "kinds": (dt.datetime, int), "size": PAGE}
#: Days that figures of a history are about.
SINCE = ("30", "90")
FILTERS = (
    *("direction", "rating", "min_rating", "category", "since", "tag", "receiver", "counted"),
    *("rubric", "criterion"),
)


@area(is_writer)
@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    """What a writer received, or gave."""
    received_in = (Direction.EDITOR_TO_WRITER, Direction.CLIENT_TO_WRITER)
    return _own(request, received_in=received_in, history="writers:feedback_history")


@area(is_editor)
@require_safe
def editing(request: MemberRequest) -> HttpResponse:
    """What an editor received, or gave."""
    received_in = (Direction.CLIENT_TO_EDITOR,)
    return _own(request, received_in=received_in, history="writers:editing_feedback_history")


@area(is_client)
@require_safe
def client(request: MemberRequest) -> HttpResponse:
    """What a client gave, or the orders that they have not rated yet. What is said of their account is for
    the agency alone."""
    shown = query.choice(request.GET, "list", ("given", "to_rate"), "given")
    labels = {"given": _("Given"), "to_rate": _("Orders to rate")}
    tabs = [_tab(request, "list", name, label, name == shown) for name, label in labels.items()]
    if shown == "to_rate":
        page = page_of(orders_to_rate(request.viewer, clock.now()), request, **TO_RATE)
        return render(request, "writers/feedback/to_rate.html", {"page": page, "tabs": tabs})
    rows = given_by(request.viewer)
    page = page_of(narrowed(rows, **asked(request)), request, **GIVEN)
    lines = [known(request.viewer, row) for row in page.rows]
    context = {"page": page.with_rows(lines), "side": "client", "tabs": tabs}
    return render(request, "writers/feedback/list.html", context)


@area(is_staff)
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """All feedback of the agency that its receivers read, or that waits."""
    state = query.choice(request.GET, "state", STATES, "released")
    rows = Feedback.objects.visible_to(request.viewer).select_related(*RELATED).annotate(opens_at=OPENS_AT)
    rows, listed = in_state(rows, state), GIVEN if state == "waiting" else RECEIVED
    page = page_of(narrowed(rows, **asked(request)), request, **listed)
    labels = {
        "released": _("Released"),
        "waiting": _("Waiting for the other side"),
        "contested": _("Contested"),
        "publication": _("To publish"),
        "published": _("Published"),
    }
    context = {
        "page": page.with_rows([known(request.viewer, row) for row in page.rows]),
        "side": "desk",
        "tabs": [_tab(request, "state", name, labels[name], name == state) for name in STATES],
        **_choices(request),
    }
    return render(request, "writers/feedback/list.html", context)


def _own(request: MemberRequest, *, received_in: tuple[Direction, ...], history: str) -> HttpResponse:
    shown = query.choice(request.GET, "list", ("received", "given"), "received")
    rows = given_by(request.viewer) if shown == "given" else received_by(request.viewer, received_in)
    listed = GIVEN if shown == "given" else RECEIVED
    page = page_of(narrowed(rows, **asked(request)), request, **listed)
    labels = {"received": _("Received"), "given": _("Given")}
    context = {
        "page": page.with_rows([known(request.viewer, row) for row in page.rows]),
        "side": shown,
        "history_url": reverse(history),
        "tabs": [_tab(request, "list", name, label, name == shown) for name, label in labels.items()],
        **_choices(request),
    }
    return render(request, "writers/feedback/list.html", context)


def given_by(viewer: Any) -> FeedbackQuerySet:
    """What the viewer gave."""
    rows = Feedback.objects.visible_to(viewer).given().filter(giver_id=viewer.member_id)
    return rows.select_related(*RELATED)


def received_by(viewer: Any, directions: tuple[Direction, ...] = ()) -> FeedbackQuerySet:
    """What the viewer received and may read."""
    rows = Feedback.objects.visible_to(viewer).released().filter(receiver_id=viewer.member_id)
    if directions:
        rows = rows.filter(direction__in=directions)
    return rows.select_related(*RELATED).annotate(opens_at=OPENS_AT)


def asked(request: MemberRequest) -> dict[str, Any]:
    """The filters of an address; what cannot be one counts as not given."""
    given = request.GET
    days = query.choice(given, "since", SINCE)
    return {
        "direction": query.choice(given, "direction", Direction.values),
        "rating": query.number(given, "rating", most=5) or None,
        "min_rating": query.number(given, "min_rating", most=5) or None,
        "category": query.choice(given, "category", RATINGS, "overall"),
        "since": first_moment(request.agency, int(days), clock.now()) if days else None,
        "tag": query.text(given, "tag", most=40),
        "receiver": query.public_id(given, "receiver"),
        "rubric": query.public_id(given, "rubric"),
        "criterion": query.number(given, "criterion", most=MOST_CRITERIA) or None,
        "counted": bool(query.number(given, "counted", most=1)),
    }


def _tab(request: HttpRequest, name: str, value: str, label: str, active: bool) -> dict[str, Any]:
    """One view of the list, with the filters that stand in the address."""
    kept = {name: value, **{each: query.text(request.GET, each, most=40) for each in FILTERS}}
    chosen = {name: value for name, value in kept.items() if value}
    return {"label": label, "url": f"?{urlencode(chosen)}", "active": active, "count": None}


def _choices(request: HttpRequest) -> dict[str, Any]:
    """What the filter offers, and what is chosen."""
    chosen = {name: query.text(request.GET, name, most=40) for name in ("direction", "min_rating", "since")}
    kept = {
        name: query.text(request.GET, name, most=40)
        for name in ("list", "state", *FILTERS)
        if name not in chosen
    }
    return {
        "chosen": chosen,
        "kept": {name: value for name, value in kept.items() if value},
        "directions": Direction.choices,
        "steps": Rating.choices,
        "narrowed": any(chosen.values())
        or any(kept[name] for name in ("tag", "rating", "receiver", "rubric")),
    }

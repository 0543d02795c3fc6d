"""Editing: the queue of deliveries that wait for an editor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from agencies.rules.agencies import is_editor
from orders.actions import reviews
from orders.pages.lists import filters
from orders.pages.lists.filters import ALL_STATES, ListKind, Tab, Ways
from orders.pages.lists.listing import answer
from orders.states.orders import State
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from project.base.viewer import Viewer
from writers.pages.editor_workload import own_line

REVIEWED = tuple(state for state in ALL_STATES if state != State.IN_REVIEW)


def _mine(viewer: Viewer, _now: Any) -> Ways:
    return (Q(editor_id=viewer.member_id),)


EDITING = ListKind(
    side="editor",
    tabs=(
        Tab("queue", _("Waiting for an editor"), (State.IN_REVIEW,), lambda viewer, _now: (Q(editor=None),)),
        Tab("mine", _("Claimed by me"), (State.IN_REVIEW,), _mine),
        Tab("reviewed", _("Reviewed by me"), REVIEWED, _mine, closed=True),
    ),
    sorts={"waiting": filters.OLDEST_TEXT, "due": filters.BY_CLIENT},
)


@area(is_editor)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What waits for any editor, what I have claimed, what I have
    reviewed; the text that waits longest first."""
    load = own_line(request.viewer, clock.now())
    return answer(
        request,
        EDITING,
        "writers/editing.html",
        extra=lambda counted: {"mine": counted["mine"], "waiting": counted["queue"], "load": load},
    )


@area(is_editor)
@require_POST
def take_next(request: MemberRequest) -> HttpResponse:
    """Claim the review that is due first, and go to it; back to the queue when nothing waits."""
    order = reviews.claim_next(actor=request.viewer, now=clock.now())
    if order is None:
        messages.info(request, _("No texts are waiting for an editor at the moment."))
        return redirect("writers:editing")
    messages.success(request, _("Review claimed. This text has the earliest deadline."))
    return redirect("writers:review", order.number)

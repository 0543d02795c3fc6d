"""Editing: the queue of deliveries that wait for an editor."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from orders import filters, lists, rules
from orders.filters import Tab
from orders.models import Order
from orders.states import State
from project.base.access import area


def _kind(member_id: int) -> lists.ListKind:
    mine = Q(editor_id=member_id)
    in_review = Q(state=State.IN_REVIEW)
    return lists.ListKind(
        side="editor",
        tabs=(
            Tab("queue", _("Waiting for an editor"), lambda now: in_review & Q(editor=None)),
            Tab("mine", _("Mine to review"), lambda now: in_review & mine),
            Tab("back", _("With others"), lambda now: mine & ~in_review),
            Tab("all", _("All"), lambda now: Q(), counted=False),
        ),
        columns=("turn", "writer", "work", "due", "claim"),
        sorts={"due": filters.BY_CLIENT, "new": filters.NEWEST},
    )


@area(rules.is_editor)
@require_safe
def index(request: Any) -> HttpResponse:
    """What waits for any editor, what I have claimed, what I have reviewed; due soonest first."""
    orders = Order.objects.as_editor(request.viewer)
    return lists.answer(request, _kind(request.viewer.member_id), orders, "writers/editing.html", lambda counted: {})

"""Editing: the queue of deliveries that wait for an editor."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from orders import filters, lists, rules
from orders.filters import ALL_STATES, ListKind, Tab
from orders.models import Order
from orders.states import State
from project.base.access import area

REVIEWED = tuple(state for state in ALL_STATES if state != State.IN_REVIEW)


def _kind(member_id: int) -> ListKind:
    mine = Q(editor_id=member_id)
    return ListKind(
        side="editor",
        tabs=(
            Tab("queue", _("Waiting for an editor"), (State.IN_REVIEW,), Q(editor=None)),
            Tab("mine", _("Mine to review"), (State.IN_REVIEW,), mine),
            Tab("reviewed", _("Reviewed by me"), REVIEWED, mine, closed=True),
        ),
        sorts={"waiting": filters.OLDEST_TEXT, "due": filters.BY_CLIENT},
    )


@area(rules.is_editor)
@require_safe
def index(request: Any) -> HttpResponse:
    """What waits for any editor, what I have claimed, what I have reviewed; the text that waits longest first."""
    orders = Order.objects.as_editor(request.viewer)
    kind = _kind(request.viewer.member_id)
    return lists.answer(request, kind, orders, "writers/editing.html", extra=lambda counted: {"mine": counted["mine"]})

"""Feedback on the order page: what one may give, and what one reads about this order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.rules.accounts import can_order
from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from project.base.viewer import Member, Viewer
from writers.models import Feedback
from writers.rules.feedback import sees_order
from writers.states.feedback import Direction

from .feedback import RELATED, known
from .order_panels import is_missing

#: Lines of a panel.
MOST = 20


def feedback_flag() -> Exists:
    """Whether there is any feedback on the order of the outer query."""
    rows = Feedback.objects.filter(agency_id=OuterRef("agency_id"), order_id=OuterRef("pk"), deleted_at=None)
    return Exists(rows)


class FeedbackPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query where there is feedback, none otherwise. Nothing of an anonymous one but to its giver:
        that it is about this order is what nobody may learn."""
        if not isinstance(viewer, Member) or not sides.party:
            return None
        rows = [] if is_missing(order, "feedback") else _rows(viewer, order)
        given = {row.direction for row in rows if row.giver_id == viewer.member_id and row.given_at}
        acts = [act for act in _acts(viewer, order, sides) if act["direction"] not in given]
        lines = [known(viewer, row) for row in rows if row.given_at and sees_order(viewer, row)]
        if not acts and not lines:
            return None
        return Panel("writers/feedback/_panel.html", {"acts": acts, "lines": lines})


def _rows(viewer: Member, order: Order) -> list[Feedback]:
    rows = Feedback.objects.visible_to(viewer).filter(order=order).select_related(*RELATED)
    return list(rows.order_by("given_at", "id")[:MOST])


def _acts(viewer: Member, order: Order, sides: Sides) -> Iterator[dict[str, str]]:
    """The ways to what is the viewer's to give on a delivered order, told from the order alone. What an
    editor says before goes with the verdict."""
    if order.delivered_at is None:
        return
    if sides.client and can_order(viewer, order.account_id):
        yield _act(order, Direction.CLIENT_TO_WRITER, _("Rate the writer"))
        if order.editor_id:
            yield _act(order, Direction.CLIENT_TO_EDITOR, _("Rate the editor"))
    elif order.writer_id == viewer.member_id:
        yield _act(order, Direction.WRITER_TO_CLIENT, _("Give feedback on the client"))
    elif order.editor_id == viewer.member_id:
        yield _act(order, Direction.EDITOR_TO_WRITER, _("Give the writer feedback"))


def _act(order: Order, way: Direction, label: str) -> dict[str, str]:
    url = reverse("writers:feedback_give", args=[order.number, way.value])
    return {"direction": way.value, "label": label, "url": url}

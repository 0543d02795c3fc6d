"""Feedback on the order page: what one may give, and what one reads about this order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.rules.agencies import is_editor, is_writer
from clients.rules.accounts import can_order
from orders.hooks.panels import Panel, Place
from orders.models import Delivery, Order
from orders.rules.sides import Sides
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from project.base.compiled import Slot, compiled
from project.base.features import is_on
from project.base.viewer import Member, Viewer
from writers.models import Feedback
from writers.querysets.feedback_levels import levels_of
from writers.rules.feedback import receivers_of, sees_order
from writers.states.feedback import BY_CLIENT, Direction

from .feedback import RELATED, known
from .order_panels import is_missing

#: Lines of a panel.
MOST = 20
LABELS = {
    Direction.CLIENT_TO_WRITER: gettext_lazy("Rate the writer"),
    Direction.CLIENT_TO_EDITOR: gettext_lazy("Rate the editor"),
    Direction.WRITER_TO_CLIENT: gettext_lazy("Give feedback on the client"),
    Direction.EDITOR_TO_WRITER: gettext_lazy("Give the writer feedback"),
}


def feedback_flag() -> Exists:
    """Whether there is any feedback on the order of the outer query."""
    rows = Feedback.objects.filter(agency_id=OuterRef("agency_id"), order_id=OuterRef("pk"), deleted_at=None)
    return Exists(rows)


def people_flag() -> Exists:
    """Whether others than the present writer and editor of the order of the outer query wrote or reviewed
    what was approved."""
    rows = Delivery.objects.filter(
        agency_id=OuterRef("agency_id"), order_id=OuterRef("pk"), verdict=ReviewVerdict.APPROVED
    )
    others = ~Q(delivered_by_id=OuterRef("writer_id")) | Q(reviewed_by=None)
    others |= ~Q(reviewed_by_id=OuterRef("editor_id")) | Q(made_by__isnull=False)
    return Exists(rows.filter(others))


class FeedbackPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query where there is feedback and one where some can be given, one more with a rubric. Nothing
        of an anonymous one but to its giver: that it is about this order is what nobody may learn."""
        if not isinstance(viewer, Member) or not sides.party:
            return None
        rows = [] if is_missing(order, "feedback") else _rows(viewer, order_id=order.pk)
        acts = list(_acts(viewer, order, rows))
        read = [row for row in rows if row.is_seen and sees_order(viewer, row)]
        levels = levels_of(read)
        lines = [{"known": known(viewer, row), "levels": levels.get(row.pk, [])} for row in read[:MOST]]
        if not acts and not lines:
            return None
        return Panel("writers/feedback/_panel.html", {"acts": acts, "lines": lines})


@compiled
def _rows(viewer: Member, order_id: Slot) -> Any:
    """All that was given about the order, and whether the viewer sees it: what a colleague has given is not
    to be given again."""
    seen = Feedback.objects.visible_to(viewer).filter(pk=OuterRef("pk"))
    rows = Feedback.objects.given().filter(agency_id=viewer.agency_id, order_id=order_id)
    return rows.annotate(is_seen=Exists(seen)).select_related(*RELATED).order_by("given_at", "id")


def _acts(viewer: Member, order: Order, rows: list[Any]) -> Iterator[dict[str, str]]:
    """The ways to what is the viewer's to give and was not given yet. While a version is in review, what its
    editor says goes with the verdict."""
    mine = order.editor_id == viewer.member_id and order.state != State.IN_REVIEW
    if not is_on(viewer.agency, "feedback"):
        return
    took_part = is_writer(viewer) or is_editor(viewer) or can_order(viewer, order.account_id)
    if not took_part or (order.delivered_at is None and not mine):
        return
    given = {(row.direction, row.receiver_id) for row in rows if row.giver_id == viewer.member_id}
    given |= {(row.direction, row.receiver_id) for row in rows if row.direction in BY_CLIENT}
    simple = order.delivered_at is not None and is_missing(order, "feedback_people")
    found = _told_by(viewer, order) if simple else receivers_of(viewer, order)
    for direction, receivers in found.items():
        for place, receiver_id in enumerate(receivers, start=1):
            if (direction, receiver_id) not in given:
                yield _act(order, Direction(direction), place if len(receivers) > 1 else 0)


def _told_by(viewer: Member, order: Order) -> dict[str, list[int | None]]:
    """The receivers of each direction where nobody but its present writer and editor had the order: told from
    the order alone."""
    if can_order(viewer, order.account_id):
        people = {Direction.CLIENT_TO_WRITER: order.writer_id, Direction.CLIENT_TO_EDITOR: order.editor_id}
        return {way.value: [pk] for way, pk in people.items() if pk and pk != viewer.member_id}
    if order.writer_id == viewer.member_id:
        return {Direction.WRITER_TO_CLIENT.value: [None]}
    mine = order.editor_id == viewer.member_id and order.writer_id
    return {Direction.EDITOR_TO_WRITER.value: [order.writer_id]} if mine else {}


def _act(order: Order, way: Direction, place: int) -> dict[str, str]:
    url = reverse("writers:feedback_give", args=[order.number, way.value])
    if not place:
        return {"label": str(LABELS[way]), "url": url}
    label = _("%(act)s (person %(n)s)") % {"act": LABELS[way], "n": place}
    return {"label": label, "url": f"{url}?to={place}"}

"""Fetching one thing in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, Subquery

from clients.models import AccountPerson, FavouriteWriter
from drafts.models import OrderDraft
from drafts.rules.holding import with_holder
from orders.models import Order, OrderAddOn, PointNote, RevisionRequest
from orders.models.extensions import AskState
from orders.models.ledger import BILLED, EntryKind, ledger_sum
from orders.rules import guards
from orders.rules import orders as rules
from orders.rules.sides import sight_of
from project.base.errors import NotVisible


def order_or_404(request: Any, number: str) -> Order:
    """The order of that number if the viewer may see it, with what every page about it prints. One query.

    It brings the names of the add-ons (`addon_names`), the viewer's role in the client account, the writer's open ask for
    more time, what the ledger says (`charged`, `payments`), who has been given its live revision (`known_reviser`), and
    whether its writer is a favourite of the viewer's (`favoured`).
    """
    viewer = request.viewer
    addons = OrderAddOn.objects.filter(order=OuterRef("pk")).order_by("addon__position", "id").values("addon__name")
    own = AccountPerson.objects.filter(account=OuterRef("account"), membership_id=viewer.member_id).values("role")
    waiting = FilteredRelation("extension_asks", condition=Q(extension_asks__state=AskState.OPEN))
    rows = (
        Order.objects.visible_to(viewer)
        .annotate(waiting=waiting)
        .select_related(
            "account",
            "service",
            "subject",
            "quality",
            "urgency",
            "writer",
            "editor",
            "requested_by",
            "preferred_writer",
            "draft",
            "quote",
            "waiting",
        )
    )
    rows = rows.annotate(addon_names=ArraySubquery(addons), own_role=Subquery(own))
    given = RevisionRequest.objects.live().filter(order=OuterRef("pk")).values("assignee_id")
    rows = rows.annotate(known_reviser=Subquery(given))
    liked = FavouriteWriter.objects.visible_to(viewer).filter(writer=OuterRef("writer"))
    rows = rows.annotate(favoured=Exists(liked))
    rows = rows.annotate(charged=ledger_sum(BILLED), payments=ledger_sum([EntryKind.PAYMENT]))
    order = rows.filter(number=number).first()
    if order is None:
        raise NotVisible()
    rules.know_account_role(viewer, order.account_id, order.own_role)
    guards.know_open_ask(order, getattr(order, "waiting", None))
    order.agency = request.agency
    return order


def revision_or_404(request: Any, number: str, round_number: int) -> RevisionRequest:
    """That round of that order, if the viewer is a party of it and not merely asked to write it. With its order as
    order_or_404 brings it, its points and what was said of them, its times and change orders; six queries more."""
    order = order_or_404(request, number)
    if not sight_of(request.viewer, order).party:
        raise NotVisible()
    rows = order.revisions.select_related("asked_by", "assignee")
    notes = Prefetch("points__notes", PointNote.objects.select_related("by"))
    rows = rows.prefetch_related("points", notes, "proposals", "changes__lines")
    found = rows.filter(number=round_number).first()
    if found is None:
        raise NotVisible()
    found.order = order
    return found


def draft_or_404(request: Any, public_id: str) -> OrderDraft:
    """The draft of that id if the viewer may see it, with what holds it (`held_by`, "" for nothing). One query."""
    rows = with_holder(OrderDraft.objects.visible_to(request.viewer).select_related("account", "order"))
    draft = rows.filter(public_id=public_id).first()
    if draft is None:
        raise NotVisible()
    draft.agency = request.agency
    return draft

"""Fetching one thing in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from orders import guards, rules
from orders.models import AccountPerson, Order, OrderAddOn, OrderDraft
from orders.models.extensions import AskState
from orders.models.ledger import BILLED, EntryKind, ledger_sum
from project.base.errors import NotVisible


def order_or_404(request: Any, number: str) -> Order:
    """The order of that number if the viewer may see it, with what every page about it prints. One query.

    It brings the names of the add-ons (`addon_names`), the viewer's role in the client account, the writer's open ask for
    more time, and what the ledger says (`charged`, `payments`) along.
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
            "waiting",
        )
    )
    rows = rows.annotate(addon_names=ArraySubquery(addons), own_role=Subquery(own))
    rows = rows.annotate(charged=ledger_sum(BILLED), payments=ledger_sum([EntryKind.PAYMENT]))
    order = rows.filter(number=number).first()
    if order is None:
        raise NotVisible()
    rules.know_account_role(viewer, order.account_id, order.own_role)
    guards.know_open_ask(order, getattr(order, "waiting", None))
    order.agency = request.agency
    return order


def draft_or_404(request: Any, public_id: str) -> OrderDraft:
    """The draft of that id if the viewer may see it. One query."""
    rows = OrderDraft.objects.visible_to(request.viewer).select_related("account", "order")
    draft = rows.filter(public_id=public_id).first()
    if draft is None:
        raise NotVisible()
    draft.agency = request.agency
    return draft

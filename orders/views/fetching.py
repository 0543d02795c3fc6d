"""Fetching one thing in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Exists,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from agencies.rules.agencies import is_writer
from clients.models import AccountPerson, FavouriteWriter, StyleGuide
from clients.rules.accounts import know_account_role
from orders.hooks.beside import order_flags, order_values
from orders.models import Delivery, Order, OrderAddOn, PointNote, RevisionRequest
from orders.models.extensions import AskState
from orders.models.ledger import BILLED, EntryKind, ledger_sum
from orders.models.order_facts import OrderFacts
from orders.pages.order.deliveries import readable_deliveries
from orders.pages.order.past_work import deliveries_until
from orders.querysets.offer_times import someone_may_answer
from orders.rules.change_orders import judged_changes
from orders.rules.review_window import judged, judged_revision
from orders.rules.sides import sides_of
from project.base import clock
from project.base.compiled import Slot, compiled, compiled_key
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.viewer import Viewer

#: Before the name of a flag, as a column.
FLAG = "beside_"
#: Likewise, of their values.
VALUE = "value_"


@compiled
def _orders_of_number(viewer: Viewer, number: Slot, now: Slot) -> Any:
    """The visible order of that number, with what every page about it prints."""
    people = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    own = people.filter(account=OuterRef("account")).values("role")
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
        )
        .select_related("waiting")  # type: ignore[misc]  # a FilteredRelation, which the plugin does not know
    )
    rows = rows.annotate(addon_names=ArraySubquery(_addon_names()), own_role=Subquery(own))
    counts, own_id = Coalesce(OuterRef("account__merged_into"), OuterRef("account")), OuterRef("account")
    then = _guide(account=own_id, at__lte=OuterRef("placed_at"))
    rows = rows.annotate(guide_now=_guide(account=counts), guide_then=then)
    live = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, order=OuterRef("pk"))
    rows = rows.annotate(given_to=Subquery(live.values("assignee_id")))
    liked = FavouriteWriter.objects.visible_to(viewer).filter(writer=OuterRef("writer"))
    rows = rows.annotate(favoured=Exists(liked))
    rows = rows.annotate(**{FLAG + name: flag() for name, flag in order_flags.items()})
    rows = rows.annotate(**{VALUE + name: value() for name, value in order_values.items()})
    rows = rows.annotate(answerable=someone_may_answer(now))
    rows = rows.annotate(charged=ledger_sum(BILLED), payments=ledger_sum([EntryKind.PAYMENT]))
    return rows.filter(number=number)[:1]


def order_or_404(request: MemberRequest, number: str) -> Order:
    """The order of that number if the viewer may see it, as it is now (review_window.judged), with what every
    page about it prints (`facts`, and the viewer's role in the client account). One query. Raises
    NotVisible."""
    viewer = request.viewer
    now = clock.now()
    order = _orders_of_number.first(viewer, number=number, now=now)
    if order is None:
        raise NotVisible()
    know_account_role(viewer, order.account_id, order.own_role)
    order.facts = OrderFacts(
        open_ask=getattr(order, "waiting", None),
        reviser_id=order.given_to or 0,
        charged=order.charged,
        payments=order.payments,
        addon_names=order.addon_names,
        style_guides=(order.guide_now, order.guide_then),
        favoured=order.favoured,
        beside=frozenset(name for name, _flag in order_flags.items() if getattr(order, FLAG + name)),
        values={name: getattr(order, VALUE + name) for name, _value in order_values.items()},
    )
    order.agency = request.agency
    return judged(order, now)


@compiled_key
def _visible_orders(viewer: Viewer, number: Slot) -> QuerySet[Order]:
    return Order.objects.visible_to(viewer).filter(number=number)


@compiled_key
def _once_offered(viewer: Viewer, number: Slot) -> QuerySet[Order]:
    rows = Order.objects.filter(agency_id=viewer.agency_id, number=number)
    return rows.filter(offers__writer_id=viewer.member_id).distinct()


def offered_or_404(request: MemberRequest, number: str) -> Order:
    """The visible order, or one that was once offered to this writer, so that an action can say what became
    of it. Raises NotVisible."""
    visible = _visible_orders.first(request.viewer, number=number)
    order = visible or _once_offered.first(request.viewer, number=number)
    if order is None:
        raise NotVisible()
    return order


@compiled_key
def _past_orders(viewer: Viewer, number: Slot) -> Any:
    rows = Order.objects.handed_over_by(viewer).annotate(addon_names=ArraySubquery(_addon_names()))
    rows = rows.select_related("account", "service", "subject", "quality", "urgency", "preferred_writer")
    return rows.filter(number=number)


def past_order_or_404(request: MemberRequest, number: str) -> Order:
    """The order of that number if the viewer wrote it until a hand-over, with what its page prints. One
    query, none for whoever is no writer. Raises NotVisible."""
    if not is_writer(request.viewer):
        raise NotVisible()
    order = _past_orders.first(request.viewer, number=number)
    if order is None:
        raise NotVisible()
    order.facts = OrderFacts(open_ask=None, reviser_id=0, addon_names=order.addon_names)
    order.agency = request.agency
    return order


@compiled_key
def _unread_orders(viewer: Viewer, number: Slot) -> Any:
    rows = Order.objects.paid_unread(viewer).annotate(addon_names=ArraySubquery(_addon_names()))
    rows = rows.annotate(charged=ledger_sum(BILLED), payments=ledger_sum([EntryKind.PAYMENT]))
    return rows.select_related("account", "service", "quality", "quote").filter(number=number)


def unread_or_404(request: MemberRequest, number: str) -> Order:
    """The order of that number if the viewer pays for it and it is made for somebody else, with what its page
    prints. One query. Raises NotVisible."""
    order = _unread_orders.first(request.viewer, number=number)
    if order is None:
        raise NotVisible()
    sums = {"charged": order.charged, "payments": order.payments}
    order.facts = OrderFacts(open_ask=None, reviser_id=0, addon_names=order.addon_names, **sums)
    order.agency = request.agency
    return judged(order, clock.now())


def _guide(**which: Any) -> Subquery:
    """The id of the newest of these versions of a client account's style guide."""
    rows = StyleGuide.objects.filter(agency_id=OuterRef("agency_id"), **which)
    return Subquery(rows.order_by("-number").values("pk")[:1])


def reading_or_404(request: MemberRequest, number: str) -> tuple[Order, QuerySet[Delivery]]:
    """The order of that number and those of its versions that the viewer reads on its page. Of work that they
    handed over, it is as it was then, with `handed_at`. Raises NotVisible."""
    try:
        order = order_or_404(request, number)
    except NotVisible:
        past = past_order_or_404(request, number)
        return past, deliveries_until(past)
    return order, readable_deliveries(request.viewer, order, sides_of(request.viewer, order))


def version_or_404(request: MemberRequest, number: str, version: int) -> tuple[Order, Delivery]:
    """That version of reading_or_404, with its text. Raises NotVisible, also when it has files alone."""
    order, versions = reading_or_404(request, number)
    found = versions.filter(number=version).exclude(text="").first()
    if found is None:
        raise NotVisible()
    return order, found


def _addon_names() -> Any:
    rows = OrderAddOn.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk")).order_by(
        "addon__position", "id"
    )
    return rows.values("addon__name")


@compiled_key
def _rounds(agency_id: Slot, order_id: Slot, number: Slot) -> QuerySet[RevisionRequest]:
    rows = RevisionRequest.objects.select_related("asked_by", "assignee")
    return rows.filter(agency_id=agency_id, order_id=order_id, number=number)


@compiled_key
def _places(viewer: Viewer, public_id: Slot) -> Any:
    """In which order which round it is."""
    rows = RevisionRequest.objects.visible_to(viewer).filter(public_id=public_id)
    return rows.values_list("order__number", "number")


def revision_or_404(request: MemberRequest, number: str, round_number: int) -> RevisionRequest:
    """That round of that order, if the viewer is a party of it and not merely asked to write it. With its
    order as order_or_404 brings it, its points and what was said of them, its times and change orders; six
    queries more."""
    order = order_or_404(request, number)
    if not sides_of(request.viewer, order).party:
        raise NotVisible()
    found = _rounds.first(agency_id=order.agency_id, order_id=order.pk, number=round_number)
    if found is None:
        raise NotVisible()
    notes = Prefetch("points__notes", PointNote.objects.select_related("by"))
    prefetch_related_objects([found], "points", notes, "proposals", "changes__lines")
    found.order = order
    return judged_revision(judged_changes(found, clock.now()), order)


def revision_of_id(request: MemberRequest, key: str) -> RevisionRequest:
    """What revision_or_404 brings, by the revision's public id. One query more."""
    found = _places.first(request.viewer, public_id=key)
    if found is None:
        raise NotVisible()
    return revision_or_404(request, *found)

"""Giving work out, and the writer's answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Membership
from orders import hooks, rules
from orders.actions import offers as actions
from orders.forms.offers import OfferForm
from orders.forms.reasons import ReasonForm
from orders.models import Order
from orders.states import IN_WORK
from project.base import clock
from project.base.access import area, member_only
from project.base.errors import Invalid, NotVisible, require
from project.base.money import cents

from .order import press
from .scope import order_or_404

HALF = Decimal("0.5")


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Any, number: str) -> HttpResponse:
    """Hold the order out to one or more writers."""
    order = order_or_404(request, number)
    require(rules.can_assign(request.viewer, order))
    return _give(request, order, several=True)


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Any, number: str) -> HttpResponse:
    """Give the order to one writer without asking."""
    order = order_or_404(request, number)
    require(rules.can_assign(request.viewer, order))
    return _give(request, order, several=False)


def _give(request: Any, order: Order, *, several: bool) -> HttpResponse:
    people = _people(order)
    form = OfferForm(request.POST or None, writers=people, initial={"fee": _suggested(order)})
    if request.method == "POST" and form.is_valid():
        try:
            said = _do(request, order, form, several)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, said)
            return redirect("orders:order", order.number)
    context = {"order": order, "form": form, "several": several, "writers": _choices(order, people, form)}
    return render(request, "orders/order/give.html", context, status=422 if form.errors else 200)


def _do(request: Any, order: Order, form: OfferForm, several: bool) -> str:
    writers, fee, now = form.cleaned_data["writers"], form.cleaned_data["fee"], clock.now()
    if several:
        made = actions.offer_order(actor=request.viewer, order=order, writers=writers, fee=fee, now=now)
        return ngettext(
            "The order is offered to %(n)s writer.", "The order is offered to %(n)s writers.", len(made)
        ) % {"n": len(made)}
    if len(writers) != 1:
        raise Invalid({"writers": _("Please choose one writer.")})
    actions.assign_order(actor=request.viewer, order=order, writer=writers[0], fee=fee, now=now)
    return _("The order is assigned to %(name)s.") % {"name": writers[0].public_name}


def _people(order: Order) -> list[Membership]:
    """The agency's writers with the number of orders that they have in work. Two queries."""
    in_work = Count("written_orders", filter=Q(written_orders__state__in=IN_WORK))
    rows = Membership.objects.writers().filter(agency_id=order.agency_id).annotate(in_work=in_work)
    return list(rows.prefetch_related("account_people").order_by("public_name", "id")[:300])


def _choices(order: Order, people: list[Membership], form: OfferForm) -> list[dict[str, Any]]:
    now, ticked = clock.now(), set(form["writers"].value() or [])
    offered = set(order.offers.filter(state="open").values_list("writer_id", flat=True))
    found = [
        {
            "id": person.public_id,
            "name": person.public_name,
            "in_work": person.in_work,  # type: ignore[attr-defined]
            "reasons": hooks.eligibility().explain(writer=person, order=order, now=now),
            "ticked": person.public_id in ticked or (not form.is_bound and person.pk == order.preferred_writer_id),
            "wished": person.pk == order.preferred_writer_id,
            "offered": person.pk in offered,
        }
        for person in people
    ]
    return sorted(found, key=lambda row: (bool(row["reasons"]), not row["wished"]))


def _suggested(order: Order) -> Decimal:
    """Half of the net price: a figure to begin with, which the desk changes as it sees fit."""
    net = sum((line.amount for line in order.lines.all() if line.kind != "tax"), Decimal(0))
    return cents(net * HALF)


@area(rules.is_writer)
@require_POST
def accept(request: Any, number: str) -> HttpResponse:
    """Take the order. Whoever comes too late is told so, although the order is no longer visible to them."""
    order = Order.objects.visible_to(request.viewer).filter(number=number).first() or _lost(request, number)
    actions.accept_offer(actor=request.viewer, order=order, now=clock.now())
    messages.success(request, _("The order is yours. Start when you begin to work on it."))
    return redirect("orders:order", number)


@area(rules.is_writer)
@require_POST
def decline(request: Any, number: str) -> HttpResponse:
    """Say no; the order leaves the writer's lists."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    order = Order.objects.visible_to(request.viewer).filter(number=number).first() or _lost(request, number)
    actions.decline_offer(actor=request.viewer, order=order, reason=reason, now=clock.now())
    messages.success(request, _("You have declined the offer."))
    return redirect("writers:offers")


def _lost(request: Any, number: str) -> Order:
    """An order that was once offered to this writer, so that the action can say what became of the offer."""
    rows = Order.objects.filter(agency=request.agency, number=number, offers__writer_id=request.viewer.member_id)
    order = rows.distinct().first()
    if order is None:
        raise NotVisible()
    return order


@member_only
@require_POST
def withdraw(request: Any, number: str, writer: str) -> HttpResponse:
    """Take an open offer back."""
    order = order_or_404(request, number)
    require(rules.can_assign(request.viewer, order))
    person = Membership.objects.filter(agency=request.agency, public_id=writer, offers__order=order).first()
    if person is None:
        raise NotVisible()
    return press(request, number, actions.withdraw_offer, _("The offer is withdrawn."), writer=person)

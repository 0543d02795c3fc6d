"""The ledger of an order: read by payers and staff, written by staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orders.actions import ledger
from orders.forms.ledger import ChangeForm, KeyedForm, PaymentForm
from orders.hooks.panels import Place
from orders.models import Order
from orders.pages.order.ledger import in_words, rows_of
from orders.pages.order.panels import panels_of
from orders.rules.ledger import can_change_charge, can_record_payment, reads_ledger
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404, unread_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, NotVisible, require
from project.base.forms import takes
from project.base.http import MemberRequest


@member_only
@require_safe
def show(request: MemberRequest, number: str) -> HttpResponse:
    """Every entry with the balance after it, what apps to the right add, and for staff the forms."""
    return page(request, order_of_ledger(request, number))


@member_only
@require_POST
@takes(PaymentForm)
def pay(request: MemberRequest, number: str) -> HttpResponse:
    """Record a payment, received or paid back."""
    order = order_of_ledger(request, number)
    require(can_record_payment(request.viewer, order))
    return _write(
        request,
        order,
        "payment",
        PaymentForm(request.POST),
        ledger.record_payment,
        _("Payment recorded."),
    )


@member_only
@require_POST
@takes(ChangeForm)
def change(request: MemberRequest, number: str) -> HttpResponse:
    """Raise or lower what the order costs."""
    order = order_of_ledger(request, number)
    require(can_change_charge(request.viewer, order))
    return _write(
        request, order, "change", ChangeForm(request.POST), ledger.change_charge, _("Price changed.")
    )


def order_of_ledger(request: MemberRequest, number: str) -> Order:
    """The order, for those who read its ledger; for all others there is none."""
    try:
        order = order_or_404(request, number)
    except NotVisible:
        order = unread_or_404(request, number)
    if not reads_ledger(request.viewer, order):
        raise NotVisible()
    return order


def _write(
    request: MemberRequest, order: Order, name: str, form: KeyedForm, act: Callable[..., Any], said: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, said)
            return redirect("orders:order_ledger", order.number)
    return page(request, order, status=422, came_back={name: form})


def page(
    request: MemberRequest,
    order: Order,
    *,
    status: int = 200,
    problem: Conflict | None = None,
    way_out: Mapping[str, Any] | None = None,
    came_back: Mapping[str, KeyedForm] | None = None,
) -> HttpResponse:
    """The page of an order from order_of_ledger. `problem` stands on top of it, with a `way_out` (`label`,
    `url`) to where it is solved; a form that `came_back`, by its name (payment or change), in the place of an
    empty one."""
    viewer, now, forms = request.viewer, clock.now(), came_back or {}
    rows, balance = rows_of(viewer, order)
    today = now.astimezone(order.agency.zone).date()
    context = {
        "order": order,
        "problem": problem,
        "way_out": way_out,
        "rows": rows,
        "standing": in_words(balance, order),
        "panels": panels_of(Place.LEDGER, viewer, order, sides_of(viewer, order), now),
        "payment": can_record_payment(viewer, order)
        and (forms.get("payment") or PaymentForm(initial={"on": today})),
        "change": can_change_charge(viewer, order) and (forms.get("change") or ChangeForm()),
        "open_form": next(iter(forms), ""),
    }
    return render(request, "orders/ledger/page.html", context, status=status)

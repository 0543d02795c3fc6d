"""The ledger of an order: read by payers and staff, written by staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.actions.invoices import issue_invoice, unbilled
from billing.rules import can_edit_invoicing
from clients.rules.accounts import can_edit_billing
from orders.actions import ledger
from orders.forms.ledger import ChangeForm, KeyedForm, PaymentForm
from orders.models import Order
from orders.pages.order import ledger as panel
from orders.rules.ledger import can_change_charge, can_record_payment, reads_ledger
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, NotVisible, require

from .scope import order_or_404


@member_only
@require_safe
def show(request: Any, number: str) -> HttpResponse:
    """Every entry with the balance after it, the invoices, and for staff the forms."""
    return _page(request, _order(request, number))


@member_only
@require_POST
def pay(request: Any, number: str) -> HttpResponse:
    """Record a payment, received or paid back."""
    order = _order(request, number)
    require(can_record_payment(request.viewer, order))
    return _write(
        request, order, "payment", PaymentForm(request.POST), ledger.record_payment, _("The payment is recorded.")
    )


@member_only
@require_POST
def change(request: Any, number: str) -> HttpResponse:
    """Raise or lower what the order costs."""
    order = _order(request, number)
    require(can_change_charge(request.viewer, order))
    return _write(request, order, "change", ChangeForm(request.POST), ledger.change_charge, _("The price is changed."))


@member_only
@require_POST
def invoice(request: Any, number: str) -> HttpResponse:
    """Make an invoice of what no invoice holds yet."""
    order = _order(request, number)
    try:
        issue_invoice(actor=request.viewer, order=order, now=clock.now())
    except Conflict as refusal:
        return _page(request, order, status=409, problem=refusal)
    messages.success(request, _("The invoice is ready."))
    return redirect("orders:order_ledger", order.number)


def _order(request: Any, number: str) -> Order:
    """The order, for those who read its ledger; for all others there is none."""
    order = order_or_404(request, number)
    if not reads_ledger(request.viewer, order):
        raise NotVisible()
    return order


def _write(request: Any, order: Order, name: str, form: KeyedForm, act: Callable[..., Any], said: str) -> HttpResponse:
    if form.is_valid():
        try:
            act(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, said)
            return redirect("orders:order_ledger", order.number)
    return _page(request, order, status=422, **{name: form})


def _page(request: Any, order: Order, *, status: int = 200, problem: Any = None, **forms: KeyedForm) -> HttpResponse:
    viewer = request.viewer
    rows, balance = panel.rows_of(viewer, order)
    today = clock.now().astimezone(order.agency.zone).date()
    context = {
        "order": order,
        "problem": problem,
        "rows": rows,
        "standing": panel.in_words(balance, order),
        "invoices": panel.invoices_of(viewer, order),
        "to_bill": sum((entry.amount for entry, _tax in unbilled(order)), 0),
        "payment": can_record_payment(viewer, order) and (forms.get("payment") or PaymentForm(initial={"on": today})),
        "change": can_change_charge(viewer, order) and (forms.get("change") or ChangeForm()),
        "open_form": next(iter(forms), ""),
        "can_edit_billing": can_edit_billing(viewer, order.account_id),
        "can_edit_invoicing": can_edit_invoicing(viewer),
    }
    return render(request, "orders/ledger/page.html", context, status=status)

"""The page of an order that the viewer pays for and somebody else receives, and its one verb."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from orders.actions.holding import cancel_order
from orders.forms.holding import ReasonForm
from orders.models import Order
from orders.pages.order.unread import unread_order
from orders.rules.holding import can_cancel
from project.base import clock
from project.base.errors import Conflict, Invalid, QuillhouseError, require
from project.base.http import MemberRequest


def unread_page(
    request: MemberRequest,
    order: Order,
    form: ReasonForm | None = None,
    *,
    status: int = 200,
    problem: QuillhouseError | None = None,
) -> HttpResponse:
    """State, dates and price, and why there is no more."""
    found = unread_order(request.viewer, order)
    context = {"page": found, "order": order, "form": form or ReasonForm(), "problem": problem}
    return render(request, "orders/order/unread.html", context, status=status)


def cancel_unread(request: MemberRequest, order: Order) -> HttpResponse:
    """End such an order, with a reason."""
    require(can_cancel(request.viewer, order))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            cancel_order(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return unread_page(request, order, form, status=409, problem=refusal)
        else:
            messages.success(request, _("Order cancelled and refunded in full."))
            return redirect("orders:order", order.number)
    return unread_page(request, order, form, status=422)

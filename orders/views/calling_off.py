"""Cancelling an order after its work has begun: a page of its own, since there is money to decide on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Membership
from orders.actions import calling_off
from orders.actions.moving import ORDERS
from orders.forms.holding import CallOffForm
from orders.rules.fees import fees_due
from orders.rules.ledger import can_call_off
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest

from .answering import page


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(CallOffForm)
def decide(request: MemberRequest, number: str) -> HttpResponse:
    """Say why, what is taken off the price, and what the writer is owed."""
    order = order_or_404(request, number)
    require(can_call_off(request.viewer, order))
    if request.method != "POST" and (reason := ORDERS.why_not("call_off", order)):
        raise WrongState(reason)
    dues = fees_due(order)
    due, others = calling_off.fee_due(order, dues), calling_off.others_due(order, dues)
    assert order.facts is not None  # order_or_404 brings them
    form = CallOffForm(
        request.POST if request.method == "POST" else None,
        others=others,
        initial={"refund": order.facts.charged, "fee": due},
    )
    if form.is_valid():
        try:
            calling_off.call_off_order(actor=request.viewer, order=order, now=clock.now(), **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            fresh = order_or_404(request, number)
            return page(request, fresh, status=409, problem=refusal, typed=form.cleaned_data["reason"])
        else:
            messages.success(request, _("Order cancelled."))
            return redirect("orders:order", number)
    context = {"order": order, "form": form, "due": due, "others": _owed(others)}
    return render(request, "orders/order/call_off.html", context, status=422 if form.errors else 200)


def _owed(others: Mapping[Membership, Decimal]) -> list[dict[str, Any]]:
    return [{"name": person.public_name, "due": due} for person, due in others.items()]

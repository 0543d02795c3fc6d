"""Moving the deadlines of an order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orders.actions import deadlines
from orders.actions.moving import ORDERS
from orders.forms.deadlines import DeadlinesForm, RevisionDueForm, deadlines_form
from orders.models import Order
from orders.pages.order.price_promises import urgency_words
from orders.rules.holding import can_hold
from orders.rules.live_revision import owed_by
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.forms import ActionForm, takes
from project.base.http import MemberRequest

from .answering import page


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(DeadlinesForm, RevisionDueForm)
def change(request: MemberRequest, number: str) -> HttpResponse:
    """Both deadlines until the first delivery; after it the time of the live revision."""
    order = order_or_404(request, number)
    require(can_hold(request.viewer, order))
    if request.method != "POST":
        if reason := ORDERS.why_not("change_deadlines", order):
            raise WrongState(reason)
        return _page(request, order, _form(order))
    form = _form(order, request.POST)
    if not form.is_valid():
        return _page(request, order, form)
    try:
        deadlines.move_deadlines(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _page(request, order, form)
    except Conflict as refusal:
        return page(request, order_or_404(request, number), status=409, problem=refusal)
    messages.success(request, _("Deadlines changed."))
    return redirect("orders:order", order.number)


def _form(order: Order, data: Any = None) -> ActionForm:
    initial = {"client_deadline": order.client_deadline, "writer_deadline": order.writer_deadline}
    return deadlines_form(order)(data, initial={**initial, "due_at": owed_by(order)})


def _page(request: MemberRequest, order: Order, form: ActionForm) -> HttpResponse:
    context = {"order": order, "form": form, "revision": isinstance(form, RevisionDueForm)}
    context["promised"] = urgency_words(order)
    return render(request, "orders/order/deadlines.html", context, status=422 if form.errors else 200)

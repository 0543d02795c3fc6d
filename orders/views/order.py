"""The order page, one for every role, and the desk's verbs on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orders.actions import holding
from orders.forms.reasons import ReasonForm
from orders.models import Order
from orders.panels import order_page
from project.base import clock
from project.base.access import member_only
from project.base.errors import Invalid

from .scope import order_or_404


@member_only
@require_safe
def show(request: Any, number: str) -> HttpResponse:
    """Everything about one order that this viewer may see, and the verbs that they may use."""
    return page(request, order_or_404(request, number))


def page(request: Any, order: Order, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The order page; `problems` (sentences) and `typed` are what a refused form brings along."""
    context = order_page(request.viewer, order, clock.now())
    return render(request, "orders/order/page.html", {**context, **extra}, status=status)


def press(request: Any, number: str, verb: Callable[..., Any], said: str, **typed: Any) -> HttpResponse:
    """One verb of one button: fetch in scope, call the action, back to the page with what happened."""
    order = order_or_404(request, number)
    try:
        verb(actor=request.viewer, order=order, now=clock.now(), **typed)
    except Invalid as refusal:
        problems = [text for texts in refusal.errors.values() for text in texts]
        return page(request, order_or_404(request, number), status=422, problems=problems, typed=typed)
    messages.success(request, said)
    return redirect("orders:order", number)


def press_with_reason(request: Any, number: str, verb: Callable[..., Any], said: str, **typed: Any) -> HttpResponse:
    """The same for a verb that takes a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        order = order_or_404(request, number)
        return page(request, order, status=422, problems=form.errors["reason"], typed=request.POST)
    return press(request, number, verb, said, reason=form.cleaned_data["reason"], **typed)


@member_only
@require_POST
def hold(request: Any, number: str) -> HttpResponse:
    """Put on hold, with a reason."""
    return press_with_reason(request, number, holding.hold_order, _("The order is on hold."))


@member_only
@require_POST
def resume(request: Any, number: str) -> HttpResponse:
    """Go on; the deadlines move."""
    return press(
        request, number, holding.resume_order, _("The order goes on; its deadlines have moved by the time it was held.")
    )


@member_only
@require_POST
def cancel(request: Any, number: str) -> HttpResponse:
    """End the order, with a reason."""
    return press_with_reason(
        request, number, holding.cancel_order, _("The order is cancelled and its charge taken back.")
    )

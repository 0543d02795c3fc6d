"""The writer's pages: start, deliver with a preview, and one version to read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders import guards, rules
from orders.actions import work
from orders.actions.moving import TABLE
from orders.forms.work import DeliveryForm
from orders.models import Delivery, Order
from orders.panels import read_delivery
from project.base import clock, markdown
from project.base.access import area, member_only
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.text import count_words

from .order import press
from .scope import order_or_404


@member_only
@require_POST
def start(request: Any, number: str) -> HttpResponse:
    """Begin the work or the revision."""
    return press(request, number, work.start_work, _("You have started. The deadline stands on the page."))


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: Any, number: str) -> HttpResponse:
    """Write or paste the text, look at it, hand it in. Without JavaScript the preview is a button of the same form."""
    order = order_or_404(request, number)
    require(rules.can_write(request.viewer, order))
    if reason := TABLE.why_not("deliver", order):
        raise WrongState(reason)
    form = DeliveryForm(request.POST or None, request.FILES or None, initial={"text": _latest_text(order)})
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            made = work.deliver(
                actor=request.viewer,
                order=order,
                text=form.cleaned_data["text"],
                note=form.cleaned_data["note"],
                uploads=form.cleaned_data["files"],
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Version %(number)s is delivered.") % {"number": made.number})
            return redirect("orders:order", number)
    return _form_page(request, order, form)


def _form_page(request: Any, order: Order, form: DeliveryForm) -> HttpResponse:
    text = (
        form.cleaned_data.get("text") if form.is_bound and hasattr(form, "cleaned_data") else form.initial["text"]
    ) or ""
    context = {
        "order": order,
        "form": form,
        "revision": guards.active_revision(order),
        **_preview_context(order, text),
    }
    return render(request, "orders/order/deliver.html", context, status=422 if form.errors else 200)


def _preview_context(order: Order, text: str) -> dict[str, Any]:
    return {"html": markdown.render(text) if text else "", "words": count_words(text), "wanted": order}


def _latest_text(order: Order) -> str:
    """The last version to go on from: what was sent back, or what the client wants revised."""
    last = order.deliveries.order_by("-number").first()
    return last.text if last else ""


@area(rules.is_writer)
@require_POST
def preview(request: Any, number: str) -> HttpResponse:
    """The typed text as it will be read, beside the field, while typing."""
    order = order_or_404(request, number)
    require(rules.can_write(request.viewer, order))
    form = DeliveryForm(request.POST)
    form.is_valid()
    text = form.cleaned_data.get("text", "")
    return render(request, "orders/order/deliver.html#preview", {"order": order, **_preview_context(order, text)})


@member_only
@require_safe
def delivery(request: Any, number: str, version: int) -> HttpResponse:
    """One version, to read in peace."""
    order = order_or_404(request, number)
    versions = list(Delivery.objects.visible_to(request.viewer).filter(order=order).order_by("number"))
    row = next((found for found in versions if found.number == version), None)
    if row is None:
        raise NotVisible()
    context = {"order": order, "versions": versions, **read_delivery(request.viewer, order, row)}
    return render(request, "orders/order/delivery.html", context)

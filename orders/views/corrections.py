"""The page on which an editor corrects a text that waits for review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orders.actions.corrections import correct_delivery
from orders.actions.moving import ORDERS
from orders.forms.corrections import CorrectionForm
from orders.models import Delivery, Order
from orders.pages.delivering import commission_of, read_revisions
from orders.pages.order.deliveries import version_of
from orders.pages.order.rounds import rounds_of
from orders.rules.length import length_of
from orders.rules.reviews import can_review
from orders.rules.sides import sides_of
from orders.states.deliveries import ReviewVerdict
from orders.views.fetching import order_or_404
from project.base import clock, markdown
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.readable import count_read


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(CorrectionForm)
def correct(request: MemberRequest, number: str) -> HttpResponse:
    """Change the text beside brief and points, as a version of the same hand-in. What was typed survives
    every refusal."""
    order = order_or_404(request, number)
    require(can_review(request.viewer, order))
    if request.method == "POST":
        return _correct(request, order, CorrectionForm(request.POST, request.FILES))
    if reason := ORDERS.why_not("correct", order):
        raise WrongState(reason)
    waiting = _waiting(order)
    given = {"number": waiting.number, "text": waiting.text} if waiting else {}
    return _page(request, order, CorrectionForm(initial=given))


def _correct(request: MemberRequest, order: Order, form: CorrectionForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, order, form, status=422)
    typed = form.cleaned_data
    facts = {"number": typed["number"], "text": typed["text"], "uploads": typed["files"]}
    try:
        made = correct_delivery(actor=request.viewer, order=order, now=clock.now(), **facts)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _page(request, order, form, status=422)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, order, form, status=409)
    messages.success(request, _("Corrections saved as version %(n)s.") % {"n": made.number})
    return redirect(f"/editing/{order.number}/")


def _waiting(order: Order) -> Delivery | None:
    return order.deliveries.filter(verdict=ReviewVerdict.PENDING).select_related("revision").first()


def _page(request: MemberRequest, order: Order, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    read_revisions(order)
    sides, waiting = sides_of(request.viewer, order), _waiting(order)
    text = form.cleaned_data.get("text", "") if form.is_bound else form.initial.get("text", "")
    if form.is_bound:
        form.ask_for_files_again()
    answered = [row for row in rounds_of(order, sides) if waiting and row.number == _round_of(waiting)]
    words = count_read(text)
    context: dict[str, Any] = {
        "order": order,
        "form": form,
        "version": waiting and version_of(order, sides, waiting, _files(waiting), None),
        "rounds": answered,
        "taken": waiting.number if waiting and waiting.word_count else None,
        "commission": commission_of(request.viewer, order, sides),
        "html": markdown.render(text, top=3) if text else "",
        "words": words,
        "length": length_of(order, words),
    }
    return render(request, "orders/deliveries/correct.html", context, status=status)


def _files(delivery: Delivery) -> Any:
    return delivery.attachments.select_related("file").order_by("id")


def _round_of(delivery: Delivery) -> int | None:
    return delivery.revision.number if delivery.revision else None

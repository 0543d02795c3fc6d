"""Commenting on a passage of a text that waits for review."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions.passage_comments import comment_passage
from orders.forms.passage_comments import CommentForm
from orders.models import Order
from orders.rules.reviews import can_review
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest

from .answering import page


@member_only
@require_POST
@takes(CommentForm)
def comment(request: MemberRequest, number: str) -> HttpResponse:
    """Say something of a passage of the version that was read."""
    order = order_or_404(request, number)
    require(can_review(request.viewer, order))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _refused(request, order, form)
    try:
        comment_passage(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _refused(request, order, form)
    except Conflict as refusal:
        typed = "\n\n".join([form.cleaned_data["passage"], form.cleaned_data["text"]])
        return page(request, order_or_404(request, number), status=409, problem=refusal, typed=typed)
    messages.success(request, _("Comment saved."))
    return redirect(f"/editing/{order.number}/#comment-form")


def _refused(request: MemberRequest, order: Order, form: CommentForm) -> HttpResponse:
    context = {"order": order, "form": form, "number": form["number"].value() or ""}
    return render(request, "orders/deliveries/comment.html", context, status=422)

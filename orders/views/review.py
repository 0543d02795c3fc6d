"""The editor's verbs, and the client's last one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions import acceptance, review
from orders.forms.review import ReviewForm
from project.base.access import member_only

from .order import page, press
from .scope import order_or_404


@member_only
@require_POST
def claim(request: Any, number: str) -> HttpResponse:
    """Take a waiting review."""
    return press(request, number, review.claim_review, _("The review is yours."))


@member_only
@require_POST
def approve(request: Any, number: str) -> HttpResponse:
    """Pass the version that was read on to the client."""
    return _judge(request, number, review.approve_delivery, _("The version is with the client now."))


@member_only
@require_POST
def send_back(request: Any, number: str) -> HttpResponse:
    """Return the version that was read, with a note."""
    return _judge(request, number, review.send_back, _("The version is back with the writer."))


def _judge(request: Any, number: str, verb: Any, said: str) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        problems = [text for texts in form.errors.values() for text in texts]
        return page(request, order_or_404(request, number), status=422, problems=problems, typed=request.POST)
    return press(request, number, verb, said, number=form.cleaned_data["version"], note=form.cleaned_data["reason"])


@member_only
@require_POST
def accept(request: Any, number: str) -> HttpResponse:
    """Accept the delivered work."""
    return press(request, number, acceptance.accept_order, _("You have accepted the work. Thank you."))

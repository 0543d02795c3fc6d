"""Putting an order on hold, resuming it, cancelling it before its work has begun."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions import holding
from orders.forms.holding import ReasonForm
from orders.views.answering import press, press_with_words
from orders.views.fetching import unread_or_404
from orders.views.unread import cancel_unread
from project.base.access import member_only
from project.base.errors import NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest


@member_only
@require_POST
@takes(ReasonForm)
def hold(request: MemberRequest, number: str) -> HttpResponse:
    """Put on hold, with a reason."""
    form = ReasonForm(request.POST)
    return press_with_words(request, number, "hold", holding.hold_order, form, _("The order is on hold."))


@member_only
@require_POST
def resume(request: MemberRequest, number: str) -> HttpResponse:
    """Go on; the deadlines move by the time that the order was held."""
    said = _("Order resumed. Its deadlines have been extended by the length of the hold.")
    return press(request, number, "resume", holding.resume_order, said)


@member_only
@require_POST
@takes(ReasonForm)
def cancel(request: MemberRequest, number: str) -> HttpResponse:
    """End the order, with a reason."""
    try:
        form, said = ReasonForm(request.POST), _("Order cancelled and refunded in full.")
        return press_with_words(request, number, "cancel", holding.cancel_order, form, said)
    except NotVisible:
        return cancel_unread(request, unread_or_404(request, number))

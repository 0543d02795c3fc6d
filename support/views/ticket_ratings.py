"""How satisfied whoever asked is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, require
from project.base.forms import takes
from project.base.http import MemberRequest
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_ratings import rate_ticket
from support.forms.ticket_replies import RateForm

from .fetching import ticket_or_404
from .ticket import moved, ticket_page


@member_only
@require_POST
@takes(RateForm)
def rate(request: MemberRequest, number: str) -> HttpResponse:
    """Whoever asked says whether they were helped."""
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may("rate", request.viewer, ticket))
    form = RateForm(request.POST, auto_id="rate_%s")
    if not form.is_valid():
        return ticket_page(request, ticket, {"rate": form}, 422)
    try:
        rate_ticket(actor=request.viewer, ticket=ticket, now=clock.now(), **form.cleaned_data)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return ticket_page(request, ticket_or_404(request.viewer, number), {"rate": form}, 409)
    messages.success(request, _("Thank you. The agency reads it."))
    return moved(request, number)

"""Who is answering a ticket just now: asked and told by its page, every few seconds."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from project.base import clock, query
from project.base.access import member_only
from project.base.errors import require
from project.base.forms import takes
from project.base.http import MemberRequest
from support.actions.ticket_answering import keep_answering
from support.pages.ticket_answering import others_answering
from support.rules.tickets import can_handle

from .fetching import ticket_or_404


@member_only
@require_POST
@takes("writing")
def answering(request: MemberRequest, number: str) -> HttpResponse:
    """Say that one is writing, if so, and read who else is."""
    ticket, now = ticket_or_404(request.viewer, number), clock.now()
    require(can_handle(request.viewer, ticket))
    if query.has(request.POST, "writing"):
        keep_answering(actor=request.viewer, ticket=ticket, now=now)
    if not request.htmx:
        return redirect("support:ticket", number)
    return render(
        request, "support/_answering.html", {"answering": others_answering(request.viewer, ticket, now)}
    )

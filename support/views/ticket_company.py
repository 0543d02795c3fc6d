"""Who else reads a ticket, and the ticket that it is merged into."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_watchers import unwatch_ticket, watch_ticket
from support.forms.tickets import MergeForm, UnwatchForm, WatchForm
from support.models import Ticket
from support.pages.ticket_watchers import merge_targets, new_watchers
from support.rules.ticket_watchers import can_remove_watcher

from .fetching import ticket_or_404, watcher_or_404
from .ticket import moved, ticket_page


@member_only
@require_POST
@takes(WatchForm)
def watch(request: MemberRequest, number: str) -> HttpResponse:
    """The desk has someone else read a ticket."""
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may("watch", request.viewer, ticket))
    form = WatchForm(request.POST, people=new_watchers(ticket), auto_id="watch_%s")
    if not form.is_valid():
        return ticket_page(request, ticket, {"watch": form}, 422)
    person = form.cleaned_data["person"]
    try:
        watch_ticket(actor=request.viewer, ticket=ticket, person=person, now=clock.now())
    except Invalid as refusal:
        form.add_refusal(refusal)
        return ticket_page(request, ticket, {"watch": form}, 422)
    except Conflict as refusal:
        return ticket_page(request, ticket_or_404(request.viewer, number), {}, 409, str(refusal.message))
    messages.success(request, _("Watcher added."))
    return moved(request, number)


@member_only
@require_POST
@takes(UnwatchForm)
def unwatch(request: MemberRequest, number: str) -> HttpResponse:
    """The desk takes a watcher off, or one takes oneself off."""
    ticket = ticket_or_404(request.viewer, number)
    form = UnwatchForm(request.POST)
    if not form.is_valid():
        return ticket_page(request, ticket, {}, 422, _("Choose an option from the list."))
    person = watcher_or_404(request.viewer, ticket, form.cleaned_data["person"])
    require(can_remove_watcher(request.viewer, ticket, person))
    unwatch_ticket(actor=request.viewer, ticket=ticket, person=person, now=clock.now())
    if person.pk != request.viewer.member_id:
        messages.success(request, _("Watcher removed."))
        return moved(request, number)
    messages.success(request, _("You no longer watch ticket %(number)s.") % {"number": number})
    seen = Ticket.objects.visible_to(request.viewer).filter(pk=ticket.pk).exists()
    return moved(request, number) if seen else redirect("support:tickets")


@member_only
@require_POST
@takes(MergeForm)
def merge(request: MemberRequest, number: str) -> HttpResponse:
    """The desk makes one of two tickets of the same person."""
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may("merge", request.viewer, ticket))
    form = MergeForm(request.POST, tickets=merge_targets(ticket), auto_id="merge_%s")
    if not form.is_valid():
        return ticket_page(request, ticket, {"merge": form}, 422)
    into = form.cleaned_data["into"]
    try:
        merge_ticket(actor=request.viewer, ticket=ticket, into=into, now=clock.now())
    except Invalid as refusal:
        form.add_refusal(refusal)
        return ticket_page(request, ticket_or_404(request.viewer, number), {"merge": form}, 422)
    except Conflict as refusal:
        return ticket_page(request, ticket_or_404(request.viewer, number), {}, 409, str(refusal.message))
    messages.success(request, _("Ticket %(number)s is part of this one now.") % {"number": number})
    return redirect("support:ticket", into.number)

"""How the desk sorts tickets: tags and snoozes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, require
from project.base.forms import ActionForm, takes
from project.base.http import MemberRequest
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_snoozing import snooze_ticket, wake_ticket
from support.actions.ticket_tags import tag_ticket
from support.forms.ticket_sorting import SnoozeForm, TagsForm

from .fetching import ticket_or_404
from .ticket import moved, ticket_page


@member_only
@require_POST
@takes(TagsForm)
def tags(request: MemberRequest, number: str) -> HttpResponse:
    """The tags of a ticket."""
    return _sort(request, number, "tag", TagsForm(request.POST), tag_ticket)


@member_only
@require_POST
@takes(SnoozeForm)
def snooze(request: MemberRequest, number: str) -> HttpResponse:
    """Until when a ticket is out of sight."""
    return _sort(request, number, "snooze", SnoozeForm(request.POST), snooze_ticket)


@member_only
@require_POST
def wake(request: MemberRequest, number: str) -> HttpResponse:
    """Back into the queue."""
    ticket = ticket_or_404(request.viewer, number)
    wake_ticket(actor=request.viewer, ticket=ticket, now=clock.now())
    messages.success(request, _("Saved."))
    return moved(request, number)


def _sort(request: MemberRequest, number: str, verb: str, form: ActionForm, act: Any) -> HttpResponse:
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may(verb, request.viewer, ticket))
    if not form.is_valid():
        return ticket_page(request, ticket, {verb: form}, 422)
    try:
        act(actor=request.viewer, ticket=ticket, now=clock.now(), **form.cleaned_data)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return ticket_page(request, ticket_or_404(request.viewer, number), {verb: form}, 422)
    except Conflict as refusal:
        return ticket_page(request, ticket_or_404(request.viewer, number), {}, 409, str(refusal.message))
    messages.success(request, _("Saved."))
    return moved(request, number)

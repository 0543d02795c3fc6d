"""Missed targets: their causes, and the list of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.states.sla import Target
from project.base import clock, query
from project.base.access import area, member_only
from project.base.csv_export import csv_response
from project.base.errors import Conflict, Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from support.actions.breaches import explain_breach
from support.actions.ticket_moves import TICKETS
from support.forms.breaches import CauseForm
from support.pages.breaches import (
    CAUSES,
    KINDS,
    ORDER,
    breach_choices,
    breach_csv,
    breach_row,
    found_breaches,
    read_ticket,
    with_causes,
)
from support.pages.reports import since_when
from support.rules.tickets import works_on_tickets

from .fetching import ticket_or_404
from .ticket import moved, ticket_page


@member_only
@require_POST
@takes(CauseForm)
def explain(request: MemberRequest, number: str) -> HttpResponse:
    """Say why a target was missed."""
    ticket, now = ticket_or_404(request.viewer, number), clock.now()
    require(TICKETS.may("explain", request.viewer, ticket))
    form = CauseForm(request.POST, breaches=breach_choices(read_ticket(ticket, now)), auto_id="cause_%s")
    if not form.is_valid():
        return ticket_page(request, ticket, {"cause": form}, 422)
    typed = form.cleaned_data
    of, said = typed["breach"], {"cause": typed["cause"], "note": typed["note"]}
    try:
        explain_breach(actor=request.viewer, ticket=ticket, target=of.target, run=of.run, now=now, **said)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return ticket_page(request, ticket_or_404(request.viewer, number), {"cause": form}, 422)
    except Conflict as refusal:
        return ticket_page(request, ticket_or_404(request.viewer, number), {}, 409, str(refusal.message))
    messages.success(request, _("Saved."))
    return moved(request, number)


@area(works_on_tickets)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What was missed in the weeks of the reports, by target and cause; the latest first."""
    now = clock.now()
    rows = found_breaches(request.viewer, request.GET, since_when(request.viewer, now))
    page = page_of(with_causes(rows), request, order=ORDER, kinds=KINDS)
    chosen = {
        "cause": query.choice(request.GET, "cause", [name for name, _label in CAUSES]),
        "target": query.choice(request.GET, "target", Target.values),
    }
    context = {
        "page": page.with_rows([breach_row(row, now) for row in page.rows]),
        "causes": CAUSES,
        "targets": Target.choices,
        "asked": urlencode({name: value for name, value in chosen.items() if value}),
        **chosen,
    }
    return render(request, "support/breaches/index.html", context)


@area(works_on_tickets)
@require_safe
def export(request: MemberRequest) -> StreamingHttpResponse:
    """The same as a file."""
    now = clock.now()
    rows = found_breaches(request.viewer, request.GET, since_when(request.viewer, now))
    day = now.astimezone(request.viewer.agency.zone).date()
    return csv_response(breach_csv(rows), f"support-breaches-{day}.csv")

"""Tickets: one's own, a new one, its page, and the queue of the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from orders.models import Order
from project.base import clock, query
from project.base.access import area, member_only
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from support.actions.tickets import open_ticket
from support.forms.tickets import OpenForm
from support.models import Ticket
from support.pages.ticket_replies import rated
from support.pages.ticket_sorting import tagged, tags_of_agency
from support.pages.tickets import (
    KINDS,
    ORDER,
    VIEWS,
    for_queue,
    own_tabs,
    queue_order,
    queue_row,
    queue_tabs,
    queue_view,
    ticket_row,
    with_people,
)
from support.rules.sla_policies import can_edit_policies
from support.rules.ticket_times import judged
from support.rules.tickets import works_on_tickets
from support.states.tickets import TicketState
from support.states.tickets_bulk import BulkAct

form_page = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The tickets that one opened, or that one watches, the latest first."""
    now, watched = clock.now(), query.choice(request.GET, "view", ["own", "watched"], "own") == "watched"
    rows = Ticket.objects.watched_by(request.viewer) if watched else Ticket.objects.opened_by(request.viewer)
    page = page_of(with_people(rows), request, order=ORDER, kinds=KINDS)
    context = {
        "page": page.with_rows([ticket_row(row, now) for row in page.rows]),
        "tabs": own_tabs(request.viewer, watched),
        "watched": watched,
    }
    return render(request, "support/tickets.html", context)


@area(works_on_tickets)
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """Everybody's tickets, by views."""
    now, names = clock.now(), [name for name, _label in VIEWS]
    chosen = query.choice(request.GET, "view", names, names[0])
    tags = tags_of_agency(request.viewer)
    tag = query.choice(request.GET, "tag", tags)
    rows = for_queue(tagged(queue_view(request.viewer, chosen, now), tag))
    page = page_of(rows, request, order=queue_order(chosen), kinds=KINDS)
    context = {
        "page": page.with_rows([queue_row(row, now) for row in page.rows]),
        "tabs": queue_tabs(request.viewer, chosen, now, tag),
        "tags": tags,
        "tag": tag,
        "rated": rated(request.viewer, now) if chosen == "done" else None,
        "untagged": f"?view={chosen}",
        "chosen": chosen,
        "sets": can_edit_policies(request.viewer),
        "acts": BulkAct.choices if chosen != "done" else (),
    }
    return render(request, "support/queue.html", context)


@member_only
@form_page
@takes(OpenForm)
def new(request: MemberRequest) -> HttpResponse:
    """Ask for help, perhaps about an order or with what goes on from a closed ticket."""
    origin = _origin(request)
    form = OpenForm(request.POST, request.FILES) if request.method == "POST" else OpenForm()
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            ticket = open_ticket(
                actor=request.viewer,
                subject=typed["subject"],
                text=typed["text"],
                uploads=typed["files"],
                key=typed["key"],
                now=clock.now(),
                **origin,
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Ticket opened. You will be told when someone replies."))
            return redirect("support:ticket", ticket.number)
    if form.is_bound:
        form.ask_for_files_again()
    context = {"form": form, **origin}
    return render(request, "support/new.html", context, status=422 if form.errors else 200)


def _origin(request: MemberRequest) -> dict[str, Any]:
    """What the new ticket is about, by the address: what one may not see is left out."""
    numbers = query.order_numbers(request.GET, "order", most=1)
    order = Order.objects.visible_to(request.viewer).filter(number__in=numbers).first() if numbers else None
    follows = None
    if number := query.text(request.GET, "follows", most=24):
        follows = Ticket.objects.opened_by(request.viewer).filter(number=number).first()
    closed = follows is not None and judged(follows, clock.now()).state == TicketState.CLOSED
    return {"order": order, "follows": follows if closed else None}

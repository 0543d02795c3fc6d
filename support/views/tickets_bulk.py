"""Several tickets at once, chosen in the queue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from project.base import clock, query
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.viewer import Viewer
from support.actions.tickets_bulk import MOST, TicketOutcome, act_on_tickets
from support.forms.tickets_bulk import SeveralForm
from support.models import Ticket
from support.pages.ticket import desk_people
from support.pages.tickets import VIEWS, for_queue, queue_row
from support.rules.tickets import works_on_tickets
from support.states.tickets_bulk import BulkAct

NUMBER = re.compile(r"[A-Z0-9-]{6,24}")


@area(works_on_tickets)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(SeveralForm, "n", "act", "view", "tag")
def several(request: MemberRequest) -> HttpResponse:
    """The chosen tickets with what the act takes, or what became of each."""
    posted = request.POST if request.method == "POST" else None
    given = request.GET if posted is None else posted
    act = BulkAct(query.choice(given, "act", BulkAct.values, BulkAct.ASSIGN))
    tickets = chosen_tickets(request.viewer, query.values(given, "n", NUMBER, most=MOST))
    form = SeveralForm(posted, act=act, people=desk_people(request.viewer))
    outcomes: list[TicketOutcome] = []
    if posted is not None and tickets and form.is_valid():
        asked: dict[str, Any] = {"act": act, "given": form.given, "now": clock.now()}
        outcomes = act_on_tickets(actor=request.viewer, tickets=tickets, **asked)
        if all(outcome.done for outcome in outcomes):
            messages.success(request, _done_words(len(outcomes)))
            return redirect(_back(given))
        tickets = chosen_tickets(request.viewer, [one.ticket.number for one in outcomes if not one.done])
    place = _place(given)
    context = {"act": act, "form": form, "back": _back(given), "kept": place}
    context["carried"] = urlencode([*(("n", ticket.number) for ticket in tickets), *place.items()])
    context |= _listed(tickets, outcomes)
    refused = any(not outcome.done for outcome in outcomes)
    wrong = posted is not None and (bool(form.errors) or not tickets)
    status = 409 if refused else 422 if wrong else 200
    return render(request, "support/several.html", context, status=status)


def chosen_tickets(viewer: Viewer, numbers: Sequence[str]) -> list[Ticket]:
    """The tickets of these numbers that the viewer may see, what is due next first."""
    rows = for_queue(Ticket.objects.visible_to(viewer).filter(number__in=numbers))
    return list(rows.order_by("next_due_at", "id"))


def _listed(tickets: Sequence[Ticket], outcomes: Sequence[TicketOutcome]) -> dict[str, Any]:
    now, refused = clock.now(), {one.ticket.pk: one.reasons for one in outcomes}
    return {
        "rows": [{**queue_row(one, now), "refused": refused.get(one.pk, ())} for one in tickets],
        "done": [one.ticket for one in outcomes if one.done],
        "acts": [(act.value, act.label) for act in BulkAct],
    }


def _done_words(n: int) -> str:
    return ngettext("Done with %(n)s ticket.", "Done with %(n)s tickets.", n) % {"n": n}


def _place(given: QueryDict) -> dict[str, str]:
    """The view of the queue that one comes from."""
    view = query.choice(given, "view", [name for name, _label in VIEWS])
    return {name: text for name, text in (("view", view), ("tag", query.text(given, "tag"))) if text}


def _back(given: QueryDict) -> str:
    place = _place(given)
    return reverse("support:queue") + (f"?{urlencode(place)}" if place else "")

"""The page of a ticket and what is said and done there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.ids import public_id
from support.actions.escalation import acknowledge_escalation
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.ticket_moves import TICKETS
from support.actions.tickets import write_note, write_question, write_reply
from support.forms.breaches import CauseForm
from support.forms.ticket_replies import InsertForm, RateForm
from support.forms.ticket_sorting import SnoozeForm, TagsForm
from support.forms.tickets import (
    HandleForm,
    MergeForm,
    NoteForm,
    OpenForm,
    PressForm,
    ReplyForm,
    SayForm,
    WatchForm,
)
from support.models import Breach, Ticket
from support.pages.breaches import breach_choices, breach_facts
from support.pages.ticket import desk_people, ticket_context
from support.pages.ticket_replies import offered_replies
from support.pages.ticket_watchers import merge_targets, new_watchers
from support.rules.tickets import can_handle
from support.states.tickets import TicketState

from .fetching import ticket_or_404


@member_only
@require_safe
def show(request: MemberRequest, number: str) -> HttpResponse:
    """What was said, what happened, and what is promised."""
    return ticket_page(request, ticket_or_404(request.viewer, number))


@member_only
@require_POST
@takes(ReplyForm, InsertForm)
def say(request: MemberRequest, number: str) -> HttpResponse:
    """Whoever asked says more, the desk replies."""
    ticket = ticket_or_404(request.viewer, number)
    replies = can_handle(request.viewer, ticket)
    require(TICKETS.may("reply" if replies else "ask", request.viewer, ticket))
    form = (ReplyForm if replies else SayForm)(request.POST, request.FILES)
    return _say(request, ticket, form, write_reply if replies else write_question, "say")


@member_only
@require_POST
@takes(NoteForm)
def note(request: MemberRequest, number: str) -> HttpResponse:
    """The desk writes something that it alone reads."""
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may("note", request.viewer, ticket))
    return _say(request, ticket, NoteForm(request.POST, request.FILES), write_note, "note")


def _say(request: MemberRequest, ticket: Ticket, form: SayForm, act: Any, name: str) -> HttpResponse:
    if not form.is_valid():
        return _refused(request, ticket, form, name, 422)
    typed = dict(form.cleaned_data)
    typed["uploads"] = typed.pop("files")
    try:
        said = act(actor=request.viewer, ticket=ticket, now=clock.now(), **typed)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _refused(request, ticket, form, name, 422)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return _refused(request, ticket, form, name, 409)
    if said.ticket.number != ticket.number and _swaps(request):  # it was merged meanwhile
        return HttpResponse(headers={"HX-Redirect": reverse("support:ticket", args=[said.ticket.number])})
    return moved(request, said.ticket.number)


def _refused(request: MemberRequest, ticket: Ticket, form: SayForm, name: str, status: int) -> HttpResponse:
    form.ask_for_files_again()
    return ticket_page(request, ticket_or_404(request.viewer, ticket.number), {name: form}, status)


@member_only
@require_POST
@takes(HandleForm)
def handle(request: MemberRequest, number: str) -> HttpResponse:
    """The desk says who takes care of it, and how urgent it is."""
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may("handle", request.viewer, ticket))
    form = HandleForm(request.POST, people=desk_people(request.viewer, ticket))
    if form.is_valid():
        try:
            handle_ticket(actor=request.viewer, ticket=ticket, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
            return ticket_page(request, ticket_or_404(request.viewer, number), {"handle": form}, 409)
        else:
            messages.success(request, _("Saved."))
            return moved(request, number)
    return ticket_page(request, ticket, {"handle": form}, 422)


@member_only
@require_POST
@takes(PressForm)
def press(request: MemberRequest, number: str) -> HttpResponse:
    """A verb that takes nothing but a click."""
    ticket = ticket_or_404(request.viewer, number)
    form = PressForm(request.POST)
    if not form.is_valid():
        return ticket_page(request, ticket, {}, 422, _("Choose an option from the list."))
    try:
        press_ticket(actor=request.viewer, ticket=ticket, verb=form.cleaned_data["verb"], now=clock.now())
    except Conflict as refusal:
        return ticket_page(request, ticket_or_404(request.viewer, number), {}, 409, str(refusal.message))
    return moved(request, number)


@member_only
@require_POST
def acknowledge(request: MemberRequest, number: str) -> HttpResponse:
    """Somebody of the desk has seen that it was escalated."""
    ticket = ticket_or_404(request.viewer, number)
    try:
        acknowledge_escalation(actor=request.viewer, ticket=ticket, now=clock.now())
    except Conflict as refusal:
        return ticket_page(request, ticket_or_404(request.viewer, number), {}, 409, str(refusal.message))
    return moved(request, number)


def ticket_page(
    request: MemberRequest,
    ticket: Ticket,
    forms: dict[str, Any] | None = None,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    """The page, or #ticket of it for HTMX; `forms` are those that come back with what is wrong."""
    forms, context = forms or {}, ticket_context(request.viewer, ticket, clock.now())
    if context["handles"]:
        assignee = ticket.assignee.public_id if ticket.assignee else ""
        initial = {"priority": ticket.priority, "assignee": assignee}
        people = desk_people(request.viewer, ticket)
        context["handle_form"] = forms.get("handle") or HandleForm(initial=initial, people=people)
        context["note_form"] = forms.get("note") or NoteForm(auto_id="note_%s")
        context |= _company_forms(ticket, forms)
        tags = {"tags": ", ".join(context["tags"])}
        context["tags_form"] = forms.get("tag") or TagsForm(initial=tags, auto_id="tag_%s")
        replies = offered_replies(request.viewer)
        insert = forms.get("insert")
        if insert or replies:
            context["insert_form"] = insert or InsertForm(replies=replies, auto_id="insert_%s")
        context |= _missed(context["missed"], forms)
        context["snooze_form"] = forms.get("snooze") or SnoozeForm(auto_id="snooze_%s")
    context["say_form"] = forms.get("say") or _say_form(context)
    if isinstance(context["say_form"], ReplyForm) and context["say_form"].is_bound:
        context["say_form"].now_seen(context["last"])
    if context["rates"]:
        rating = context["rating"]
        said = {"verdict": rating.verdict, "words": rating.words} if rating else {}
        context["rate_form"] = forms.get("rate") or RateForm(initial=said, auto_id="rate_%s")
    if context["asks"] and ticket.state == TicketState.CLOSED and "say" in forms:
        context["next_form"] = _in_a_new_one(ticket, forms["say"])
    context["problem"] = problem
    template = "support/ticket.html#ticket" if _swaps(request) else "support/ticket.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if _swaps(request):
        response.headers["HX-Push-Url"] = "false"
    return response


def _in_a_new_one(ticket: Ticket, said: SayForm) -> OpenForm:
    """What somebody wrote on a ticket that closed meanwhile, to be sent as one that goes on from it."""
    typed = {"subject": ticket.subject, "text": said["text"].value() or "", "key": public_id()}
    form = OpenForm(typed, said.files)
    form.ask_for_files_again()
    return form


def _company_forms(ticket: Ticket, forms: dict[str, Any]) -> dict[str, Any]:
    """Whom to add, and what to merge it into; nothing of a ticket that is over, nor where nobody is left."""
    if ticket.is_closed:
        return {}
    people, targets = new_watchers(ticket), merge_targets(ticket)
    watch, merge = forms.get("watch"), forms.get("merge")
    return {
        "watch_form": watch or (WatchForm(people=people, auto_id="watch_%s") if people else None),
        "merge_form": merge or (MergeForm(tickets=targets, auto_id="merge_%s") if targets else None),
    }


def _say_form(context: dict[str, Any]) -> SayForm:
    return ReplyForm(initial={"seen": context["last"]}) if context["handles"] else SayForm()


def _missed(found: list[Breach], forms: dict[str, Any]) -> dict[str, Any]:
    """What was missed, and the form that says why."""
    if not found:
        return {}
    form = forms.get("cause") or CauseForm(breaches=breach_choices(found), auto_id="cause_%s")
    return {"breaches": [breach_facts(one, clock.now()) for one in found], "cause_form": form}


def moved(request: MemberRequest, number: str) -> HttpResponse:
    """After an act: the page of the ticket afresh, or #ticket of it for HTMX."""
    if _swaps(request):
        return ticket_page(request, ticket_or_404(request.viewer, number))
    return redirect("support:ticket", number)


def _swaps(request: MemberRequest) -> bool:
    return bool(request.htmx) and request.htmx.target == "ticket"

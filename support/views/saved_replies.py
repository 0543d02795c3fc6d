"""Saved replies: the desk's list of them, and putting one into a reply."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.base import clock
from project.base.access import area, member_only
from project.base.errors import Invalid, NotVisible, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer
from support.actions.saved_replies import delete_reply, save_reply
from support.actions.ticket_moves import TICKETS
from support.forms.ticket_replies import InsertForm, SavedReplyForm
from support.forms.tickets import ReplyForm
from support.models import SavedReply
from support.pages.settings import settings_tabs
from support.pages.ticket_replies import offered_replies
from support.rules.saved_replies import filled
from support.rules.tickets import works_on_tickets

from .fetching import ticket_or_404
from .ticket import ticket_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@area(works_on_tickets)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The saved replies of the desk, by title."""
    rows = SavedReply.objects.visible_to(request.viewer)
    page = page_of(rows, request, order=("title", "id"), kinds=(str, int))
    context = {"page": page, "ways": settings_tabs(request.viewer, "support:replies")}
    return render(request, "support/replies/index.html", context)


@area(works_on_tickets)
@form_page
@takes(SavedReplyForm)
def new(request: MemberRequest) -> HttpResponse:
    """A new one."""
    return _edit(request, None)


@area(works_on_tickets)
@form_page
@takes(SavedReplyForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change one."""
    return _edit(request, reply_or_404(request.viewer, public_id))


@area(works_on_tickets)
@require_POST
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete one."""
    delete_reply(actor=request.viewer, reply=reply_or_404(request.viewer, public_id))
    messages.success(request, _("Saved reply deleted."))
    return redirect("support:replies")


@member_only
@require_POST
@takes(ReplyForm, InsertForm)
def insert(request: MemberRequest, number: str) -> HttpResponse:
    """Put a saved reply behind what is written already. Nothing is sent."""
    ticket = ticket_or_404(request.viewer, number)
    require(TICKETS.may("reply", request.viewer, ticket))
    typed = ReplyForm(request.POST)
    chosen = InsertForm(request.POST, replies=offered_replies(request.viewer), auto_id="insert_%s")
    kept = {name: typed[name].value() or "" for name in ("text", "then", "key", "seen")}
    reply = chosen.cleaned_data["saved"] if chosen.is_valid() else None
    if reply is None:
        if chosen.is_valid():
            chosen.add_error("saved", _("Choose an option from the list."))
        return ticket_page(request, ticket, {"say": ReplyForm(initial=kept), "insert": chosen}, 422)
    words = filled(reply.text, request.viewer, ticket)
    kept["text"] = f"{kept['text'].rstrip()}\n\n{words}" if kept["text"].strip() else words
    return ticket_page(request, ticket, {"say": ReplyForm(initial=kept)})


def reply_or_404(viewer: Viewer, public_id: str) -> SavedReply:
    """The saved reply of this id in the viewer's scope."""
    found = SavedReply.objects.visible_to(viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def _edit(request: MemberRequest, reply: SavedReply | None) -> HttpResponse:
    initial = {"title": reply.title, "text": reply.text} if reply else {}
    form = SavedReplyForm(request.POST) if request.method == "POST" else SavedReplyForm(initial=initial)
    if form.is_bound and form.is_valid():
        try:
            save_reply(actor=request.viewer, reply=reply, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("support:replies")
    status = 422 if form.errors else 200
    return render(request, "support/replies/edit.html", {"form": form, "reply": reply}, status=status)

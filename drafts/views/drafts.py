"""Drafts: the list, the editor, and what becomes of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.rules.accounts import is_client
from drafts.actions import drafts
from drafts.forms.drafts import initial_of
from drafts.hooks import hold
from drafts.models import OrderDraft, OrderPreset, PresetDefault
from drafts.pages import draft_list
from drafts.pages.draft_conflict import chosen_data
from drafts.pages.drafts import draft_form, saved_context, typed_form
from drafts.rules.drafts import can_edit_draft
from drafts.views.fetching import accounts_to_order_for, chosen_account, draft_or_404
from project.base import clock, query
from project.base.access import area
from project.base.errors import Stale, WrongState
from project.base.features import is_on
from project.base.forms import takes
from project.base.http import MemberRequest

from .draft_files import removed, restored
from .draft_saving import EDITOR, conflict, editor, offering_of, reading, save_typed

client_only = area(is_client)


@client_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """My drafts: unfinished, ready to order, ordered. A draft that was just
    discarded can be brought back from here."""
    return render(request, "drafts/draft/list.html", draft_list.context(request, clock.now()))


@client_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes("account")
def new(request: MemberRequest) -> HttpResponse:
    """Begin a draft: at once where there is one account to order for, after choosing one otherwise."""
    accounts = accounts_to_order_for(request.viewer)
    mine = PresetDefault.objects.filter(
        member_id=request.viewer.member_id, preset__in=OrderPreset.objects.visible_to(request.viewer)
    )
    if not is_on(request.agency, "presets"):
        mine = mine.none()
    if request.method != "POST":
        defaults = [row.preset for row in mine.select_related("preset__account").order_by("preset__name")]
        return render(request, "drafts/draft/new.html", {"accounts": accounts, "defaults": defaults})
    account = chosen_account(request, accounts)
    if account is None:
        status = 422 if accounts else 403
        return render(
            request, "drafts/draft/new.html", {"accounts": accounts, "refused": True}, status=status
        )
    draft = drafts.begin_draft(actor=request.viewer, account=account, now=clock.now())
    return redirect("drafts:draft", draft.public_id)


@client_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(
    *EDITOR,
    "choosing",
    "keep",
    "keep-*",
    "quote",
    "remove",
    "restore",
    "later",
    "without",
    "in_quality",
    "any_writer",
)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """The editor. A plain POST saves and comes back; HTMX saves while
    typing and updates the status line only.

    A save with a mistake stores the good fields, answers 422 and keeps the rest on the page.
    """
    draft = draft_or_404(request, public_id)
    if draft.held_by:
        return _held(request, draft)
    if request.method != "POST":
        if draft.converted_at or not can_edit_draft(request.viewer, draft):
            return reading(request, draft)
        return editor(request, draft, draft_form(request, draft))
    if request.htmx:
        return _autosave(request, draft)
    form = draft_form(request, draft, _typed(request, draft), request.FILES)
    try:
        stored = save_typed(request, draft, form)
    except Stale as stale:
        return conflict(request, stale.current, form)
    if query.has(request.POST, "restore"):
        return restored(request, stored)
    undo = removed(request, stored, query.public_id(request.POST, "remove"))
    if form.errors:
        return editor(request, stored, form, status=422)
    if query.has(request.POST, "quote"):
        return redirect("quotes:quote_ask", public_id)
    if not query.has(request.POST, "remove"):
        messages.success(request, _("Draft saved."))
    address = reverse("drafts:draft", args=[public_id])
    return redirect(f"{address}?{urlencode({'removed': undo})}#files" if undo else address)


@client_only
@require_POST
def copy(request: MemberRequest, public_id: str) -> HttpResponse:
    """A new draft with the same words and files."""
    made = drafts.duplicate_draft(
        actor=request.viewer, draft=draft_or_404(request, public_id), now=clock.now()
    )
    messages.success(request, _("Draft copied. Choose a deadline for the copy."))
    return redirect("drafts:draft", made.public_id)


@client_only
@require_POST
def discard(request: MemberRequest, public_id: str) -> HttpResponse:
    """Put a draft away; the list offers to bring it back."""
    drafts.discard_draft(actor=request.viewer, draft=draft_or_404(request, public_id), now=clock.now())
    return redirect(f"{reverse('drafts:drafts')}?discarded={public_id}")


@client_only
@require_POST
def restore(request: MemberRequest, public_id: str) -> HttpResponse:
    """Bring a discarded draft back."""
    drafts.restore_draft(actor=request.viewer, public_id=public_id, now=clock.now())
    messages.success(request, _("Draft restored."))
    return redirect("drafts:drafts")


def _held(request: MemberRequest, draft: Any) -> HttpResponse:
    """A draft that is held rests: it is read where what holds it is, such as a quote. What was
    typed in an old page is refused there."""
    if request.method != "POST":
        return redirect(hold().address(draft.held_by))
    raise WrongState(hold().refusal())


def _typed(request: MemberRequest, draft: OrderDraft) -> Any:
    """What was sent, with a cheaper way that was chosen in the price; where it comes from the page of a
    conflict, with the choices made there."""
    if query.has(request.POST, "choosing"):
        return chosen_data(request.POST, initial_of(draft, offering_of(request)))
    sent = request.POST
    data = sent.copy()
    if later := query.text(request.POST, "later"):
        data["deadline"] = later
    if quality := query.text(request.POST, "in_quality"):
        data["quality"] = quality
    if query.text(request.POST, "any_writer"):
        data["preferred_writer"] = ""
    if without := query.text(request.POST, "without"):
        data.setlist("addons", [key for key in query.values(request.POST, "addons") if key != without])
    return data


def _autosave(request: MemberRequest, draft: OrderDraft) -> HttpResponse:
    form = typed_form(request, draft)
    try:
        stored = save_typed(request, draft, form)
    except Stale as stale:
        return conflict(request, stale.current, draft_form(request, draft, request.POST))
    answer = render_to_string("drafts/draft/saved.html", saved_context(stored, form))
    return HttpResponse(answer, status=422 if form.errors else 200)

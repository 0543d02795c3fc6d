"""The files of a draft: added, taken away, brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from clients.rules.accounts import is_client
from drafts.actions import files
from drafts.models import OrderDraft
from drafts.pages.drafts import files_context, removed_context
from drafts.views.fetching import draft_or_404
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

client_only = area(is_client)


@client_only
@require_POST
@takes("files")
def add_files(request: MemberRequest, public_id: str) -> HttpResponse:
    """Add files as soon as they are chosen (HTMX), or by a form of its own."""
    draft, refused = draft_or_404(request, public_id), []
    uploads = query.files(request.FILES, "files")
    try:
        files.attach_to_draft(actor=request.viewer, draft=draft, uploads=uploads, now=clock.now())
    except Invalid as refusal:
        refused = refusal.errors["files"]
    return _answer(request, draft, refused=refused)


@client_only
@require_POST
def remove_file(request: MemberRequest, public_id: str, file_id: str) -> HttpResponse:
    """Take a file away from a draft."""
    draft = draft_or_404(request, public_id)
    return _answer(request, draft, undo=removed(request, draft, file_id))


@client_only
@require_POST
@takes("restore")
def restore_file(request: MemberRequest, public_id: str) -> HttpResponse:
    """Undo taking a file away."""
    return restored(request, draft_or_404(request, public_id))


def removed(request: MemberRequest, draft: OrderDraft, file_id: str) -> str:
    """Take a file away and return what undoes it. A file that is not there (any more) is removed already: the
    second click is harmless, and there is nothing to undo ("")."""
    for attachment in draft.attachments.select_related("draft") if file_id else ():
        if attachment.public_id == file_id:
            files.remove_attachment(actor=request.viewer, attachment=attachment, now=clock.now())
            return files.undo_token(attachment)
    return ""


def restored(request: MemberRequest, draft: OrderDraft) -> HttpResponse:
    """Bring back what the token `restore` of the form names."""
    refused: list[Any] = []
    try:
        token = query.verbatim(request.POST, "restore", most=2000)
        files.bring_back(actor=request.viewer, draft=draft, token=token, now=clock.now())
    except Invalid as refusal:
        refused = refusal.errors["files"]
    return _answer(request, draft, refused=refused)


def _answer(request: MemberRequest, draft: OrderDraft, *, refused: Any = (), undo: str = "") -> HttpResponse:
    """The files as they are now for HTMX, otherwise back to the draft with what was refused."""
    if request.htmx:
        context = {"draft": draft, "refused": refused, **files_context(draft), **removed_context(draft, undo)}
        return render(request, "drafts/draft/_files.html", context, status=422 if refused else 200)
    for text in refused:
        messages.error(request, text)
    return redirect("drafts:draft", draft.public_id)

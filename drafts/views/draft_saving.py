"""What the doors of a draft share: storing what was typed, reading the
seen price, and the pages that answer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from catalog.pricing.offering import Offering, current_offering
from drafts.actions import drafts, files
from drafts.forms.drafts import DraftForm
from drafts.models import OrderDraft
from drafts.pages.draft_conflict import conflict_context
from drafts.pages.drafts import editor_context, reading_context
from drafts.rules.drafts import can_edit_draft
from project.base import clock, query
from project.base.errors import Invalid, require
from project.base.http import MemberRequest

#: The fields of the editor, whichever of its buttons is pressed.
EDITOR = (DraftForm, "version", "base", "seen_total", "seen_book", "seen_at")


def save_typed(request: MemberRequest, draft: OrderDraft, form: DraftForm) -> OrderDraft:
    """Store the files and every field without an error; the others
    stay on the page with theirs. Raises Stale.

    Files come first: they belong to no version, so a stale save must not cost a person the upload.
    """
    require(can_edit_draft(request.viewer, draft))
    now = clock.now()
    try:
        if uploads := query.files(request.FILES, "files"):
            files.attach_to_draft(actor=request.viewer, draft=draft, uploads=uploads, now=now)
    except Invalid as refusal:
        form.add_refusal(refusal)
    # The version that the page was opened with; 0, which none has, when that cannot be read.
    version = query.number(request.POST, "version")
    stored = drafts.save_draft(
        actor=request.viewer, draft=draft, version=version, fields=form.saved_fields(), now=now
    )
    stored.agency = request.agency
    return stored


def editor(request: MemberRequest, draft: OrderDraft, form: DraftForm, status: int = 200) -> HttpResponse:
    """The editor page."""
    return render(request, "drafts/draft/edit.html", editor_context(request, draft, form), status=status)


def reading(request: MemberRequest, draft: OrderDraft) -> HttpResponse:
    """The draft without its form: as an order it is closed, and readers only read."""
    return render(request, "drafts/draft/read.html", reading_context(draft, request.viewer))


def conflict(request: MemberRequest, stored: OrderDraft, form: DraftForm) -> HttpResponse:
    """409: both texts. As a page with a choice for each field; for an
    autosave as a notice above the editor."""
    stored.agency = request.agency
    context = conflict_context(stored, form, query.verbatim(request.POST, "base", most=2000))
    template = "drafts/draft/stale.html" if request.htmx else "drafts/draft/conflict.html"
    return render(request, template, context, status=409)


def offering_of(request: MemberRequest) -> Offering:
    return current_offering(request.agency)

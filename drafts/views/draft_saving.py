"""What the doors of a draft share: storing what was typed, reading the seen price, and the pages that answer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from catalog.pricing import offering
from drafts.actions import drafts, files
from drafts.forms.drafts import DraftForm
from drafts.models import OrderDraft
from drafts.pages.draft_conflict import conflict_context, price_moved_context
from drafts.pages.drafts import editor_context, reading_context
from orders.actions import placing
from orders.rules import orders as rules
from project.base import clock
from project.base.errors import Invalid, require

#: What an unreadable price counts as: no order ever has it, so the page asks with the real one.
UNSEEN = placing.SeenPrice(Decimal(-1), 0, clock.EARLIEST)


def save_typed(request: Any, draft: OrderDraft, form: DraftForm) -> OrderDraft:
    """Store the files and every field without an error; the others stay on the page with theirs. Raises Stale.

    Files come first: they belong to no version, so a stale save must not cost a person the upload.
    """
    require(rules.can_edit_draft(request.viewer, draft))
    now = clock.now()
    try:
        if uploads := request.FILES.getlist("files"):
            files.attach_to_draft(actor=request.viewer, draft=draft, uploads=uploads, now=now)
    except Invalid as refusal:
        form.add_refusal(refusal)
    version = _version(request.POST.get("version", ""))
    stored = drafts.save_draft(actor=request.viewer, draft=draft, version=version, fields=form.saved_fields(), now=now)
    stored.agency = request.agency
    return stored


def _version(typed: str) -> int:
    """The version that the page was opened with; 0, which none has, when that cannot be read."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def seen_price(request: Any) -> placing.SeenPrice:
    """The price on the page when the button was pressed."""
    try:
        total = Decimal(request.POST.get("seen_total", "")[:20])
        book_id = int(request.POST.get("seen_book", "")[:12])
        at = dt.datetime.fromisoformat(request.POST.get("seen_at", "")[:40])
    except (InvalidOperation, ValueError):
        return UNSEEN
    if at.tzinfo is None or not total.is_finite() or abs(total) > 10**9 or not clock.within_range(at):
        return UNSEEN
    return placing.SeenPrice(total, book_id, at)


def editor(request: Any, draft: OrderDraft, form: DraftForm, status: int = 200) -> HttpResponse:
    """The editor page."""
    return render(request, "drafts/draft/edit.html", editor_context(request, draft, form), status=status)


def reading(request: Any, draft: OrderDraft) -> HttpResponse:
    """The draft without its form: as an order it is closed, and readers only read."""
    return render(request, "drafts/draft/read.html", reading_context(draft, request.viewer))


def conflict(request: Any, stored: OrderDraft, form: DraftForm) -> HttpResponse:
    """409: both texts. As a page with a choice for each field; for an autosave as a notice above the editor."""
    stored.agency = request.agency
    context = conflict_context(stored, form, request.POST.get("base", ""))
    template = "drafts/draft/stale.html" if request.htmx else "drafts/draft/conflict.html"
    return render(request, template, context, status=409)


def price_moved(request: Any, draft: OrderDraft, form: DraftForm, moved: placing.PriceMoved) -> HttpResponse:
    """409: the old price and the new one, and the question once more."""
    context = price_moved_context(request.agency, draft, form, moved, seen_price(request), clock.now())
    return render(request, "drafts/draft/price_moved.html", context, status=409)


def offering_of(request: Any) -> offering.Offering:
    return offering.current_offering(request.agency)

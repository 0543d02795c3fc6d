"""Drafts: the list, the editor, its live price, and the way to an order."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders import catalog, rules
from orders.actions import conversion, drafts, files
from orders.draft_pages import (
    conflict_context,
    draft_row,
    editor_context,
    files_context,
    price_context,
    price_moved_context,
    writers_of,
)
from orders.forms.drafts import PRICE_FIELDS, DraftForm, initial_of
from orders.models import ClientAccount, OrderDraft
from project.base import clock
from project.base.access import area
from project.base.errors import Invalid, NotVisible, Stale
from project.base.paging import page_of
from project.base.search import words_of

from .scope import draft_or_404

client_only = area(rules.is_client)


@client_only
@require_safe
def index(request: Any) -> HttpResponse:
    """My drafts, the one that was edited last on top."""
    words = words_of(request.GET.get("q", "")[:120])
    rows = OrderDraft.objects.visible_to(request.viewer).unconverted().select_related("service", "account")
    for word in words:
        rows = rows.containing(word)
    found = page_of(rows, request, order=["-updated_at", "-id"], kinds=[dt.datetime, int])
    page = found.with_rows([draft_row(draft) for draft in found.rows])
    return render(request, "orders/drafts/list.html", {"page": page, "words": " ".join(words)})


@client_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """Begin a draft: at once where there is one account to order for, after choosing one otherwise."""
    accounts = [
        account
        for account in ClientAccount.objects.visible_to(request.viewer).order_by("name", "id")
        if rules.can_order(request.viewer, account.pk)
    ]
    wanted = request.POST.get("account", "")
    account = accounts[0] if len(accounts) == 1 else next((row for row in accounts if row.public_id == wanted), None)
    if request.method != "POST" or account is None:
        return render(request, "orders/drafts/new.html", {"accounts": accounts}, status=200)
    draft = drafts.begin_draft(actor=request.viewer, account=account, now=clock.now())
    return redirect("orders:draft", draft.public_id)


@client_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, public_id: str) -> HttpResponse:
    """The editor. A plain POST saves and comes back; HTMX saves while typing and updates the status line only."""
    draft = draft_or_404(request, public_id)
    if request.method != "POST":
        return _editor(request, draft, _form(request, draft))
    form = _form(request, draft, request.POST, request.FILES)
    try:
        stored = _save(request, draft, form)
    except Stale as stale:
        return _conflict(request, stale.current, form)
    except Invalid as refusal:
        form.add_refusal(refusal)
        stored = draft_or_404(request, public_id)
    if request.htmx:
        return render(request, "orders/drafts/saved.html", {"draft": stored, "form": form})
    if form.errors:
        return _editor(request, stored, form, status=422)
    messages.success(request, _("The draft is saved."))
    return redirect("orders:draft", public_id)


@client_only
@require_POST
def price(request: Any, public_id: str) -> HttpResponse:
    """The live price of what stands in the form, stored or not. Three queries with session and person."""
    draft = draft_or_404(request, public_id)
    form = DraftForm(request.POST, offering=catalog.current_offering(request.agency), writers=None)
    for name in [name for name in form.fields if name not in PRICE_FIELDS]:
        del form.fields[name]
    form.is_valid()
    facts = {**form.cleaned_data, "preferred_writer": bool(request.POST.get("preferred_writer"))}
    return render(request, "orders/drafts/edit.html#price", {"draft": draft, **price_context(request, draft, facts)})


@client_only
@require_POST
def place(request: Any, public_id: str) -> HttpResponse:
    """Save what stands in the form, then place the order at the price that the page showed."""
    draft = draft_or_404(request, public_id)
    if draft.converted_at:
        return redirect("orders:order", draft.order.number)
    form = _form(request, draft, request.POST, request.FILES)
    try:
        if "confirmed" not in request.POST:
            draft = _save(request, draft, form)
            if form.errors:
                return _editor(request, draft, form, status=422)
        order = conversion.convert_draft(actor=request.viewer, draft=draft, seen=_seen(request), now=clock.now())
    except Stale as stale:
        return _conflict(request, stale.current, form)
    except conversion.PriceMoved as moved:
        return _price_moved(request, draft, moved)
    except Invalid as refusal:
        form = form if "confirmed" not in request.POST else _form(request, draft, _as_data(request, draft))
        form.is_valid()
        form.add_refusal(refusal)
        return _editor(request, draft_or_404(request, public_id), form, status=422)
    messages.success(request, _("Your order %(number)s is placed.") % {"number": order.number})
    return redirect("orders:order", order.number)


@client_only
@require_POST
def copy(request: Any, public_id: str) -> HttpResponse:
    """A new draft with the same words and files."""
    made = drafts.duplicate_draft(actor=request.viewer, draft=draft_or_404(request, public_id), now=clock.now())
    messages.success(request, _("This is a copy. Give it a deadline of its own."))
    return redirect("orders:draft", made.public_id)


@client_only
@require_POST
def discard(request: Any, public_id: str) -> HttpResponse:
    """Delete a draft."""
    drafts.discard_draft(actor=request.viewer, draft=draft_or_404(request, public_id))
    messages.success(request, _("The draft is discarded."))
    return redirect("orders:drafts")


@client_only
@require_POST
def add_files(request: Any, public_id: str) -> HttpResponse:
    """Add files as soon as they are chosen (HTMX), or by a form of its own."""
    draft, refused = draft_or_404(request, public_id), []
    try:
        files.attach_to_draft(
            actor=request.viewer, draft=draft, uploads=request.FILES.getlist("files"), now=clock.now()
        )
    except Invalid as refusal:
        refused = refusal.errors["files"]
    if request.htmx:
        context = {"draft": draft, "refused": refused, **files_context(draft)}
        return render(request, "orders/drafts/edit.html#files", context, status=422 if refused else 200)
    for text in refused:
        messages.error(request, text)
    return redirect("orders:draft", public_id)


@client_only
@require_POST
def remove_file(request: Any, public_id: str, file_id: str) -> HttpResponse:
    """Take a file away from a draft."""
    draft = draft_or_404(request, public_id)
    attachment = draft.attachments.select_related("draft").filter(public_id=file_id).first()
    if attachment is None:
        raise NotVisible()
    files.remove_attachment(actor=request.viewer, attachment=attachment)
    if request.htmx:
        return render(request, "orders/drafts/edit.html#files", {"draft": draft, **files_context(draft)})
    return redirect("orders:draft", public_id)


def _form(request: Any, draft: OrderDraft, data: Any = None, uploads: Any = None) -> DraftForm:
    offering = catalog.current_offering(request.agency)
    return DraftForm(
        data, uploads, initial=initial_of(draft, offering), offering=offering, writers=writers_of(request, draft)
    )


def _as_data(request: Any, draft: OrderDraft) -> dict[str, Any]:
    """The stored draft as if it had been typed, for pages that ask again without the form's fields."""
    form = _form(request, draft)
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items() if name != "files"}


def _save(request: Any, draft: OrderDraft, form: DraftForm) -> OrderDraft:
    """Store the good fields and the files; fields with an error stay on the page. Raises Stale and Invalid."""
    fields = form.saved_fields()
    fields = {name: value for name, value in fields.items() if request.POST.get(f"keep-{name}") != "newer"}
    version = request.POST.get("version", "")
    stored = drafts.save_draft(
        actor=request.viewer,
        draft=draft,
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
        fields=fields,
        now=clock.now(),
    )
    uploads = request.FILES.getlist("files")
    if uploads:
        files.attach_to_draft(actor=request.viewer, draft=stored, uploads=uploads, now=clock.now())
    return stored


def _seen(request: Any) -> conversion.SeenPrice:
    """The price on the page when the button was pressed; whatever cannot be read counts as another price."""
    try:
        total = Decimal(request.POST.get("seen_total", "")[:20])
        book_id = int(request.POST.get("seen_book", "")[:12])
        at = dt.datetime.fromisoformat(request.POST.get("seen_at", "")[:40])
    except (InvalidOperation, ValueError):
        return conversion.SeenPrice(Decimal(-1), 0, clock.EARLIEST)
    if at.tzinfo is None or not total.is_finite() or not clock.within_range(at):
        return conversion.SeenPrice(Decimal(-1), 0, clock.EARLIEST)
    return conversion.SeenPrice(total, book_id, at)


def _editor(request: Any, draft: OrderDraft, form: DraftForm, status: int = 200) -> HttpResponse:
    if draft.converted_at:
        return render(request, "orders/drafts/converted.html", {"draft": draft, "order": draft.order})
    return render(request, "orders/drafts/edit.html", editor_context(request, draft, form), status=status)


def _conflict(request: Any, stored: OrderDraft, form: DraftForm) -> HttpResponse:
    if request.htmx:
        return render(request, "orders/drafts/stale.html", status=409)
    stored.agency = request.agency
    context = conflict_context(stored, form, catalog.current_offering(request.agency))
    return render(request, "orders/drafts/conflict.html", context, status=409)


def _price_moved(request: Any, draft: OrderDraft, moved: conversion.PriceMoved) -> HttpResponse:
    return render(request, "orders/drafts/price_moved.html", price_moved_context(request, draft, moved), status=409)

"""Imported prices: what publishing them would change, publishing, discarding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.models import DataImport, Mark
from agencies.rules.agencies import edits_catalog, sees_catalog
from catalog.actions import drafted_prices
from catalog.forms.drafted_prices import PublishDraftForm
from catalog.pages.drafted_prices import draft_page, drafts_of
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest


@area(sees_catalog)
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One draft, and what would change."""
    return _page(request, draft_or_404(request, public_id))


@area(edits_catalog)
@require_POST
@takes(PublishDraftForm)
def publish(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make it the price list."""
    draft = draft_or_404(request, public_id)
    form = PublishDraftForm(request.POST)
    if not form.is_valid():
        return _page(request, draft, status=422)
    try:
        book = drafted_prices.publish_draft(
            actor=request.viewer, mark=mark_of(draft), base=form.cleaned_data["base"], now=now()
        )
    except Invalid as refusal:
        words = [text for texts in refusal.errors.values() for text in texts]
        return _page(request, draft, status=422, refusal=" ".join(words))
    messages.success(
        request, _("Prices published. Version %(version)s is current.") % {"version": book.version}
    )
    return redirect("catalog:catalog")


@area(edits_catalog)
@require_POST
def discard(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete it."""
    draft = draft_or_404(request, public_id)
    drafted_prices.discard_draft(actor=request.viewer, mark=mark_of(draft))
    messages.success(request, _("Draft deleted. The price list is unchanged."))
    return redirect("catalog:catalog")


def draft_or_404(request: MemberRequest, public_id: str) -> DataImport:
    """The import of that id, if it has brought prices that the viewer may see. One query."""
    found = drafts_of(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def mark_of(draft: DataImport) -> Mark:
    """The mark of what it brought."""
    assert draft.mark is not None  # drafts_of has asked for it
    return draft.mark


def _page(request: MemberRequest, draft: DataImport, *, status: int = 200, refusal: str = "") -> HttpResponse:
    context = {
        **draft_page(request.viewer, draft),
        "refusal": refusal,
        "breadcrumbs": [
            {"label": _("Price list"), "url": reverse("catalog:catalog")},
            {"label": _("Imported prices"), "url": ""},
        ],
    }
    return render(request, "catalog/draft.html", context, status=status)

"""The versions of the prices: who made them, when, what each changed, and taking the newest back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.rules.agencies import edits_catalog, sees_catalog
from catalog.actions import price_versions
from catalog.models import PriceBook, PriceBookChange
from catalog.models.price_versions import Part
from catalog.pages import price_history
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from project.base.paging import page_of

PAGE_SIZE = 20
#: A list tells so many changes of each version; its own page tells all.
TOLD = 5
#: Versions are small numbers; a larger one does not fit the column.
LARGEST = 2_000_000_000


@area(sees_catalog)
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """All versions, the newest first."""
    first = Prefetch("changes", PriceBookChange.objects.filter(position__lte=TOLD))
    rows = _books(request).prefetch_related(first).annotate(changed=Count("changes"))
    page = page_of(rows, request, order=["-version"], kinds=[int], size=PAGE_SIZE)
    current = _current(request)
    context = {
        "page": page.with_rows([_row(request, book, current) for book in page.rows]),
        "breadcrumbs": _crumbs(_("Versions")),
    }
    return render(request, "catalog/history.html", context)


@area(sees_catalog)
@require_safe
def version(request: MemberRequest, version: int) -> HttpResponse:
    """One version with all that it changed; the newest can be taken back here."""
    book, current = book_or_404(request, version), _current(request)
    context = {
        **_row(request, book, current),
        "why_not": price_versions.why_not_take_back(book, current) if book.pk == current.pk else "",
        "breadcrumbs": [
            *_crumbs(_("Versions"), reverse("catalog:catalog_history")),
            {"label": _("Version %(n)s") % {"n": version}, "url": ""},
        ],
    }
    return render(request, "catalog/version.html", context)


@area(edits_catalog)
@require_POST
def take_back(request: MemberRequest, version: int) -> HttpResponse:
    """Make the version before the newest current again."""
    current = price_versions.take_back(
        actor=request.viewer, book=book_or_404(request, version), now=clock.now()
    )
    messages.success(
        request,
        _("Version %(version)s withdrawn. Version %(current)s is current again.")
        % {"version": version, "current": current.version},
    )
    return redirect("catalog:catalog")


def _books(request: MemberRequest) -> Any:
    return PriceBook.objects.visible_to(request.viewer).select_related("created_by", "take_back__by")


def book_or_404(request: MemberRequest, version: int) -> PriceBook:
    book = _books(request).filter(version=min(version, LARGEST)).first()
    if book is None:
        raise Http404
    return book


def _current(request: MemberRequest) -> PriceBook:
    return PriceBook.objects.visible_to(request.viewer).standing()[0]


def _row(request: MemberRequest, book: PriceBook, current: PriceBook) -> dict[str, Any]:
    changes = list(book.changes.all())
    back = getattr(book, "take_back", None)
    return {
        "version": book.version,
        "url": reverse("catalog:catalog_version", args=[book.version]),
        "who": book.created_by.public_name if book.created_by else _("Starter price list"),
        "when": book.created_at,
        "is_current": book.pk == current.pk,
        "back_by": back.by.public_name if back else "",
        "back_at": back.at if back else None,
        "part": str(Part(changes[0].part).label) if changes else "",
        "told": price_history.told(changes, request.agency.currency),
        "more": max(getattr(book, "changed", 0) - len(changes), 0),
    }


def _crumbs(here: str, url: str = "") -> list[dict[str, str]]:
    return [{"label": _("Price list"), "url": reverse("catalog:catalog")}, {"label": here, "url": url}]

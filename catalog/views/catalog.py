"""The catalog with all its numbers, for managers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import sees_catalog
from catalog.models import PriceBook
from catalog.pages.catalog import catalog_context
from catalog.pages.drafted_prices import waiting_drafts
from catalog.pricing.offering import current_offering
from project.base import formatting
from project.base.access import area
from project.base.http import MemberRequest


@area(sees_catalog)
@require_safe
def manage(request: MemberRequest) -> HttpResponse:
    """The catalog and the current price book, with every number that a price is made of."""
    offering = current_offering(request.agency)
    since = PriceBook.objects.filter(agency=request.agency, pk=offering.book_id).values_list(
        "created_at", flat=True
    )
    context = {
        **catalog_context(offering),
        "since": formatting.day(since.get()),
        "drafts": waiting_drafts(request.viewer),
        "factor_words": _("Multiplier applied to the rate"),
    }
    return render(request, "catalog/manage.html", context)

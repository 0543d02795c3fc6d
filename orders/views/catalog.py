"""What can be ordered and what it costs: for everybody on the services page, for managers with all its numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.rules import sees_catalog
from orders import pricing
from orders.catalog import Offering, current_offering
from orders.models import PriceBook
from orders.price_view import addon_price, plain, price_lines
from orders.pricing import units
from project.base import clock
from project.base.access import area, public
from project.base.money import format_money


@public
@require_safe
def services(request: Any) -> HttpResponse:
    """Services with their rates, the tiers, the add-ons, and one price worked out line by line."""
    offering = current_offering(request.agency)
    context = {**catalog_context(offering), "example": _example(offering)}
    return render(request, "orders/catalog/services.html", context)


@area(sees_catalog)
@require_safe
def manage(request: Any) -> HttpResponse:
    """The catalog and the current price book, with every number that a price is made of."""
    offering = current_offering(request.agency)
    row = PriceBook.objects.get(agency=request.agency, pk=offering.book_id)
    return render(request, "orders/catalog/manage.html", {**catalog_context(offering), "since": row.created_at})


def catalog_context(offering: Offering) -> dict[str, Any]:
    """The catalog prepared for printing."""
    book = offering.book
    return {
        "book": book,
        "services": [_service(service, book) for service in offering.services],
        "subjects": [subject.name for subject in offering.subjects],
        "qualities": [
            {"name": row.name, "text": row.description, "factor": plain(book.qualities[row.key].multiplier)}
            for row in offering.qualities
        ],
        "urgencies": _urgencies(offering),
        "addons": [_addon(addon, book) for addon in offering.addons],
        "minimum": format_money(book.minimum_charge, book.currency),
        "surcharge": plain(book.preferred_surcharge),
        "tax": f"{book.tax_label} {plain(book.tax_rate)} %",
    }


def _service(service: Any, book: pricing.PriceBook) -> dict[str, Any]:
    rate = book.services[service.key]
    return {
        "name": service.name,
        "text": service.description,
        "rate": pricing.rate_words(rate.rate, book.currency),
        "unit": units(service.unit, 1),
        "least": f"{rate.minimum_quantity:,}",
        "most": f"{rate.maximum_quantity:,}",
        "units": units(service.unit, rate.maximum_quantity),
    }


def _urgencies(offering: Offering) -> list[dict[str, Any]]:
    tiers = {tier.key: tier for tier in offering.book.urgencies}
    return [
        {
            "name": row.name,
            "text": row.description,
            "hours": tiers[row.key].within_hours,
            "factor": plain(tiers[row.key].multiplier),
        }
        for row in offering.urgencies
    ]


def _addon(addon: Any, book: pricing.PriceBook) -> dict[str, Any]:
    return {"name": addon.name, "text": addon.description, "price": addon_price(book, addon.key)}


def _example(offering: Offering) -> dict[str, Any] | None:
    """The first service in twice its least quantity, in five days, with the first add-on."""
    if not (offering.services and offering.qualities):
        return None
    service, now = offering.services[0], clock.now()
    quantity = offering.book.services[service.key].minimum_quantity * 4
    facts = pricing.Facts(
        service.key, offering.qualities[-1].key, quantity, now, now + dt.timedelta(days=5),
        addons=tuple(addon.key for addon in offering.addons[:1]),
    )  # fmt: skip
    quote = pricing.price(offering.book, facts)
    return {**price_lines(quote), "what": f"{service.name}, {quantity:,} {units(service.unit, quantity)}"}

"""What can be ordered and what it costs: for everybody on the services
page, for managers with all its numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agencies.rules.agencies import sees_catalog
from catalog.models import PriceBook
from catalog.pages.price import addon_price, plain, price_lines
from catalog.pricing import formula
from catalog.pricing.formula import Facts, price
from catalog.pricing.offering import Offering, current_offering
from catalog.pricing.words import rate_words, units
from project.base import clock, formatting
from project.base.access import area, public
from project.base.http import AgencyRequest, MemberRequest
from project.base.public_pages import same_for_everybody


@public
@same_for_everybody()
@require_safe
def services(request: AgencyRequest) -> HttpResponse:
    """Services with their rates, the tiers, the add-ons, and one price worked out line by line."""
    offering = current_offering(request.agency)
    context = {**catalog_context(offering), "example": _example(offering)}
    return render(request, "catalog/services.html", context)


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
        "factor_words": _("The work is multiplied by"),
    }
    return render(request, "catalog/manage.html", context)


def catalog_context(offering: Offering) -> dict[str, Any]:
    """The catalog prepared for printing."""
    book = offering.book
    return {
        "book": book,
        "services": [_service(service, book) for service in offering.services],
        "subjects": [subject.name for subject in offering.subjects],
        "qualities": [_tier(row, book.qualities[row.key].multiplier) for row in offering.qualities],
        "urgencies": _urgencies(offering),
        "addons": [_addon(addon, book) for addon in offering.addons],
        "has_minimum": bool(book.minimum_charge),
        "minimum": formatting.money(book.minimum_charge, book.currency),
        "has_surcharge": bool(book.preferred_surcharge),
        "surcharge": plain(book.preferred_surcharge),
        "has_tax": bool(book.tax_rate),
        "tax": f"{book.tax_label} {plain(book.tax_rate)} %",
    }


def _service(service: Any, book: formula.PriceBook) -> dict[str, Any]:
    rate = book.services[service.key]
    cheapest = min((tier.multiplier for tier in book.qualities.values()), default=Decimal(1))
    return {
        "name": service.name,
        "text": service.description,
        "rate": rate_words(rate.rate, book.currency),
        "from_price": rate_words(rate.rate * cheapest, book.currency),
        "unit": units(service.unit, 1),
        "least": formatting.whole(rate.minimum_quantity),
        "most": formatting.whole(rate.maximum_quantity),
        "units": units(service.unit, rate.maximum_quantity),
    }


def _urgencies(offering: Offering) -> list[dict[str, Any]]:
    tiers = {tier.key: tier for tier in offering.book.urgencies}
    return [
        {
            **_tier(row, tiers[row.key].multiplier),
            "within": row.description or _within(tiers[row.key].within_hours),
        }
        for row in offering.urgencies
    ]


def _tier(row: Any, multiplier: Decimal) -> dict[str, Any]:
    return {
        "name": row.name,
        "text": row.description,
        "factor": plain(multiplier),
        "words": multiplier_words(multiplier),
    }


def multiplier_words(multiplier: Decimal) -> str:
    """What a multiplier means for a price: 1.35 is "35 % more", 0.9 "10 % less", 1 "the usual price"."""
    percent = (multiplier - 1) * 100
    if not percent:
        return _("the usual price")
    words = _("%(percent)s %% more") if percent > 0 else _("%(percent)s %% less")
    return words % {"percent": plain(abs(percent))}


def _within(hours: int) -> str:
    days, rest = divmod(hours, 24)
    if rest or not days:
        return ngettext("Within %(n)s hour.", "Within %(n)s hours.", hours) % {"n": hours}
    return ngettext("Within %(n)s day.", "Within %(n)s days.", days) % {"n": days}


def _addon(addon: Any, book: formula.PriceBook) -> dict[str, Any]:
    return {"name": addon.name, "text": addon.description, "price": addon_price(book, addon.key)}


def _example(offering: Offering) -> dict[str, Any] | None:
    """The first service in four times its least quantity, in the last
    quality, in five days, with the first add-on."""
    if not (offering.services and offering.qualities):
        return None
    service, quality, now = offering.services[0], offering.qualities[-1], clock.now()
    rate = offering.book.services[service.key]
    quantity = min(rate.minimum_quantity * 4, rate.maximum_quantity)
    addons = offering.addons[:1]
    facts = Facts(
        service.key,
        quality.key,
        quantity,
        now,
        now + dt.timedelta(days=5),
        addons=tuple(row.key for row in addons),
    )
    amount = f"{service.name}, {formatting.whole(quantity)} {units(service.unit, quantity)}"
    what = [amount, quality.name, _("in five days"), *(row.name for row in addons)]
    return {**price_lines(price(offering.book, facts)), "what": " · ".join(what)}

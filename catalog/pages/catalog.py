"""The catalog prepared for printing: services with their rates, tiers and add-ons in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.pages.price import addon_price, plain
from catalog.pricing import formula
from catalog.pricing.formula import ServiceRate
from catalog.pricing.offering import Offering
from catalog.pricing.paces import paces
from catalog.pricing.words import rate_words, units
from project.base import formatting


def catalog_context(offering: Offering) -> dict[str, Any]:
    """The catalog prepared for printing."""
    book = offering.book
    return {
        "book": book,
        "services": [service_card(service, book) for service in offering.services],
        "subjects": [subject.name for subject in offering.subjects],
        "qualities": [tier_card(row, book.qualities[row.key].multiplier) for row in offering.qualities],
        "urgencies": _urgencies(offering),
        "addons": [_addon(addon, book) for addon in offering.addons],
        "has_minimum": bool(book.minimum_charge),
        "minimum": formatting.money(book.minimum_charge, book.currency),
        "has_surcharge": bool(book.preferred_surcharge),
        "surcharge": plain(book.preferred_surcharge),
        "has_tax": bool(book.tax_rate),
        "tax": f"{book.tax_label} {plain(book.tax_rate)} %",
    }


def service_card(service: Any, book: formula.PriceBook) -> dict[str, Any]:
    """A service with its rate, and how much of it can be ordered."""
    rate = book.services[service.key]
    cheapest = min((tier.multiplier for tier in book.qualities.values()), default=Decimal(1))
    return {
        "key": service.key,
        "name": service.name,
        "text": service.description,
        "rate": rate_words(rate.rate, book.currency),
        "from_price": rate_words(rate.rate * cheapest, book.currency),
        "from_rate": plain(rate.rate * cheapest),
        "unit": units(service.unit, 1),
        "least": formatting.whole(rate.minimum_quantity),
        "most": formatting.whole(rate.maximum_quantity),
        "units": units(service.unit, rate.maximum_quantity),
    }


def _urgencies(offering: Offering) -> list[dict[str, Any]]:
    tiers = {tier.key: tier for tier in offering.book.urgencies}
    return [
        {
            **tier_card(row, tiers[row.key].multiplier),
            "within": row.description or _within(tiers[row.key].within_hours),
        }
        for row in offering.urgencies
    ]


def pace_cards(offering: Offering) -> list[dict[str, Any]]:
    """The paces that can be ordered, with their keys; first the one without a hurry, whose key is ""."""
    known = {tier.key for tier in paces(offering.book)}
    rows = zip(offering.urgencies, _urgencies(offering), strict=True)
    usual = {
        "key": "",
        "name": _("No rush"),
        "words": multiplier_words(Decimal(1)),
        "text": _("You set the deadline in the draft; a near one costs more."),
    }
    offered = ((row.key, card) for row, card in rows if row.key in known)
    return [usual, *({**card, "key": key, "text": card["within"]} for key, card in offered)]


def quantity_words(rate: ServiceRate, quantity: int | None = None) -> str:
    """So much of a service, "1,200 words"; without a quantity how much can be ordered, "200 to 8,000
    words"."""
    if quantity is not None:
        return f"{formatting.whole(quantity)} {units(rate.unit, quantity)}"
    return _("%(least)s to %(most)s %(units)s") % {
        "least": formatting.whole(rate.minimum_quantity),
        "most": formatting.whole(rate.maximum_quantity),
        "units": units(rate.unit, rate.maximum_quantity),
    }


def tier_card(row: Any, multiplier: Decimal) -> dict[str, Any]:
    """A tier with what it means for a price."""
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

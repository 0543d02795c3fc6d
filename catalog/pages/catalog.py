"""The catalog prepared for printing: services with their rates, tiers and add-ons in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.pages.price import addon_price, plain
from catalog.pricing import formula
from catalog.pricing.formula import ServiceRate
from catalog.pricing.offering import Offering
from catalog.pricing.paces import paces
from catalog.pricing.words import rate_words, units
from project.base import formatting


@dataclass(frozen=True)
class ServiceCard:
    """A service with its rate, how much of it can be ordered, and where its page and its price are."""

    key: str
    name: str
    text: str
    rate: str
    from_price: str
    from_rate: str
    unit: str
    units: str
    least: str
    most: str
    url: str
    price_url: str


@dataclass(frozen=True)
class Shared:
    """What all prices share: the smallest order, the percent for a named writer, the tax and whether it is
    included, "" for none; what is off for several pieces together, tier by tier."""

    minimum: str
    surcharge: str
    tax: str
    tax_included: bool
    volumes: tuple[str, ...]


def catalog_context(offering: Offering) -> dict[str, Any]:
    """The catalog prepared for printing."""
    book = offering.book
    return {
        **services_context(offering),
        "book": book,
        "subjects": [subject.name for subject in offering.subjects],
        "qualities": [tier_card(row, book.qualities[row.key].multiplier) for row in offering.qualities],
        "urgencies": _urgencies(offering),
        "addons": [_addon(addon, book) for addon in offering.addons],
        "volumes": [
            {"name": row.name, "text": row.description, "words": words} for row, words in _volumes(offering)
        ],
        "languages": [{"name": row.name, "code": row.key} for row in offering.languages],
        "minimum": formatting.money(book.minimum_charge, book.currency),
        "surcharge": plain(book.preferred_surcharge),
        "tax": tax_words(book) or _("None"),
    }


def _volumes(offering: Offering) -> list[tuple[Any, str]]:
    tiers = {tier.key: tier for tier in offering.book.volumes}
    return [(row, volume_words(tiers[row.key])) for row in offering.volumes]


def volume_words(tier: formula.VolumeTier) -> str:
    """What is off, and from how many pieces that are commissioned together: "5% off from 10 pieces"."""
    return _("%(percent)s%% off from %(pieces)s pieces") % {
        "percent": plain(tier.percent),
        "pieces": formatting.whole(tier.from_pieces),
    }


def tax_words(book: formula.PriceBook) -> str:
    """The tax of a price list, and whether its prices hold it; "" for none."""
    if not book.tax_rate:
        return ""
    tax = {"tax": f"{book.tax_label} {plain(book.tax_rate)}%"}
    return (
        _("%(tax)s, included in prices") if book.prices_include_tax else _("%(tax)s, added to prices")
    ) % tax


def services_context(offering: Offering) -> dict[str, Any]:
    """The services of the catalog, and what all prices share."""
    book, here = offering.book, reverse("catalog:services")
    return {
        "services": [service_card(service, book, here) for service in offering.services],
        "shared": Shared(
            minimum=formatting.money(book.minimum_charge, book.currency) if book.minimum_charge else "",
            surcharge=plain(book.preferred_surcharge) if book.preferred_surcharge else "",
            tax=f"{book.tax_label} {plain(book.tax_rate)}%" if book.tax_rate else "",
            tax_included=book.prices_include_tax,
            volumes=tuple(volume_words(tier) for tier in book.volumes),
        ),
    }


def service_card(service: Any, book: formula.PriceBook, here: str) -> ServiceCard:
    """The service by this price book; `from_price` is that in the cheapest quality, `here` the address of all
    services."""
    rate = book.services[service.key]
    cheapest = min((tier.multiplier for tier in book.qualities.values()), default=Decimal(1))
    return ServiceCard(
        key=service.key,
        name=service.name,
        text=service.description,
        rate=rate_words(rate.rate, book.currency),
        from_price=rate_words(rate.rate * cheapest, book.currency),
        from_rate=plain(rate.rate * cheapest),
        unit=units(service.unit, 1),
        units=units(service.unit, rate.maximum_quantity),
        least=formatting.whole(rate.minimum_quantity),
        most=formatting.whole(rate.maximum_quantity),
        url=f"{here}{service.key}/",
        price_url=f"{here}?service={service.key}#calculator",
    )


def _urgencies(offering: Offering) -> list[dict[str, str]]:
    tiers = {tier.key: tier for tier in offering.book.urgencies}
    return [
        {
            **tier_card(row, tiers[row.key].multiplier),
            "within": row.description or _within(tiers[row.key].within_hours),
        }
        for row in offering.urgencies
    ]


def pace_cards(offering: Offering) -> list[dict[str, str]]:
    """The paces that can be ordered, with their keys; first the one without a hurry, whose key is ""."""
    known = {tier.key for tier in paces(offering.book)}
    rows = zip(offering.urgencies, _urgencies(offering), strict=True)
    usual = {
        "key": "",
        "name": _("No rush"),
        "words": multiplier_words(Decimal(1)),
        "text": _("You set the deadline in the draft. A tight deadline costs more."),
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


def tier_card(row: Any, multiplier: Decimal) -> dict[str, str]:
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
    words = _("%(percent)s%% more") if percent > 0 else _("%(percent)s%% less")
    return words % {"percent": plain(abs(percent))}


def _within(hours: int) -> str:
    days, rest = divmod(hours, 24)
    if rest or not days:
        return ngettext("Within %(n)s hour.", "Within %(n)s hours.", hours) % {"n": hours}
    return ngettext("Within %(n)s day.", "Within %(n)s days.", days) % {"n": days}


def _addon(addon: Any, book: formula.PriceBook) -> dict[str, Any]:
    return {"name": addon.name, "text": addon.description, "price": addon_price(book, addon.key)}

"""The public page of one service: what it costs, by prices that are worked out like any other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from catalog.forms.calculator import BEGINS_WITH
from catalog.models import ServiceType
from catalog.pages.catalog import quantity_words, service_card
from catalog.pages.price import price_lines
from catalog.pricing.formula import Facts, Price, PricingProblem, ServiceRate, price
from catalog.pricing.offering import Offering
from catalog.pricing.paces import latest_deadline
from project.base.money import format_money

#: How many times the least quantity the examples are for.
SIZES = (1, BEGINS_WITH, 10)


def service_context(offering: Offering, service: ServiceType, now: dt.datetime) -> dict[str, Any]:
    """The service, and what it costs in a few quantities in each quality, without a hurry or add-ons. The
    middle quantity in the first quality comes line by line. No queries."""
    book = offering.book
    rate = book.services[service.key]
    sizes = _sizes(rate)
    middle = sizes[len(sizes) // 2]
    shown = _price(offering, rate, middle, offering.qualities[0].key, now)
    return {
        "service": service_card(service, book, reverse("catalog:services")),
        "currency": book.currency,
        "qualities": [row.name for row in offering.qualities],
        "examples": [_row(offering, rate, size, now) for size in sizes],
        "worked_out": price_lines(shown) if shown else None,
        "what": f"{quantity_words(rate, middle)}, {offering.qualities[0].name}",
        "tax": book.tax_label if book.tax_rate else "",
        "tax_included": book.prices_include_tax,
    }


def _sizes(rate: ServiceRate) -> list[int]:
    return sorted({min(rate.minimum_quantity * times, rate.maximum_quantity) for times in SIZES})


def _row(offering: Offering, rate: ServiceRate, quantity: int, now: dt.datetime) -> dict[str, Any]:
    cells = []
    for quality in offering.qualities:
        found = _price(offering, rate, quantity, quality.key, now)
        choice = {"service": rate.key, "quantity": str(quantity), "quality": quality.key}
        cells.append(
            {
                "total": format_money(found.total, found.currency) if found else "",
                "query": urlencode(choice),
            }
        )
    return {"quantity": quantity_words(rate, quantity), "cells": cells}


def _price(
    offering: Offering, rate: ServiceRate, quantity: int, quality: str, now: dt.datetime
) -> Price | None:
    """None for more than one order can hold."""
    deadline = latest_deadline(None, offering.book, now)
    try:
        return price(offering.book, Facts(rate.key, quality, quantity, now, deadline))
    except PricingProblem:
        return None

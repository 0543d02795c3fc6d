"""The live price of a draft, as the editor prints it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.rules.working_hours import Calendar, calendar_of, closing_from
from catalog.pages.catalog import quantity_words
from catalog.pages.price import price_lines
from catalog.pricing.formula import Facts, PriceBook, PricingProblem
from catalog.pricing.offering import current_offering
from catalog.pricing.price_comparison import cheaper
from drafts.forms.draft_price import PRICE_FIELDS, PriceForm
from drafts.pricing.draft_price import price_now, pricing_facts
from drafts.pricing.lead_time import realistic_deadline
from project.base import clock
from project.base.http import MemberRequest
from project.base.money import format_money

#: Ways to save that are shown.
MOST_SAVINGS = 8


def price_context(
    request: MemberRequest, form: PriceForm, facts: dict[str, Any], *, reverse_charge: bool, volume: int
) -> dict[str, Any]:
    """The price of cleaned form values, or what is still missing for one. With `reverse_charge` the client
    accounts for the tax. No queries."""
    offering, now = current_offering(request.agency), clock.now()
    service, quality, deadline = facts.get("service"), facts.get("quality"), facts.get("deadline")
    wanted = pricing_facts(
        offering,
        service_id=service.pk if service else None,
        quality_id=quality.pk if quality else None,
        quantity=facts.get("quantity"),
        deadline=deadline,
        addon_ids=[row.pk for row in facts.get("addons", [])],
        preferred_writer=bool(facts.get("preferred_writer")),
        reverse_charge=reverse_charge,
        volume=volume,
        now=now,
    )
    realistic = _realistic(request.agency, offering.book, wanted, now)
    common = {
        "quantity_help": quantity_help(offering.book, wanted.service),
        "realistic": realistic,
        "tight": bool(realistic and deadline and deadline < realistic),
        "offer_realistic": bool(realistic and (deadline is None or deadline < realistic)),
    }
    missing = _missing(form)
    try:
        quote = price_now(offering, wanted, deadline)
    except PricingProblem as problem:
        missing = {**problem.errors, **missing}
    if missing:
        return {**common, "missing": list(missing.values())}
    return {
        **common,
        "price": price_lines(quote),
        "seen": {"total": quote.total, "book": offering.book_id, "at": now.isoformat(timespec="seconds")},
        "savings": _savings(request.agency, offering.book, wanted, quote.total),
        "no_deadline": deadline is None,
    }


def _realistic(agency: Agency, book: PriceBook, wanted: Facts, now: dt.datetime) -> dt.datetime | None:
    service = book.services.get(wanted.service)
    if service is None or not service.minimum_quantity <= wanted.quantity <= service.maximum_quantity:
        return None
    return realistic_deadline(
        service.unit, wanted.quantity, now, calendar=calendar_of(agency), review=agency.editorial_review
    )


def _missing(form: PriceForm) -> dict[str, str]:
    """What stands in a field of the price but cannot be read, by field."""
    refused = [name for name in PRICE_FIELDS if form.is_bound and name in form.errors]
    return {name: f"{form.fields[name].label}: {form.errors[name][0]}" for name in refused}


def _savings(agency: Agency, book: PriceBook, wanted: Facts, total: Decimal) -> list[dict[str, Any]]:
    """The largest, each with what its button puts into the form. A later deadline is one of the agency's: the
    closing of a working day, as the realistic one is."""
    rows: list[dict[str, Any]] = []
    settled = partial(_closing, calendar_of(agency))
    for saving in cheaper(book, wanted, total, settled=settled)[:MOST_SAVINGS]:
        row: dict[str, Any] = {"what": saving.what, "saves": format_money(saving.saves, book.currency)}
        row |= {"addon": saving.addon, "quality": saving.quality, "unnamed": saving.unnamed}
        if not (saving.addon or saving.quality or saving.unnamed):
            row["deadline"] = saving.facts.deadline
        rows.append(row)
    return rows


def _closing(calendar: Calendar, moment: dt.datetime) -> dt.datetime:
    try:
        return closing_from(calendar, moment)
    except ValueError:  # closed for longer than anybody plans: no hour is better than another
        return moment


def quantity_help(book: PriceBook, service: str) -> str:
    """How much of a service can be ordered, in words."""
    rate = book.services.get(service)
    if rate is None:
        return _("Counted in words, pages, hours or items, depending on the service.")
    return quantity_words(rate)

"""The templates of price lists, to choose from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from catalog.pricing.words import rate_words, units
from catalog.states.templates import TEMPLATES, Template

#: Services of a template that are named before it is chosen.
SHOWN = 5


def template_rows(agency: Agency) -> list[dict[str, Any]]:
    """Every template with its first services, in the agency's currency."""
    return [_row(template, agency.currency) for template in TEMPLATES.values()]


def _row(template: Template, currency: str) -> dict[str, Any]:
    services = [
        {"name": name, "price": _price(rate, unit, currency)}
        for _key, name, unit, rate, *_rest in template.services[:SHOWN]
    ]
    return {
        "key": template.key,
        "label": template.label,
        "text": template.text,
        "services": services,
        "more": _more(len(template.services) - len(services), len(template.addons)),
    }


def _price(rate: str, unit: str, currency: str) -> str:
    amount = rate_words(Decimal(rate), currency)
    return _("%(amount)s per %(unit)s") % {"amount": amount, "unit": units(unit, 1)}


def _more(services: int, addons: int) -> str:
    parts = []
    if services:
        parts.append(
            ngettext("%(n)s more service", "%(n)s more services", services) % {"n": services},
        )
    if addons:
        parts.append(ngettext("%(n)s add-on", "%(n)s add-ons", addons) % {"n": addons})
    return ", ".join(parts)

"""A priced choice that is about to become a draft, prepared for printing."""

from __future__ import annotations

from typing import Any

from django.utils.http import urlencode

from catalog.pages.calculator import choice_words, chosen
from catalog.pages.price import price_lines
from drafts.forms.calculator import PricedChoiceForm
from project.base.money import format_money


def choice_context(form: PricedChoiceForm) -> dict[str, Any]:
    """What a valid choice says and costs now; `earlier` is what the calculator said, "" for the same."""
    price, seen = form.price, form.cleaned_data["total"]
    assert price is not None
    choice = chosen(form)
    return {
        "facts": choice_words(form),
        "price": price_lines(price),
        "earlier": format_money(seen, price.currency) if seen not in (None, price.total) else "",
        "choice": choice,
        "query": urlencode([(name, value) for name, value in choice if name != "total"]),
    }

"""The public calculator prepared for printing: its fields, the price, and how the visitor goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalog.forms.calculator import FIELDS, CalculatorForm
from catalog.pages.catalog import pace_cards, quantity_words, tier_card
from catalog.pages.price import addon_price, price_lines
from clients.rules.accounts import is_client, orders_somewhere
from project.base.http import AgencyRequest


@dataclass(frozen=True)
class Card:
    """Something to choose: what it is called, and in `words` what it means for the price."""

    key: str
    name: str
    words: str
    text: str
    chosen: bool


def calculator_context(request: AgencyRequest, form: CalculatorForm) -> dict[str, Any]:
    """What the calculator prints for a bound form. Asks the database nothing for a visitor, and for a client
    whether there is anybody to order for."""
    rate = form.offering.book.services.get(str(form["service"].value()))
    return {
        "form": form,
        "said": {name: " ".join(map(str, form.errors.get(name, ()))) for name in FIELDS},
        "services": _picked(form, "service", _services(form)),
        "qualities": _picked(form, "quality", _qualities(form)),
        "paces": _picked(form, "pace", pace_cards(form.offering)),
        "addons": _picked(form, "addons", _addons(form)),
        "quantity_help": quantity_words(rate) if rate else "",
        **_priced(request, form),
    }


def _services(form: CalculatorForm) -> list[dict[str, str]]:
    return [{"key": row.key, "name": row.name} for row in form.offering.services]


def _qualities(form: CalculatorForm) -> list[dict[str, str]]:
    book = form.offering.book
    return [
        {**tier_card(row, book.qualities[row.key].multiplier), "key": row.key}
        for row in form.offering.qualities
    ]


def _addons(form: CalculatorForm) -> list[dict[str, str]]:
    book = form.offering.book
    return [
        {"key": row.key, "name": row.name, "text": row.description, "words": addon_price(book, row.key)}
        for row in form.offering.addons
    ]


def _picked(form: CalculatorForm, name: str, cards: list[dict[str, str]]) -> list[Card]:
    """The cards of a field, each with whether it is chosen."""
    value = form[name].value()
    chosen = value if isinstance(value, list) else [value or ""]
    return [
        Card(card["key"], card["name"], card.get("words", ""), card.get("text", ""), card["key"] in chosen)
        for card in cards
    ]


def _priced(request: AgencyRequest, form: CalculatorForm) -> dict[str, Any]:
    if not form.is_valid() or form.price is None:
        return {"price": None}
    choice = chosen(form)
    return {
        "price": price_lines(form.price),
        "choice": choice,
        "next": f"{reverse('drafts:draft_from_price')}?{urlencode(choice)}",
        "way": way_on(request),
    }


def chosen(form: CalculatorForm) -> list[tuple[str, str]]:
    """What a valid form says and what it costs, as names and values: for an address, or for hidden fields."""
    cleaned, price = form.cleaned_data, form.price
    assert price is not None
    pace = cleaned["pace"]
    return [
        ("service", cleaned["service"].key),
        ("quantity", str(cleaned["quantity"])),
        ("quality", cleaned["quality"].key),
        ("pace", pace.key if pace else ""),
        *(("addons", row.key) for row in cleaned["addons"]),
        ("total", str(price.total)),
    ]


def way_on(request: AgencyRequest) -> str:
    """How whoever looks comes from a price to an order: "sign_up" (or signs in), "join" for somebody of
    another agency, "order"; or why not: "reader" of accounts that others order for, "other_role"."""
    if not request.user.is_authenticated:
        return "sign_up"
    if request.member is None:
        return "join"
    if not is_client(request.viewer):
        return "other_role"
    return "order" if orders_somewhere(request.viewer) else "reader"


def choice_words(form: CalculatorForm) -> list[dict[str, str]]:
    """What a valid form says, as label and value."""
    cleaned, book = form.cleaned_data, form.offering.book
    service = cleaned["service"]
    rate = book.services[service.key]
    pace = next((card for card in pace_cards(form.offering) if card["key"] == _key(cleaned["pace"])), None)
    facts = [
        (_("Service"), service.name),
        (_("Quantity"), quantity_words(rate, cleaned["quantity"])),
        (_("Quality"), cleaned["quality"].name),
        (_("Urgency"), pace["name"] if pace else ""),
        (_("Add-ons"), ", ".join(row.name for row in cleaned["addons"])),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _key(pace: Any) -> str:
    return pace.key if pace else ""

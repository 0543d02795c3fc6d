"""What a body says of the terms of a quote, read by the form of the page: rows of lists become its fields,
and what is wrong with those is told under the places of the lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.models import Membership
from catalog.pricing.terms import Terms
from project.base.api.fields import number_text
from project.base.errors import Invalid
from quotes.forms.quote_terms import LINE_KEY, TermsForm, next_keys
from quotes.models import OrderQuote
from quotes.pages.preparing import people_for
from quotes.pricing.quote_terms import terms_of

#: The beginning of a field's name in the form -> the name in the body.
OWN = {"own-label": "label", "own-why": "reason", "own-amount": "amount"}
PARTS = {"delta": "amount", "why": "reason", **OWN}


class Agreed(NamedTuple):
    """What is stored beside the commission."""

    terms: Terms
    assumptions: str
    addressee: Membership


def agreed_of(quote: OrderQuote, body: Mapping[str, Any], now: dt.datetime) -> Agreed:
    """The terms of the body, those that are stored where it says nothing. Raises Invalid."""
    stored = terms_of(quote.terms.all())
    changes = body.get("adjustments", [_change(row) for row in stored.adjustments])
    customs = _keyed(body.get("customs", [_own(row) for row in stored.customs]))
    _refuse_strange([row["line"] for row in changes])
    data = QueryDict(mutable=True)
    data.update({**_plain(quote, stored, body), "valid_until": now.strftime("%Y-%m-%dT%H:%M")})
    data.setlist("line", [row["line"] for row in changes])
    data.setlist("own", [row["key"] for row in customs])
    for row in changes:
        amount = f"{row['amount']:.2f}"
        data.update({f"delta:{row['line']}": amount, f"why:{row['line']}": row["reason"]})
    for row in customs:
        data.update({f"{part}:{row['key']}": row[name] for part, name in OWN.items()})
    form = TermsForm(data, terms=stored, people=people_for(quote))
    if not form.is_valid():
        raise Invalid(_errors(form, [row["line"] for row in changes], [row["key"] for row in customs]))
    return Agreed(form.terms, form.cleaned_data["assumptions"], form.person)


def _change(row: Any) -> dict[str, Any]:
    return {"line": f"{row.kind}:{row.key}", "amount": row.delta, "reason": row.reason}


def _own(row: Any) -> dict[str, Any]:
    return {"key": row.key, "label": row.label, "reason": row.reason, "amount": row.amount}


def _keyed(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each with a key, and its amount as text."""
    known = [row["key"] for row in rows if "key" in row]
    new = iter(next_keys(known, len(rows) - len(known)))
    return [{**row, "key": row.get("key") or next(new), "amount": f"{row['amount']:.2f}"} for row in rows]


def _plain(quote: OrderQuote, stored: Terms, body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that stand alone. A discount of one kind takes the place of one of the other."""
    discounts: dict[str, Any] = {
        "discount": stored.discount,
        "discount_percent": number_text(stored.discount_percent),
    }
    if sent := {name: body[name] for name in discounts if name in body}:
        discounts = {name: sent.get(name, 0) for name in discounts}
    return {
        **{name: str(value) if float(value) else "" for name, value in discounts.items()},
        "assumptions": body.get("assumptions", quote.assumptions),
        "addressee": body.get("addressee", quote.addressee.public_id),
    }


def _refuse_strange(lines: Sequence[str]) -> None:
    """Raises Invalid for what is no name of a line, or stands twice."""
    wrong = {
        f"adjustments.{at}.line": _("Enter the kind and the key of a line, such as “work:article”, once.")
        for at, line in enumerate(lines)
        if not LINE_KEY.fullmatch(line) or line in lines[:at]
    }
    if wrong:
        raise Invalid(wrong)


def _errors(form: TermsForm, lines: Sequence[str], keys: Sequence[str]) -> dict[str, Any]:
    places = {line: f"adjustments.{at}" for at, line in enumerate(lines)}
    owns = {key: f"customs.{at}" for at, key in enumerate(keys)}
    found: dict[str, Any] = {}
    for name, texts in form.errors.items():
        part, _sign, key = name.partition(":")
        place = (owns if part.startswith("own-") else places).get(key, "")
        field = f"{place}.{PARTS[part]}" if part in PARTS and place else re.sub("^__all__$", "", name)
        found[field] = [str(text) for text in texts]
    return found

"""Each door stores composed text (NFC): every field of every form, of every body of the API, and what comes
otherwise. What looks equal is equal, whatever keyboard it was typed on."""

from __future__ import annotations

import ast
import datetime as dt
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from rest_framework import serializers

from agencies.actions.agencies import create_agency
from agencies.files.names import clean_name, fitting_name
from project.base.api.fields import Text
from project.base.fields import BodyField, LineField
from project.settings.base import OUR_APPS
from tests.helpers.cast import Cast
from tests.orders.helpers.support import upload

#: As a Mac's file names, some keyboards of India and programs that take letters apart give it; also one whose
#: composed form is longer, and one that is composed only once a mark of direction between is gone.
APART = "Café Việt हिन्दी़ 각 क़ e\u202e\u0301"
TAKEN_APART = unicodedata.normalize("NFD", APART)
ROOT = Path(settings.BASE_DIR)
#: Fields of Django's own that are no text of people: keys, passwords, an address that has to stay as it is;
#: and the classes that everything else uses.
PLAIN = {
    "catalog/forms/price_rows.py": {"NumberField", "key"},
    "catalog/forms/languages.py": {"key"},
    "agencies/forms/banking.py": {"IbanField", "BicField"},
    "writers/forms/feedback_verdict.py": {"rubric"},
    "orders/forms/messages.py": {"key"},
    "orders/forms/extensions.py": {"ask"},
    "orders/forms/ledger.py": {"key"},
    "accounts/forms/entrance.py": {"password1", "password2"},
    "accounts/forms/factors.py": {"password"},
    "accounts/forms/operators.py": {"password"},
    "clients/forms/style_guides.py": {"link"},
    "support/forms/tickets.py": {"key", "seen"},
    "cohorts/forms/member_portal.py": {"key"},
    "cohorts/forms/sessions.py": {"to"},
    "analytics/forms/asked.py": {"return"},
    "project/base/fields.py": {"LineField", "BodyField", "MailField", "WholeNumberField", "AmountField"},
    "project/base/api/fields.py": {"Text", "Money", "Key"},
    "project/ui_page.py": {"title", "email", "brief"},
}
DJANGOS = {"CharField", "EmailField", "URLField", "RegexField", "SlugField"}


def is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def modules(*layers: str) -> Iterator[Path]:
    for app in (*OUR_APPS, "project"):
        folder = ROOT / app.split(".")[0]
        for layer in layers:
            yield from folder.glob(f"{layer}.py")
            yield from folder.glob(f"{layer}/**/*.py")


def subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for found in kind.__subclasses__():
        yield found
        yield from subclasses(found)


def every_form() -> dict[str, type[forms.BaseForm]]:
    for path in modules("forms"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    ours = tuple(app.split(".")[0] for app in OUR_APPS)
    found = subclasses(forms.BaseForm)
    return {f"{form.__module__}.{form.__name__}": form for form in found if form.__module__.startswith(ours)}


def text_fields() -> dict[str, forms.CharField]:
    return {
        f"{form}.{name}": field
        for form, kind in every_form().items()
        for name, field in kind.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, (LineField, BodyField))
    }


def cleaned(field: Any, typed: str) -> str | None:
    """What a field makes of it; None for a refusal."""
    try:
        return str(field.clean(typed))
    except ValidationError:
        return None


def test_each_field_of_each_form_composes_what_is_typed() -> None:
    fields = text_fields()
    results = {name: cleaned(field, TAKEN_APART) for name, field in fields.items()}

    assert len(fields) > 80
    assert {name for name, text in results.items() if text and not is_composed(text)} == set()
    assert sum(text is not None for text in results.values()) > 60


def calls(path: Path) -> Iterator[str]:
    """The names of fields and classes in a module that are made of Django's own text fields."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and any(_name(base) in DJANGOS for base in node.bases):
            yield node.name
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.Return) and isinstance(value, ast.Call):
            target = getattr(getattr(node, "targets", [None])[0], "id", "return")
            yield from [target] if _name(value.func) in DJANGOS else []


def _name(node: ast.expr) -> str:
    """The field's name where it is one of a form or a serializer, not of a model."""
    whose = getattr(getattr(node, "value", None), "id", "")
    return getattr(node, "attr", "") if whose in ("forms", "serializers") else ""


def test_no_field_of_people_is_djangos_own() -> None:
    found = {
        str(path.relative_to(ROOT)): set(calls(path))
        for path in [
            *modules("forms", "api", "views", "actions"),
            *sorted((ROOT / "project").glob("**/*.py")),
        ]
    }

    assert {path: names for path, names in found.items() if names} == PLAIN


def bodies() -> dict[str, type[serializers.Serializer]]:
    """The bodies of all endpoints, and those within them."""
    found = {}
    for pattern in _patterns(get_resolver().url_patterns):
        for action in getattr(pattern.callback, "actions", {}).values():
            endpoint = getattr(getattr(pattern.callback.cls, action), "endpoint", None)
            for body in (endpoint.body, endpoint.query) if endpoint else ():
                found.update(_within(body) if body else {})
    return found


def _patterns(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        yield from _patterns(inner) if inner is not None else [pattern]


def _within(body: type[Any]) -> dict[str, type[Any]]:
    found = {f"{body.__module__}.{body.__name__}": body}
    for field in body().fields.values():
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer):
            found |= _within(type(inner))
    return found


def test_each_text_of_the_api_composes_what_is_sent() -> None:
    fields = {
        f"{name}.{key}": getattr(field, "child", field)
        for name, body in bodies().items()
        for key, field in body().fields.items()
    }
    texts = {name: field for name, field in fields.items() if isinstance(field, Text)}

    assert len(texts) > 80
    for name, field in texts.items():
        try:
            assert is_composed(field.run_validation(TAKEN_APART)), name
        except serializers.ValidationError:
            continue
    others = [field for field in fields.values() if isinstance(field, serializers.CharField)]
    assert {type(field).__name__ for field in others if not isinstance(field, Text)} <= {
        *("Key", "Id", "Number", "QuoteNo", "TicketNo", "Slug", "Money", "Precise")
    }


def test_a_limit_counts_what_is_stored() -> None:
    """A letter may be longer composed than apart."""
    assert cleaned(LineField(max_length=3), "\u0958" * 3) is None
    assert cleaned(LineField(max_length=3), "e\u0301" * 3) == "ééé"


def test_names_of_files() -> None:
    name = unicodedata.normalize("NFD", "Résumé Việt.txt")

    assert clean_name(name) == unicodedata.normalize("NFC", name)
    assert is_composed(fitting_name(upload(name, b"x").name or "", "text/plain"))


@pytest.mark.django_db
def test_an_agency_of_the_command_line(cast: Cast) -> None:
    agency, _token = create_agency(
        name=unicodedata.normalize("NFD", "Éditions Ålesund"),
        host="editions.localhost",
        owner_email="owner@editions.example",
        code="EDA",
        currency="EUR",
        timezone="Europe/Paris",
        now=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    )

    agency.refresh_from_db()
    assert agency.name == "Éditions Ålesund"

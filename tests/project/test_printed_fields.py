"""Each field that stands on a document takes every common script, and refuses by name what cannot print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms

from accounts.forms.entrance import name_field
from accounts.forms.profile import ProfileForm
from billing.forms.invoices import BillingForm, InvoicingForm
from catalog.forms import price_rows
from drafts.forms.drafts import DraftForm
from orders.forms.ledger import ChangeForm
from quotes.forms import quotes
from tests.agencies.pages.test_pdf_text import SCRIPTS

FIELDS: dict[str, Callable[[], forms.Field]] = {
    **{
        f"{form.__name__}.{name}": lambda form=form, name=name: form.base_fields[name]
        for form, names in {
            InvoicingForm: (
                *("name", "address", "tax_number", "payment_text", "account_holder"),
                "reverse_charge_note",
            ),
            BillingForm: ("name", "address", "tax_number"),
            ProfileForm: ("public_name",),
            DraftForm: ("title", "brief", "audience", "purpose", "tone", "format", "citation_style"),
            ChangeForm: ("note",),
        }.items()
        for name in names
    },
    "sign-up name": name_field,
}


def forms_of(module: Any) -> list[type[Any]]:
    named = [form for form in vars(module).values() if isinstance(form, type)]
    return [form for form in named if issubclass(form, forms.BaseForm) and form.__module__ == module.__name__]


FIELDS |= {
    f"{form.__name__}.{name}": lambda form=form, name=name: form.base_fields[name]
    for form in [*forms_of(price_rows), *forms_of(quotes)]
    for name in ("name", "tax_label", "assumptions")
    if name in form.base_fields
}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_a_printed_field_takes_what_prints_and_names_what_does_not(field: Callable[[], forms.Field]) -> None:
    kind = field()
    for words in SCRIPTS.values():
        assert kind.clean(words[:20].strip())

    with pytest.raises(forms.ValidationError) as refused:
        kind.clean("Café བོད")

    assert "can’t be shown on documents: བ ོ ད" in str(refused.value.messages)

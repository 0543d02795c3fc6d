"""What imports bring goes again by the thousand: for each row that goes, every table that could name it is
looked through by an index."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model

from agencies.hooks import marked_kinds
from agencies.models import Invitation
from catalog.models import DraftedThing
from clients.models import ClientAccount
from orders.models import Order
from project.base.hanging import naming

BROUGHT = (ClientAccount, DraftedThing, Invitation, Order)
TABLES = sorted(
    {model for kind in marked_kinds if kind.model in BROUGHT for model in (kind.model, *kind.parts)},
    key=lambda model: model._meta.label,
)


def is_found(field: Any) -> bool:
    """Whether an index leads with the key, alone or within its agency."""
    options = field.model._meta
    led = [list(index.fields) for index in options.indexes]
    led += [list(rule.fields) for rule in options.constraints if getattr(rule, "fields", None)]
    # Of what leads with an expression no field is named.
    named = {tuple(name.lstrip("-") for name in fields[:2]) for fields in led if fields}
    whole = any(names[0] == field.name or names == ("agency", field.name) for names in named)
    return field.db_index or field.unique or whole


@pytest.mark.parametrize("model", TABLES)
def test_every_key_that_names_it_has_an_index(model: type[Model]) -> None:
    assert [str(field) for field in naming(model) if not is_found(field)] == []

"""Editing the catalog on its pages: form, preview, save; what is refused, and where it says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.cast import Cast
from tests.orders.catalogs import current, field_of, fields, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

SERVICES = "/desk/catalog/services/"


def test_from_the_form_to_the_next_version(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = fields(client.get(SERVICES).content.decode())
    sent[field_of(sent, "article", "rate")] = "0.26"

    preview = client.post(SERVICES, sent | {"do": "preview"})
    body = preview.content.decode()
    assert preview.status_code == 200
    assert "€0.24" in body and "€0.26" in body
    assert current(cast.max).version == 1

    saved = client.post(SERVICES, fields(body) | {"do": "save"})
    assert (saved.status_code, saved.headers["Location"]) == (302, "/desk/catalog/#services")
    assert current(cast.max).version == 2
    assert next(row for row in stored(cast.max, "services") if row["key"] == "article")["rate"] == Decimal("0.26")
    assert "€0.26" in client.get("/desk/catalog/").content.decode()
    history = client.get("/desk/catalog/versions/").content.decode()
    assert "Max O." in history and "€0.26" in history

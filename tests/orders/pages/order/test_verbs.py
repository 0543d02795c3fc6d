"""The doors of verbs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.pages.order.verbs import DOORS


@pytest.mark.parametrize("verb", DOORS)
def test_a_door_is_where_its_address_is(verb: str) -> None:
    for number in ("INK-2026-00042", "NORTHW-2027-12345678"):
        assert DOORS[verb].url(number) == reverse(DOORS[verb].url_name, args=[number])

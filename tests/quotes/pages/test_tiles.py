"""The figures of quotes above the lists of orders: whose quotes they count, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.helpers.cast import Cast
from tests.quotes.helpers.quote_pages import CLIENTS, DESK, asked, begun, sent

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def tile(client: Client, path: str, label: str) -> dict[str, Any]:
    return next(tile for tile in client.get(path).context["tiles"] if str(tile["label"]) == label)


def test_the_client_counts_those_that_wait_for_an_answer(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.clara)
    assert tile(client, "/orders/", "Quotes to respond to") == {
        "name": "tile_quotes",
        "value": "0",
        "label": "Quotes to respond to",
        "url": f"{CLIENTS}?tab=answer",
        "icon": "file-text",
        "tone": "",
    }

    asked(cast), begun(cast), sent(cast)

    found = tile(client, "/orders/", "Quotes to respond to")
    assert (found["value"], found["tone"]) == ("1", "warn")
    assert len(client.get(found["url"]).context["page"].rows) == 1
    assert tile(sign_in(cast.nick), "/orders/", "Quotes to respond to")["value"] == "0"


def test_the_desk_counts_those_that_it_has_to_prepare(cast: Cast, sign_in: SignIn) -> None:
    asked(cast), begun(cast), sent(cast)

    for path in ("/desk/", "/desk/?view=board"):
        found = tile(sign_in(cast.sam), path, "Quotes to prepare")
        assert (found["value"], found["url"], found["tone"]) == ("2", DESK, "warn"), path
    assert tile(sign_in(cast.mara), "/desk/", "Quotes to prepare")["value"] == "0"

"""What is searched by many words costs what it costs by a few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from project.base.search import MAX_WORDS
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import make_draft

pytestmark = pytest.mark.django_db

SEARCHES = {
    "max": (
        "/desk/?q=",
        "/desk/?view=board&q=",
        "/desk/?client=",
        "/desk/?writer=",
        "/desk/quotes/?q=",
        "/desk/quotes/new/?q=",
        "/desk/revisions/?tab=all&q=",
        "/search/?q=",
    ),
    "clara": (
        "/orders/?q=",
        "/orders/drafts/?q=",
        "/orders/presets/?q=",
        "/orders/quotes/?q=",
        "/orders/revisions/?q=",
        "/search/?q=",
    ),
}
#: Characters of the longest statement of a page.
LONGEST = 30_000


def asked(client: Any, address: str) -> tuple[int, int]:
    """How many statements a page needs, and how long they are together."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries), max(len(query["sql"]) for query in queries)


@pytest.mark.parametrize(
    ("who", "address"), [(who, address) for who, addresses in SEARCHES.items() for address in addresses]
)
def test_forty_words_cost_what_eight_cost(cast: Cast, who: str, address: str) -> None:
    make_draft(cast.clara)
    client = browser(getattr(cast, who))
    client.get(f"{address}a")
    few = asked(client, address + "+".join("abcdefgh"[:MAX_WORDS]))

    many = asked(client, address + "+".join("abcdefghijklmnopqrst" * 2))

    assert many[0] == few[0]
    assert many[1] <= few[1] * 1.5  # a name is one text, and as long as it is
    assert many[1] < LONGEST

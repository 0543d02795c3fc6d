"""Work before chrome: a dozen rows beneath the bars of a small laptop, the first one high up on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize

from drafts.models import OrderDraft
from project.base import clock
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, make_draft
from tests.helpers.many import copies
from tests.helpers.story import Story

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAPTOP = ViewportSize(width=1440, height=900)
#: Rows that fit on a laptop, and where the first one begins on a phone, in pixels.
DOZEN, HIGH = 12, 420
#: Height of the first row from the top of the page, and how many rows are whole on the screen.
SEEN = """() => {
    const boxes = [...document.querySelectorAll("#main tbody tr")].map((row) => row.getBoundingClientRect());
    return [Math.round(boxes[0].top), boxes.filter((box) => box.bottom <= innerHeight).length];
}"""


def stock(cast: Cast) -> None:
    """Thirteen orders with a long title that Wendell writes, an offer to him, and fourteen drafts."""
    now = clock.now().replace(microsecond=0)
    long = "A story of the harbour, its pilots, its lights and its weather, told by those who stayed"
    Story(cast, title="A story that nobody has taken yet", now=now - DAY).offered()
    copies(Story(cast, title=long, now=now - DAY).assigned().order, 12)
    for _number in range(14):
        make_draft(cast.clara)


def test_a_dozen_rows_are_in_sight(people: Callable[..., Person]) -> None:
    cast = load_cast()
    stock(cast)
    assert OrderDraft.objects.filter(converted_at=None).count() >= DOZEN
    for name, path in (
        ("max", "/desk/"),
        ("clara", "/orders/"),
        ("clara", "/orders/drafts/"),
        ("wendell", "/studio/"),
    ):
        person = people(name)
        for size in (LAPTOP, PHONE):
            person.go(path)
            person.page.set_viewport_size(size)
            first, whole = person.page.evaluate(SEEN)
            if size == LAPTOP:
                assert whole >= DOZEN, f"{path} shows {whole} rows, the first at {first} px"
            else:
                assert first <= HIGH, f"{path} begins at {first} px on a phone"

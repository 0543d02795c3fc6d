"""Before writers are found without the desk, it reads what becomes of the surcharge for a named writer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.helpers.cast import Cast, browser
from tests.helpers.factories import place_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WORDS = "taken back without asking you"


@pytest.mark.parametrize("page", ["writers:pool_put", "writers:waiting_list"])
def test_the_page_says_that_nobody_is_asked_again(cast: Cast, page: str) -> None:
    named = place_order(cast.clara, preferred_writer=cast.wendell.membership)
    anybody = place_order(cast.clara)
    max_ = browser(cast.max)

    told, silent = (max_.get(reverse(page, args=[each.number])) for each in (named, anybody))

    assert told.status_code == silent.status_code == 200
    assert WORDS in " ".join(told.content.decode().split()) and "Wendell" in told.context["promised"]
    assert not silent.context["promised"]

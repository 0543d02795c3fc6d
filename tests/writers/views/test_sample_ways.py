"""From a sample's page its writer reaches what belongs to it."""

from __future__ import annotations

import pytest

from tests.helpers.cast import Cast, browser
from tests.writers.helpers.portfolios import portfolio_of, sample_in

pytestmark = pytest.mark.django_db


def test_the_check_the_links_and_the_requests_are_one_click_away(cast: Cast) -> None:
    sample = sample_in(portfolio_of(cast.wendell))
    home = f"/studio/portfolio/samples/{sample.public_id}/"

    page = browser(cast.wendell).get(home).text

    assert f'href="{home}check/"' in page and f'href="{home}links/"' in page
    assert 'href="/studio/portfolio/requests/"' in page

"""A portfolio is found, read and kept; its client takes back their consent, its writer takes it offline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.helpers.cast import browser, load_cast
from tests.helpers.factories import HOUR
from tests.writers.helpers.consents import shown
from writers.actions.consents import withdraw_consent
from writers.actions.portfolio import show_portfolio
from writers.models import WriterPortfolio
from writers.states.portfolio import Visibility

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_published_is_found_and_what_is_withdrawn_is_gone(people: Callable[..., Person]) -> None:
    reader = people("")
    cast = load_cast()
    visitor = browser(None, cast.inkwell)
    story, consent, sample = shown(cast)
    row = WriterPortfolio.objects.get(pk=sample.portfolio_id)
    page, work = f"/writers/{row.slug}/", f"/writers/{row.slug}/work/{sample.public_id}/"

    def fetched(path: str, tag: str = "") -> tuple[int, str, str]:
        answer = visitor.get(path, headers={"if-none-match": tag} if tag else {})
        return answer.status_code, answer.headers.get("ETag", ""), answer.content.decode(errors="replace")

    reader.go("/")
    reader.press("Our writers")
    reader.look()
    reader.press(cast.wendell.membership.public_name)
    reader.sees(sample.title)
    reader.look()
    reader.press(sample.title)
    reader.look()
    assert work in fetched("/sitemap.xml")[2]
    tag = fetched(page)[1]
    assert fetched(page, tag)[0] == 304

    story.now += HOUR
    withdraw_consent(actor=cast.clara, consent=consent, now=story.now)

    assert fetched(work)[0] in (404, 410)
    assert fetched(page, tag)[0] == 200 and sample.title not in fetched(page)[2]
    assert work not in fetched("/sitemap.xml")[2] and page in fetched("/sitemap.xml")[2]

    story.now += HOUR
    row.refresh_from_db()
    show_portfolio(
        actor=cast.wendell, portfolio=row, enabled=False, visibility=Visibility.PUBLIC, now=story.now
    )

    assert {fetched(path, tag)[0] for path in (page, work, f"{page}picture.png")} == {410}
    assert page not in fetched("/writers/")[2] and page not in fetched("/sitemap.xml")[2]
    reader.page.goto(reader.base + page)
    reader.sees("This portfolio is no longer available.")
    reader.look()

"""A portfolio is found, read and kept; its client takes back their consent, its writer takes it offline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from project.base import clock
from tests.helpers.cast import browser, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import TEXT, Story
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


def test_a_delivery_is_shown_as_far_as_its_client_agrees(people: Callable[..., Person]) -> None:
    cast = load_cast()
    story = Story(cast, now=clock.now().replace(microsecond=0) - 3 * DAY).completed()
    path, visitor = f"/orders/{story.order.number}/", browser(None, cast.inkwell)
    wendell, clara = people("wendell"), people("clara")

    # A portfolio of one's own, for everyone.
    wendell.go("/studio/portfolio/")
    wendell.press("Create portfolio")
    wendell.go("/studio/portfolio/profile/")
    wendell.page.get_by_label("Headline").fill("Harbours, markets, soup")
    wendell.press("Save changes")
    wendell.go("/studio/portfolio/")
    wendell.page.get_by_label("Show my portfolio").check()
    wendell.page.get_by_label("Everyone").check()
    wendell.press("Save", exact=True)

    # A sample of the delivery: nothing is shown before the client agreed.
    wendell.go("/studio/portfolio/orders/")
    wendell.press("Add as a sample")
    sample = wendell.page.url
    wendell.page.get_by_label("Everyone").check()
    wendell.page.get_by_label("Text", exact=False).first.fill(f"{TEXT} Write to clara@inkwell.example.")
    wendell.press("Save changes")
    wendell.press("Publish")
    wendell.sees("has not agreed")
    wendell.go(f"{path}consent/ask/")
    wendell.page.get_by_label("Message to the client").fill("May I show it?")
    wendell.press("Ask the client")
    clara.go(path)
    clara.press("Decide what may be shown")
    clara.sees("May I show it?")
    clara.page.get_by_role("group", name="What may be shown").get_by_label("Without names").check()
    clara.press("Save answer")

    # What could tell whose text it is must go first.
    wendell.page.goto(sample)
    wendell.press("Check names and numbers")
    wendell.look()
    expect(wendell.page.locator("mark", has_text="clara@inkwell.example")).to_have_count(1)
    wendell.page.goto(sample)
    wendell.page.get_by_label("Text", exact=False).first.fill(TEXT)
    wendell.press("Save changes")
    wendell.press("Publish")
    wendell.page.get_by_text("Published", exact=True).first.wait_for()
    slug = WriterPortfolio.objects.get().slug
    assert story.order.title in visitor.get(f"/writers/{slug}/").content.decode()

    # The client takes it back: gone at once.
    clara.go(path)
    clara.page.locator("summary", has_text="Withdraw consent").click()
    clara.press("Withdraw consent", exact=True)
    assert story.order.title not in visitor.get(f"/writers/{slug}/").content.decode()

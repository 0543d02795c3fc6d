"""Each write that shows changes the tag of the pages that show it; a write that shows nowhere need not."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import F
from PIL import Image

from agencies.models import Agency, Branding, Membership
from catalog.models import Subject
from tests.helpers.cast import START, Cast, browser
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.actions.portfolio import show_portfolio
from writers.actions.portfolio_approval import set_policy
from writers.actions.portfolio_figures import write_figures
from writers.actions.portfolio_moves import take_offline, touch, unpublish_sample
from writers.actions.portfolio_publishing import publish_sample
from writers.actions.portfolio_publishing import unpublish as unpublish_own
from writers.actions.portfolio_samples import SampleFields, add_sample, delete_sample
from writers.actions.portfolio_samples import edit_sample as save_sample
from writers.models import PortfolioSample, PortfolioSlug, WriterLanguage, WriterPortfolio
from writers.rules.portfolio_figures import figures_of as figures_of_agency
from writers.states.portfolio import Audience, PortfolioVerb, Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

DIRECTORY, PAGE = "/writers/", "/writers/wendell/"
BOTH = (DIRECTORY, PAGE)
LATER = START + dt.timedelta(days=1)


def tag(cast: Cast, path: str) -> str:
    return str(browser(None, cast.inkwell).get(path).headers.get("ETag", "gone"))


def portfolio(cast: Cast) -> WriterPortfolio:
    return WriterPortfolio.objects.get(member=cast.wendell.membership)


def rename_writer(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(public_name="W. Marsh")


def rename_subject(cast: Cast) -> None:
    Subject.objects.filter(agency=cast.inkwell).update(name=F("key"))
    Agency.objects.filter(pk=cast.inkwell.pk).update(catalog_version=F("catalog_version") + 1)


def rebrand(cast: Cast) -> None:
    Branding.objects.filter(agency=cast.inkwell).update(tagline="Other words")


def another_language(cast: Cast) -> None:
    WriterLanguage.objects.create(agency=cast.inkwell, member=cast.wendell.membership, target="en-GB")


def edit(cast: Cast) -> None:
    row = portfolio(cast)
    touch(row, LATER)
    row.shown_headline = "Other words"
    row.save()


def count_again(cast: Cast) -> None:
    row = portfolio(cast)
    figures_of(row)
    touch(row, LATER)
    row.save()


def switch_off(cast: Cast) -> None:
    take_offline(portfolio(cast), LATER, verb=PortfolioVerb.DISABLE)


def for_clients(cast: Cast) -> None:
    WriterPortfolio.objects.filter(pk=portfolio(cast).pk).update(visibility=Visibility.CLIENTS)


def suspend(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(
        suspended_at=START, suspended_by=cast.max.membership, suspension_reason="x"
    )


def edit_sample(cast: Cast) -> None:
    PortfolioSample.objects.update(title="Other words", version=F("version") + 1)


def unpublish(cast: Cast) -> None:
    unpublish_sample(PortfolioSample.objects.get(), portfolio(cast), LATER)


#: A write -> the pages whose tag it changes.
WRITES: dict[Callable[[Cast], None], tuple[str, ...]] = {
    rename_writer: BOTH,
    rename_subject: BOTH,
    rebrand: BOTH,
    another_language: BOTH,
    edit: BOTH,
    count_again: BOTH,
    switch_off: BOTH,
    for_clients: BOTH,
    suspend: BOTH,
    unpublish: BOTH,
    edit_sample: (PAGE,),
}


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_what_shows_changes_the_tag(cast: Cast, write: Callable[[Cast], None]) -> None:
    sample_in(portfolio_of(cast.wendell, "wendell", subjects=2))
    before = {path: tag(cast, path) for path in (*BOTH, "/sitemap.xml")}

    write(cast)

    assert {path for path in BOTH if tag(cast, path) != before[path]} == set(WRITES[write])


def test_one_sample_for_another_changes_the_tag(cast: Cast) -> None:
    """As many samples, of the same versions: another one all the same."""
    row = portfolio_of(cast.wendell, "wendell")
    first, second = sample_in(row, "First"), sample_in(row, "Second", published_at=None)
    before = tag(cast, PAGE)

    PortfolioSample.objects.filter(pk=first.pk).update(published_at=None)
    PortfolioSample.objects.filter(pk=second.pk).update(published_at=START)

    assert tag(cast, PAGE) != before


def test_figures_of_another_day_change_the_tag_and_no_version(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, "wendell", show_orders=True)
    found = figures_of_agency(cast.inkwell, [cast.wendell.membership], START)[cast.wendell.member_id]
    write_figures(row, replace(found, orders=41), START)
    before, known = tag(cast, PAGE), browser(None, cast.inkwell).get("/sitemap.xml").content

    write_figures(row, replace(found, orders=41), LATER)

    row.refresh_from_db()
    assert tag(cast, PAGE) != before and (row.version, row.changed_at) == (1, START)
    assert browser(None, cast.inkwell).get("/sitemap.xml").content == known


def test_a_draft_of_new_words_changes_nothing(cast: Cast) -> None:
    portfolio_of(cast.wendell, "wendell")
    before = [tag(cast, path) for path in BOTH]
    WriterPortfolio.objects.update(headline="CANARY not yet approved", bio="CANARY")

    assert [tag(cast, path) for path in BOTH] == before
    assert "CANARY" not in browser(None, cast.inkwell).get(PAGE).content.decode()


def test_the_sitemap_lists_what_is_public_and_may_be_listed(cast: Cast) -> None:
    listed = portfolio_of(cast.wendell, "wendell")
    shown = sample_in(listed)
    portfolio_of(cast.wanda, "wanda", indexed=False)

    def sitemap() -> Any:
        return browser(None, cast.inkwell).get("/sitemap.xml")

    before = sitemap()
    page = browser(None, cast.inkwell).get("/writers/wanda/").content.decode()
    switch_off(cast)
    after = sitemap()

    text = before.content.decode()
    assert before["Content-Type"] == "application/xml"
    assert "<loc>http://inkwell.localhost:8000/writers/wendell/</loc><lastmod>2026-03-02</lastmod>" in text
    assert f"/writers/wendell/work/{shown.public_id}/" in text and "/services/article/" in text
    assert "wanda" not in text and '<meta name="robots" content="noindex">' in page
    assert "wendell" not in after.content.decode() and after["ETag"] != before["ETag"]
    assert "wendell" not in browser(None, cast.northwind).get("/sitemap.xml").content.decode()


def test_robots_name_the_sitemap(cast: Cast) -> None:
    text = browser(None, cast.inkwell).get("/robots.txt").content.decode()

    assert "Sitemap: http://inkwell.localhost:8000/sitemap.xml" in text and "Disallow: /writers/" not in text


def test_visitors_are_led_to_writers_where_there_are_any(cast: Cast) -> None:
    before, visitor = tag(cast, "/"), browser(None, cast.inkwell)
    assert "Our writers" not in visitor.get("/").content.decode()

    portfolio_of(cast.wendell, "wendell")

    assert "Our writers" in visitor.get("/").content.decode() and tag(cast, "/") != before


def test_an_address_that_a_portfolio_once_had_leads_to_it(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, "old-name")
    PortfolioSlug.objects.create(agency=cast.inkwell, slug="wendell", portfolio=row, taken_at=START)
    WriterPortfolio.objects.filter(pk=row.pk).update(slug="wendell")
    sample = sample_in(row)
    visitor = browser(None, cast.inkwell)

    moved = visitor.get("/writers/old-name/")
    piece = visitor.get(f"/writers/old-name/work/{sample.public_id}/")

    assert (moved.status_code, moved["Location"]) == (301, "/writers/wendell/")
    assert piece["Location"] == f"/writers/wendell/work/{sample.public_id}/"


def status(cast: Cast, sample: str) -> int:
    return int(browser(None, cast.inkwell).get(f"{PAGE}work/{sample}/").status_code)


@pytest.mark.parametrize("end", ["unpublished", "deleted", "for clients", "approved again"])
def test_a_sample_that_was_public_is_gone(cast: Cast, end: str) -> None:
    """Whatever ended it."""
    portfolio_of(cast.wendell, "wendell")
    sample = published(cast)
    assert status(cast, sample.public_id) == 200

    if end == "unpublished":
        unpublish(cast)
    elif end == "deleted":
        delete_sample(actor=cast.wendell, sample=sample, now=LATER)
    else:
        if end == "approved again":
            set_policy(actor=cast.max, approves=True, now=START)
        audience = Audience.CLIENTS if end == "for clients" else Audience.PUBLIC
        edit_sample_by_writer(cast, sample, audience=audience)

    assert status(cast, sample.public_id) == 410


@pytest.mark.parametrize("never", ["waiting", "for clients", "in one for clients"])
def test_a_sample_that_never_was_public_is_not_there(cast: Cast, never: str) -> None:
    row = portfolio_of(cast.wendell, "wendell")
    if never == "in one for clients":
        WriterPortfolio.objects.filter(pk=row.pk).update(visibility=Visibility.CLIENTS, public_since=None)
    set_policy(actor=cast.max, approves=never == "waiting", now=START)
    sample = published(cast, audience=Audience.CLIENTS if never == "for clients" else Audience.PUBLIC)
    unpublish_own(actor=cast.wendell, sample=sample, now=LATER)
    WriterPortfolio.objects.filter(pk=row.pk).update(visibility=Visibility.PUBLIC, public_since=START)

    assert status(cast, sample.public_id) == 404


def test_samples_are_public_from_when_their_portfolio_is(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, "wendell", enabled=False, public_since=None)
    sample = published(cast)
    show_portfolio(actor=cast.wendell, portfolio=row, enabled=True, visibility=Visibility.PUBLIC, now=START)
    assert status(cast, sample.public_id) == 200

    unpublish_own(actor=cast.wendell, sample=sample, now=LATER)

    assert status(cast, sample.public_id) == 410


def published(cast: Cast, audience: str = Audience.PUBLIC) -> PortfolioSample:
    fields = SampleFields("The last ferry", body="It leaves at nine.", audience=audience)
    sample = add_sample(actor=cast.wendell, portfolio=portfolio(cast), fields=fields, now=START)
    return publish_sample(actor=cast.wendell, sample=sample, now=START)


def edit_sample_by_writer(cast: Cast, sample: PortfolioSample, audience: str) -> None:
    fields = SampleFields("The last ferry", body="It leaves at ten.", audience=audience)
    save_sample(actor=cast.wendell, sample=sample, fields=fields, version=sample.version, now=LATER)


def test_the_picture_is_one_of_the_size_that_the_page_names(cast: Cast) -> None:
    portfolio_of(cast.wendell, "wendell", headline="Words " * 20)
    answer = browser(None, cast.inkwell).get("/writers/wendell/picture.png")

    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_filters_narrow_and_are_not_indexed(cast: Cast) -> None:
    portfolio_of(cast.wendell, "wendell", subjects=1, headline="Tides and harbours")
    portfolio_of(cast.wanda, "wanda", headline="Tax law")
    another_language(cast)
    key = Subject.objects.filter(agency=cast.inkwell, archived_at=None)[0].key

    def found(query: str) -> set[str]:
        page = browser(None, cast.inkwell).get(f"/writers/{query}").content.decode()
        assert ("noindex" in page) == bool(query)
        return {name for name in ("wendell", "wanda") if f"/writers/{name}/" in page}

    assert found("") == {"wendell", "wanda"}
    assert found("?q=harb") == {"wendell"} and found("?q=wanda") == {"wanda"}
    assert found(f"?subject={key}") == {"wendell"} and found("?language=en-GB") == {"wendell"}
    assert found("?q=nobody") == set() and found("?subject=none-such") == {"wendell", "wanda"}

"""The pages of the portfolio editor and of the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from agencies.models import Agency
from project.base import clock
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pictures import picture
from tests.helpers.story import Story
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.actions.portfolio import make_portfolio
from writers.actions.portfolio_approval import set_policy
from writers.models import PortfolioSample, WriterPortfolio
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Approval, Audience

pytestmark = pytest.mark.django_db
HOME = "/studio/portfolio/"


def profile_data(cast: Cast, **more: Any) -> dict[str, Any]:
    portfolio = make_portfolio(actor=cast.wendell, now=START)
    portfolio.refresh_from_db()
    return {
        "headline": "Clear words",
        "bio": "I write **plainly**.",
        "slug": portfolio.slug,
        "version": portfolio.version,
        **more,
    }


def sample_data(**more: Any) -> dict[str, Any]:
    return {"title": "On tides", "body": "Twice a day.", "audience": "public", **more}


def test_the_whole_way_from_nothing_to_a_public_portfolio(cast: Cast) -> None:
    wendell = browser(cast.wendell)
    assert "No portfolio yet" in wendell.get(HOME).content.decode()

    wendell.post(f"{HOME}new/")
    degree = {"kind_0": "education", "title_0": "MA Linguistics", "issuer_0": "Leeds", "year_0": "2009"}
    link = {"label_0": "My site", "url_0": "https://words.example/"}
    saved = wendell.post(f"{HOME}profile/", profile_data(cast, **degree, **link, show_orders="on"))
    assert saved.status_code == 302, saved.context["form"].errors
    made = wendell.post(f"{HOME}samples/new/", sample_data())
    sample = PortfolioSample.objects.get()
    assert made.headers["Location"] == f"{HOME}samples/{sample.public_id}/"
    wendell.post(f"{HOME}samples/{sample.public_id}/act/", {"act": "publish"})
    wendell.post(f"{HOME}visibility/", {"enabled": "on", "visibility": "public"})

    portfolio = WriterPortfolio.objects.get()
    assert portfolio.enabled and portfolio.approval == Approval.APPROVED and portfolio.show_orders
    assert portfolio.credentials.get().year == 2009 and portfolio.links.get().label == "My site"
    page = wendell.get(HOME).content.decode()
    assert "Everyone can see it." in page and "On tides" in page
    form = wendell.get(f"{HOME}profile/").content.decode()
    assert "MA Linguistics" in form and "https://words.example/" in form


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    wendell = browser(cast.wendell)
    data = profile_data(cast, slug="search", url_0="http://plain.example/", label_0="Plain")

    answer = wendell.post(f"{HOME}profile/", data)

    page = answer.content.decode()
    assert answer.status_code == 422 and "This address is reserved" in page
    assert "http://plain.example/" in page and "I write **plainly**." in page


def test_an_older_form_is_told_so_and_can_be_saved_again(cast: Cast) -> None:
    wendell = browser(cast.wendell)
    data = profile_data(cast)
    wendell.post(f"{HOME}profile/", data)

    late = wendell.post(f"{HOME}profile/", {**data, "headline": "Mine"})

    assert late.status_code == 422 and "Mine" in late.content.decode()
    assert (
        wendell.post(
            f"{HOME}profile/", {**data, "headline": "Mine", "version": late.context["version"]}
        ).status_code
        == 302
    )
    assert WriterPortfolio.objects.get().headline == "Mine"


def test_without_a_headline_it_cannot_be_switched_on(cast: Cast) -> None:
    make_portfolio(actor=cast.wendell, now=START)

    answer = browser(cast.wendell).post(f"{HOME}visibility/", {"enabled": "on", "visibility": "public"})

    assert answer.status_code == 422 and "Enter a headline" in answer.content.decode()


def test_a_sample_that_cannot_be_published_says_why(cast: Cast) -> None:
    order = Story(cast).delivered().order
    make_portfolio(actor=cast.wendell, now=START)
    wendell = browser(cast.wendell)
    assert order.number in wendell.get(f"{HOME}orders/").content.decode()
    wendell.post(f"{HOME}orders/{order.number}/")
    sample = PortfolioSample.objects.get()

    answer = wendell.post(f"{HOME}samples/{sample.public_id}/act/", {"act": "publish"}, follow=True)

    page = answer.content.decode()
    assert all(escape(reason) in page for reason in why_not(sample, clock.now()))
    sample.refresh_from_db()
    assert sample.published_at is None


def test_the_preview_shows_to_whom_it_says_also_while_it_is_off(cast: Cast) -> None:
    make_portfolio(actor=cast.wendell, now=START)
    wendell = browser(cast.wendell)
    wendell.post(f"{HOME}profile/", profile_data(cast))
    for title, audience in (("Open piece", Audience.PUBLIC), ("Client piece", Audience.CLIENTS)):
        wendell.post(f"{HOME}samples/new/", sample_data(title=title, audience=audience))
    for sample in PortfolioSample.objects.all():
        wendell.post(f"{HOME}samples/{sample.public_id}/act/", {"act": "publish"})

    public = wendell.get(f"{HOME}preview/").content.decode()
    clients = wendell.get(f"{HOME}preview/?reader=clients").content.decode()

    assert "Your portfolio is off" in public and "<strong>plainly</strong>" in public
    assert "Open piece" in public and "Client piece" not in public
    assert "Open piece" in clients and "Client piece" in clients


@pytest.mark.parametrize("enabled", [True, False])
def test_the_preview_is_what_others_see(cast: Cast, enabled: bool) -> None:
    """Figures, languages, feedback and order of the work too: the very same part of the page."""
    row = portfolio_of(cast.wendell, "wendell", subjects=2, enabled=True, show_orders=True, years=12)
    figures_of(row)
    shelf = row.collections.create(agency=cast.inkwell, name="Essays", position=0)
    sample_in(row, "Of the sea", collection=shelf)
    sample_in(row, "For clients alone", audience=Audience.CLIENTS)
    sample_in(row, "To be asked for", audience=Audience.REQUEST)

    public = article(browser(None, cast.inkwell).get("/writers/wendell/").text)
    clients = article(browser(cast.clara).get("/orders/writers/wendell/").text)
    WriterPortfolio.objects.update(enabled=enabled)
    wendell = browser(cast.wendell)

    assert article(wendell.get(f"{HOME}preview/").text) == public
    assert article(wendell.get(f"{HOME}preview/?reader=clients").text) == clients
    assert "Essays" in public and "41" in public and "To be asked for" in clients


def article(page: str) -> str:
    """The words of a portfolio in a page; what is offered beside it is not part of it."""
    (found,) = re.findall(r'<article class="portfolio">.+?</article>', page, re.DOTALL)
    found = re.sub(r'<div class="cluster portfolio-actions">.*?</div>', "", found, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_samples_are_arranged_by_button_and_by_drag(cast: Cast) -> None:
    make_portfolio(actor=cast.wendell, now=START)
    wendell = browser(cast.wendell)
    for title in "ABC":
        wendell.post(f"{HOME}samples/new/", sample_data(title=title))
    a, b, c = PortfolioSample.objects.order_by("position")

    wendell.post(f"{HOME}samples/order/", {"sample": [c.public_id, a.public_id, b.public_id]})
    wendell.post(f"{HOME}samples/{b.public_id}/act/", {"act": "up"})

    assert "".join(PortfolioSample.objects.order_by("position").values_list("title", flat=True)) == "CBA"


def test_a_file_and_a_photo_are_uploaded_and_read_by_their_owner_alone(cast: Cast) -> None:
    make_portfolio(actor=cast.wendell, now=START)
    wendell = browser(cast.wendell)
    wendell.post(
        f"{HOME}samples/new/", sample_data(body="", files=SimpleUploadedFile("piece.txt", b"Words."))
    )
    wendell.post(f"{HOME}photo/", {"photo": SimpleUploadedFile("me.jpg", picture())})

    portfolio, sample = WriterPortfolio.objects.get(), PortfolioSample.objects.get()
    for use in (sample.file, portfolio.photos.first()):
        url = f"/files/{use.public_id}/"
        assert wendell.get(url).status_code == 200
        for other in (cast.clara, cast.wanda, cast.nick):
            assert browser(other).get(url).status_code == 404
    page = wendell.get(f"{HOME}samples/{sample.public_id}/").content.decode()
    assert "piece.txt" in page and "Remove the file" in page


def test_files_go_when_the_agency_switches_portfolios_off(cast: Cast) -> None:
    """For everybody but their owner and the desk, at their own addresses too."""
    make_portfolio(actor=cast.wendell, now=START)
    wendell = browser(cast.wendell)
    wendell.post(f"{HOME}profile/", profile_data(cast))
    wendell.post(
        f"{HOME}samples/new/", sample_data(body="", files=SimpleUploadedFile("piece.txt", b"Words."))
    )
    wendell.post(f"{HOME}photo/", {"photo": SimpleUploadedFile("me.jpg", picture())})
    sample = PortfolioSample.objects.get()
    wendell.post(f"{HOME}samples/{sample.public_id}/act/", {"act": "publish"})
    wendell.post(f"{HOME}visibility/", {"enabled": "on", "visibility": "public"})

    for use in (sample.file, WriterPortfolio.objects.get().photos.first()):
        url = f"/files/{use.public_id}/"
        Agency.objects.filter(pk=cast.inkwell.pk).update(features=[])
        assert browser(cast.clara).get(url).status_code == 200
        Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-portfolios"])
        assert browser(cast.clara).get(url).status_code == 404
        assert (wendell.get(url).status_code, browser(cast.sam).get(url).status_code) == (200, 200)


def test_the_desk_reads_what_waits_and_decides(cast: Cast) -> None:
    set_policy(actor=cast.max, approves=True, now=START)
    make_portfolio(actor=cast.wendell, now=START)
    wendell, manager = browser(cast.wendell), browser(cast.max)
    wendell.post(f"{HOME}profile/", profile_data(cast))
    wendell.post(f"{HOME}samples/new/", sample_data())
    sample = PortfolioSample.objects.get()
    wendell.post(f"{HOME}samples/{sample.public_id}/act/", {"act": "publish"})
    wendell.post(f"{HOME}visibility/", {"enabled": "on", "visibility": "public"})
    portfolio = WriterPortfolio.objects.get()
    url = f"/desk/portfolios/{portfolio.public_id}/"

    assert "Portfolio, samples" in manager.get("/desk/portfolios/").content.decode()
    assert "<strong>plainly</strong>" in manager.get(url).content.decode()
    assert "Request changes" not in browser(cast.sam).get(url).content.decode()
    manager.post(f"{url}decision/", {"act": "decline", "note": "Too plain."})
    assert "Too plain." in wendell.get(HOME).content.decode()
    wendell.post(f"{HOME}submission/")
    portfolio.refresh_from_db()
    manager.post(f"{url}decision/", {"act": "approve", "version": portfolio.version})
    sample.refresh_from_db()
    manager.post(
        f"/desk/portfolios/samples/{sample.public_id}/decision/",
        {"act": "approve", "version": sample.version},
    )

    portfolio.refresh_from_db()
    sample.refresh_from_db()
    assert portfolio.approval == sample.approval == Approval.APPROVED
    assert "Nothing waits" in manager.get("/desk/portfolios/").content.decode()
    assert "Wendell" in manager.get("/desk/portfolios/?view=shown").content.decode()


def test_the_policy_is_set_on_its_page(cast: Cast) -> None:
    browser(cast.max).post("/desk/portfolios/policy/", {"approves": "on"})

    assert cast.inkwell.portfolio_policy.approves
    assert "Max" in browser(cast.otto).get("/desk/portfolios/policy/").content.decode()


@pytest.mark.parametrize("samples", [1, 12])
def test_the_overview_costs_the_same_for_few_and_many_samples(
    cast: Cast, samples: int, django_assert_max_num_queries: Any
) -> None:
    make_portfolio(actor=cast.wendell, now=START)
    wendell = browser(cast.wendell)
    for number in range(samples):
        wendell.post(f"{HOME}samples/new/", sample_data(title=f"Piece {number}"))

    with django_assert_max_num_queries(12):
        wendell.get(HOME)


def test_a_note_that_is_too_long_is_not_lost_at_the_desk(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell)
    note = "Too plain. " * 100

    url = f"/desk/portfolios/{portfolio.public_id}/decision/"
    answer = browser(cast.max).post(url, {"act": "withdraw", "note": note})

    assert answer.status_code == 422 and note.strip() in answer.content.decode()
    assert WriterPortfolio.objects.get().enabled


def test_the_desk_reads_which_portfolio_changed_since_it_was_approved(cast: Cast) -> None:
    portfolio = portfolio_of(cast.wendell, decided_at=START, decided_by=cast.max.membership)
    listed = browser(cast.max)
    assert "Changed since approval" not in listed.get("/desk/portfolios/?view=shown").content.decode()

    remake = {**profile_data(cast), "headline": portfolio.headline, "bio": portfolio.bio, "years": "12"}
    assert browser(cast.wendell).post(f"{HOME}profile/", remake).status_code == 302

    assert "Changed since approval" in listed.get("/desk/portfolios/?view=shown").content.decode()

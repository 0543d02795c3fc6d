"""Portfolios for everybody: the directory, a portfolio, a sample, and their pictures. The same for each
visitor; nobody is known here (project.base.public_pages.AREAS)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.files.storage import response
from project.base.access import public, when_open
from project.base.errors import Gone, NotVisible
from project.base.http import AgencyRequest
from project.base.markdown import render as render_markdown
from project.base.paging import page_of
from project.base.public_pages import told_apart_by
from project.base.readable import of_markdown
from project.base.text import excerpt
from writers.models import PortfolioPhoto, PortfolioSample, SampleFile, WriterPortfolio
from writers.pages import portfolio_directory as directory_page
from writers.pages.portfolio_public import EVERYBODY, PublicPortfolio, linked, prepared
from writers.pages.portfolio_public_data import origin_of, page_url, portfolio_head, sample_head
from writers.pages.portfolio_public_picture import drawn
from writers.querysets import portfolio_directory as found_in
from writers.querysets import portfolio_public as rows
from writers.querysets.portfolio_states import directory_state, portfolio_state

#: Of a sample's text, for search engines.
ABOUT = 200
PAGE, PHOTO = "writers:public_portfolio", "writers:public_photo"


@public
@when_open
@told_apart_by(directory_state)
@require_safe
def directory(request: AgencyRequest) -> HttpResponse:
    """The writers whose portfolio everybody sees, by name; narrowed by the address. Three queries."""
    agency = request.agency
    wanted = directory_page.asked(request.GET, agency)
    listed = found_in.found(WriterPortfolio.objects.public(agency), wanted)
    page = page_of(
        listed,
        request,
        order=found_in.ORDER,
        kinds=found_in.KINDS,
        size=found_in.PAGE,
        key=lambda row: [row["name"], row["pk"]],
    )
    cards = [directory_page.card(row, agency, PAGE, PHOTO) for row in page.rows]
    context = {
        "page": page.with_rows(cards),
        "filters": directory_page.filters(request.GET, wanted, agency, request.path),
        "listed": not request.META.get("QUERY_STRING"),
    }
    return render(request, "writers/public/directory.html", context)


def _refuse(state: Any) -> None:
    """Raises Gone for a portfolio that everybody could see once, and NotVisible for what they never could."""
    if state is None or not (state["public"] or state["public_since"]):
        raise NotVisible
    if not state["public"]:
        raise Gone(
            _("This portfolio is no longer available."),
            hint=_("You can see all our writers under “Our writers”."),
        )


@public
@when_open
@told_apart_by(portfolio_state, _refuse)
@require_safe
def portfolio(request: AgencyRequest, slug: str) -> HttpResponse:
    """One portfolio. 301 from an address that it once had. Three queries."""
    shown = _shown(request, slug)
    if shown.slug != slug:
        return redirect(PAGE, shown.slug, permanent=True)
    context = {
        "shown": shown,
        "groups": linked(shown, "writers:public_sample"),
        "work_url": reverse("writers:client_portfolio", args=[slug]),
        "head": portfolio_head(shown, request.agency, origin_of(request)),
        "photo": directory_page.photo_of(slug, shown.photos, PHOTO),
    }
    return render(request, "writers/public/portfolio.html", context)


@public
@when_open
@told_apart_by(portfolio_state, _refuse)
@require_safe
def sample(request: AgencyRequest, slug: str, public_id: str) -> HttpResponse:
    """One sample, in full. 410 for one that everybody could read once. Three queries."""
    found = _sample(request, slug, public_id)
    of = found.portfolio
    portfolio = {"slug": of.slug, "name": of.member.public_name, "indexed": of.indexed}
    if portfolio["slug"] != slug:
        return redirect("writers:public_sample", portfolio["slug"], public_id, permanent=True)
    about = found.description or excerpt(of_markdown(found.body[: 8 * ABOUT]).plain, ABOUT) or found.title
    context = {
        "sample": found,
        "portfolio": portfolio,
        "url": page_url(slug),
        "html": render_markdown(found.body) if found.body else "",
        "file_url": reverse("writers:public_sample_file", args=[slug, public_id]) if found.has_file else "",
        "head": sample_head(found, portfolio, request.agency, origin_of(request), about),
    }
    return render(request, "writers/public/sample.html", context)


@public
@when_open
@told_apart_by(portfolio_state, _refuse)
@require_safe
def sample_file(request: AgencyRequest, slug: str, public_id: str) -> HttpResponseBase:
    """The file of a sample, as a download."""
    found = _sample(request, slug, public_id)
    use = SampleFile.objects.filter(agency=request.agency, sample=found).select_related("file").first()
    if use is None:
        raise NotVisible
    return response(use.file, use.name)


@public
@when_open
@told_apart_by(portfolio_state, _refuse)
@require_safe
def photo(request: AgencyRequest, slug: str, public_id: str) -> HttpResponseBase:
    """The writer's photo in one width."""
    photos = PortfolioPhoto.objects.filter(agency=request.agency, public_id=public_id)
    use = photos.filter(portfolio__in=rows.named(request.agency, slug)).select_related("file").first()
    if use is None:
        raise NotVisible
    answer = response(use.file, use.name)
    answer.headers["Content-Disposition"] = "inline"
    return answer


@public
@when_open
@told_apart_by(portfolio_state, _refuse)
@require_safe
def picture(request: AgencyRequest, slug: str) -> HttpResponse:
    """The picture that previews of the portfolio show."""
    shown, agency = _shown(request, slug), request.agency
    content = drawn(shown.name, shown.headline, agency.name, agency.brand.primary)
    return HttpResponse(content, content_type="image/png")


def _shown(request: AgencyRequest, slug: str) -> PublicPortfolio:
    found = rows.at_address(request.agency, slug, EVERYBODY)
    if found is None:
        raise NotVisible
    return prepared(request.agency, found)


def _sample(request: AgencyRequest, slug: str, public_id: str) -> Any:
    related = ("portfolio__member", "subject", "service")
    files = Exists(SampleFile.objects.filter(agency_id=OuterRef("agency_id"), sample_id=OuterRef("pk")))
    samples = PortfolioSample.objects.public(request.agency).select_related(*related).annotate(has_file=files)
    named = rows.named(request.agency, slug)
    found = samples.filter(public_id=public_id, portfolio__in=named).first()
    if found is None and rows.was_public(request.agency, slug, public_id):
        raise Gone(_("This sample is no longer available."))
    if found is None:
        raise NotVisible
    return found

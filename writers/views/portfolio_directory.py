"""Portfolios for clients: those that everybody sees, and those that their writers show to clients alone."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.files.storage import response
from clients.rules.accounts import is_client
from drafts.actions.drafts import begin_draft
from drafts.views.fetching import accounts_to_order_for, chosen_account
from project.base import clock
from project.base.access import area
from project.base.errors import NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.markdown import render as render_markdown
from project.base.paging import page_of
from writers.models import PortfolioPhoto, PortfolioSample, SampleFile, WriterPortfolio
from writers.models.portfolio_samples import SampleQuerySet
from writers.pages import portfolio_directory as directory_page
from writers.pages.portfolio_public import CLIENTS, LISTED_TO_CLIENTS, linked, prepared
from writers.pages.shortlist import on_shortlist, surcharge_words
from writers.querysets import portfolio_directory as found_in
from writers.querysets import portfolio_public as rows

clients_only = area(is_client)
PAGE, PHOTO = "writers:client_portfolio", "writers:client_photo"


@clients_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The writers that clients may look through, by name; narrowed by the address."""
    agency = request.agency
    wanted = directory_page.asked(request.GET, agency)
    listed = found_in.found(WriterPortfolio.objects.for_clients(agency), wanted)
    page = page_of(
        listed,
        request,
        order=found_in.ORDER,
        kinds=found_in.KINDS,
        size=found_in.PAGE,
        key=lambda row: [row["name"], row["pk"]],
    )
    chosen = on_shortlist(request.viewer)
    cards = [
        {**directory_page.card(row, agency, PAGE, PHOTO), "chosen": row["pk"] in chosen} for row in page.rows
    ]
    context = {
        "page": page.with_rows(cards),
        "filters": directory_page.filters(request.GET, wanted, agency, request.path),
        "chosen": len(chosen),
    }
    return render(request, "writers/public/client_directory.html", context)


@clients_only
@require_safe
def portfolio(request: MemberRequest, slug: str) -> HttpResponse:
    """One portfolio with what it shows to clients, and the ways to work with its writer."""
    found = portfolio_or_404(request, slug)
    row = rows.whole(WriterPortfolio.objects.filter(pk=found.pk), LISTED_TO_CLIENTS)
    if row is None:
        raise NotVisible
    shown = prepared(request.agency, row)
    granted = PortfolioSample.objects.granted_to(request.viewer).filter(portfolio=found)
    context = {
        "shown": shown,
        "groups": linked(shown, "writers:client_sample", set(granted.values_list("public_id", flat=True))),
        "photo": directory_page.photo_of(slug, shown.photos, PHOTO),
        "slug": slug,
        "chosen": found.pk in on_shortlist(request.viewer),
        "accounts": accounts_to_order_for(request.viewer),
        "surcharge": surcharge_words(request.agency),
    }
    return render(request, "writers/public/client_portfolio.html", context)


@clients_only
@require_POST
@takes("account")
def draft(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a draft with this writer preferred."""
    found = portfolio_or_404(request, slug)
    account = chosen_account(request, accounts_to_order_for(request.viewer))
    if account is None:
        messages.error(request, _("Choose who pays for the order."))
        return redirect(PAGE, slug)
    made = begin_draft(
        actor=request.viewer, account=account, now=clock.now(), fields={"preferred_writer": found.member}
    )
    return redirect("drafts:draft", made.public_id)


@clients_only
@require_safe
def sample(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """One sample, in full."""
    portfolio = portfolio_or_404(request, slug)
    samples = _samples(portfolio).select_related("subject", "service")
    has_file = Exists(SampleFile.objects.filter(agency_id=OuterRef("agency_id"), sample_id=OuterRef("pk")))
    found = samples.annotate(has_file=has_file).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    file_url = reverse("writers:client_sample_file", args=[slug, public_id]) if found.has_file else ""
    context = {
        "sample": found,
        "name": portfolio.member.public_name,
        "url": reverse(PAGE, args=[slug]),
        "html": render_markdown(found.body) if found.body else "",
        "file_url": file_url,
    }
    return render(request, "writers/public/client_sample.html", context)


@clients_only
@require_safe
def sample_file(request: MemberRequest, slug: str, public_id: str) -> HttpResponseBase:
    """The file of a sample, as a download."""
    samples = _samples(portfolio_or_404(request, slug)).filter(public_id=public_id)
    use = SampleFile.objects.filter(agency=request.agency, sample__in=samples).select_related("file").first()
    if use is None:
        raise NotVisible
    return response(use.file, use.name)


@clients_only
@require_safe
def photo(request: MemberRequest, slug: str, public_id: str) -> HttpResponseBase:
    """The writer's photo in one width."""
    photos = PortfolioPhoto.objects.filter(portfolio=portfolio_or_404(request, slug), public_id=public_id)
    use = photos.select_related("file").first()
    if use is None:
        raise NotVisible
    answer = response(use.file, use.name)
    answer.headers["Content-Disposition"] = "inline"
    return answer


def portfolio_or_404(request: MemberRequest, slug: str) -> WriterPortfolio:
    """The portfolio at this address, if clients may see it; with its writer. Raises NotVisible."""
    shown = WriterPortfolio.objects.for_clients(request.agency).select_related("member")
    found = shown.filter(slug=slug).first()
    if found is None:
        raise NotVisible
    return found


def _samples(portfolio: WriterPortfolio) -> SampleQuerySet:
    rows = PortfolioSample.objects.filter(agency_id=portfolio.agency_id).published()
    return rows.filter(portfolio=portfolio, audience__in=CLIENTS)

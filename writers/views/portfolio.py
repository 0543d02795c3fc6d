"""The writer's own portfolio: overview, profile, photo, visibility."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.portfolio import make_portfolio, save_portfolio, show_portfolio, submit_portfolio
from writers.actions.portfolio_photos import remove_portfolio_photo, set_portfolio_photo
from writers.forms.portfolio import PhotoForm, ProfileForm, VisibilityForm
from writers.forms.portfolio_samples import CollectionForm
from writers.models import WriterPortfolio
from writers.pages import portfolio as printed
from writers.pages.portfolio_export import exported
from writers.pages.portfolio_preview import READERS
from writers.pages.portfolio_preview import preview as preview_of
from writers.rules.portfolio import has_portfolio

writers_only = area(has_portfolio)
page = require_http_methods(["GET", "HEAD", "POST"])


def own_or_404(request: MemberRequest) -> WriterPortfolio:
    """The viewer's portfolio. Raises NotVisible before they created it."""
    found = printed.own_portfolio(request.viewer)
    if found is None:
        raise NotVisible()
    return found


@writers_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What I have, what is on show, what is still to do."""
    portfolio = printed.own_portfolio(request.viewer)
    return _overview(request, portfolio)


def _overview(
    request: MemberRequest, portfolio: WriterPortfolio | None, form: VisibilityForm | None = None
) -> HttpResponse:
    if portfolio is None:
        return render(request, "writers/portfolio/none.html")
    shown = {"enabled": portfolio.enabled, "visibility": portfolio.visibility}
    context = {
        **printed.overview(portfolio, request.viewer),
        "form": form or VisibilityForm(initial=shown),
        "collection_form": CollectionForm(),
        "may_submit": printed.may_submit(portfolio),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "writers/portfolio/index.html", context, status=status)


@writers_only
@require_POST
def make(request: MemberRequest) -> HttpResponse:
    """Create my portfolio, which is off."""
    make_portfolio(actor=request.viewer, now=clock.now())
    messages.success(request, _("Portfolio created. Only you can see it."))
    return redirect("writers:portfolio_profile")


@writers_only
@require_POST
@takes(VisibilityForm)
def show(request: MemberRequest) -> HttpResponse:
    """Switch it on or off, and say for whom it is."""
    portfolio = own_or_404(request)
    form = VisibilityForm(request.POST)
    if form.is_valid():
        try:
            show_portfolio(actor=request.viewer, portfolio=portfolio, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("writers:portfolio")
    return _overview(request, portfolio, form)


@writers_only
@require_POST
def submit(request: MemberRequest) -> HttpResponse:
    """Ask the agency to approve what is written now."""
    try:
        submit_portfolio(actor=request.viewer, portfolio=own_or_404(request), now=clock.now())
    except Invalid as refusal:
        messages.error(request, " ".join(refusal.errors[""]))
    else:
        messages.success(request, _("Submitted for approval."))
    return redirect("writers:portfolio")


@writers_only
@page
@takes(ProfileForm, "version")
def profile(request: MemberRequest) -> HttpResponse:
    """What I say of myself, and which figures are shown."""
    portfolio = own_or_404(request)
    posted = request.POST if request.method == "POST" else None
    version = query.number(posted, "version") if posted is not None else portfolio.version
    form = ProfileForm(posted, portfolio=portfolio, kept=printed.kept_rows(portfolio))
    if form.is_valid():
        try:
            save_portfolio(
                actor=request.viewer,
                portfolio=portfolio,
                fields=form.wanted(),
                version=version,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as stale:
            version = stale.current.version
            form.add_error(None, _("%s Save again to keep your version.") % stale)
        else:
            messages.success(request, _("Portfolio saved."))
            return redirect("writers:portfolio")
    return _profile(request, portfolio, form, version, PhotoForm())


def _profile(
    request: MemberRequest,
    portfolio: WriterPortfolio,
    form: ProfileForm,
    version: int,
    photo_form: PhotoForm,
) -> HttpResponse:
    photo = portfolio.photos.filter(width=240).first()
    context = {
        "form": form,
        "portfolio": portfolio,
        "version": version,
        "photo_form": photo_form,
        "photo": photo,
    }
    status = 422 if form.errors or photo_form.errors else 200
    return render(request, "writers/portfolio/profile.html", context, status=status)


@writers_only
@require_POST
@takes(PhotoForm)
def photo_set(request: MemberRequest) -> HttpResponse:
    """Another photo; the page again when it is refused."""
    portfolio = own_or_404(request)
    photo_form = PhotoForm(request.POST, request.FILES)
    if photo_form.is_valid():
        try:
            upload = photo_form.cleaned_data["photo"]
            who: dict[str, Any] = {"actor": request.viewer, "portfolio": portfolio, "now": clock.now()}
            set_portfolio_photo(**who, upload=upload)
        except Invalid as refusal:
            photo_form.add_refusal(refusal)
        else:
            messages.success(request, _("Photo saved."))
            return redirect("writers:portfolio_profile")
    form = ProfileForm(portfolio=portfolio, kept=printed.kept_rows(portfolio))
    return _profile(request, portfolio, form, portfolio.version, photo_form)


@writers_only
@require_POST
def photo_remove(request: MemberRequest) -> HttpResponse:
    """Take the photo away; the initials stand there again."""
    remove_portfolio_photo(actor=request.viewer, portfolio=own_or_404(request), now=clock.now())
    messages.success(request, _("Photo removed."))
    return redirect("writers:portfolio_profile")


@writers_only
@require_safe
def preview(request: MemberRequest) -> HttpResponse:
    """What others see of it, also while it is off."""
    portfolio = own_or_404(request)
    reader = query.choice(request.GET, "reader", READERS, "public")
    context = {**preview_of(portfolio, reader), "portfolio": portfolio}
    return render(request, "writers/portfolio/preview.html", context)


@writers_only
@require_safe
def export(request: MemberRequest) -> FileResponse:
    """My portfolio to take along, with what is not on show."""
    return exported(own_or_404(request), clock.now())

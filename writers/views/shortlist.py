"""A client's shortlist of writers, and some of them side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients.rules.accounts import is_client
from project.base import clock, query
from project.base.access import area
from project.base.http import MemberRequest
from writers.actions import shortlist as actions
from writers.models import ShortlistedWriter
from writers.pages import shortlist as pages

from .portfolio_directory import portfolio_or_404

clients_only = area(is_client)


@clients_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The writers on my list, with the way to compare them."""
    people = [pages.list_row(one) for one in pages.listed(request.viewer)]
    context = {"people": people, "most": pages.MOST_COMPARED}
    return render(request, "writers/public/shortlist.html", context)


@clients_only
@require_safe
def compare(request: MemberRequest) -> HttpResponse:
    """Up to three writers side by side: those that the address names, else the last added ones."""
    ids = query.values(request.GET, "writer", most=pages.MOST_COMPARED)
    people = pages.compared(request.viewer, ids) if ids else pages.listed(request.viewer)
    people = people[: pages.MOST_COMPARED]
    context = {
        "people": [pages.list_row(one) for one in people],
        "lines": pages.table(people),
        "surcharge": pages.surcharge_words(request.agency),
    }
    return render(request, "writers/public/compare.html", context)


@clients_only
@require_POST
def add(request: MemberRequest, slug: str) -> HttpResponse:
    """Put a writer on my list."""
    found = portfolio_or_404(request, slug)
    actions.add_to_shortlist(actor=request.viewer, portfolio=found, now=clock.now())
    messages.success(request, _("Added to your shortlist."))
    return redirect("writers:client_portfolio", slug)


@clients_only
@require_POST
def remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a writer off my list. One who is not on it is no mistake."""
    own = ShortlistedWriter.objects.visible_to(request.viewer).filter(portfolio__slug=slug)
    found = own.values_list("portfolio_id", flat=True).first()
    if found is None:
        portfolio_or_404(request, slug)
        return redirect("writers:shortlist")
    actions.remove_from_shortlist(actor=request.viewer, portfolio_id=found)
    messages.success(request, _("Removed from your shortlist."))
    return redirect("writers:shortlist")

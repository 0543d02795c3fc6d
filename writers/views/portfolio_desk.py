"""The desk approves portfolios and samples, takes them offline, and says whether it approves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.actions import portfolio_approval as approval
from writers.forms.portfolio_samples import DecisionForm, PolicyForm
from writers.models import PortfolioSample, WriterPortfolio
from writers.pages import portfolio_desk as printed
from writers.rules.portfolio import approves_portfolios, sees_all_portfolios

from .portfolio import page

#: What each decision says afterwards.
WORDS = {
    "approve": gettext_lazy("Approved."),
    "decline": gettext_lazy("Changes requested."),
    "withdraw": gettext_lazy("Taken offline."),
}


@area(sees_all_portfolios)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Every portfolio: what waits first."""
    view = query.choice(request.GET, "view", printed.VIEWS, "waiting")
    rows = printed.listed(request.viewer, view)
    found = page_of(rows, request, order=printed.ORDER, kinds=printed.KINDS, size=printed.PAGE)
    context = {
        "page": found.with_rows([printed.row_of(row) for row in found.rows]),
        "tabs": printed.tabs(view),
        "view": view,
        "may_decide": approves_portfolios(request.viewer),
    }
    return render(request, "writers/portfolio/desk.html", context)


@area(sees_all_portfolios)
@require_safe
def portfolio(request: MemberRequest, public_id: str) -> HttpResponse:
    """One portfolio, with what waits for approval."""
    rows = WriterPortfolio.objects.visible_to(request.viewer).select_related("member", "agency")
    found = get_object_or_404(rows, public_id=public_id)
    context = printed.facts(found, request.viewer, clock.now())
    return render(request, "writers/portfolio/desk_one.html", context)


@area(approves_portfolios)
@require_POST
@takes(DecisionForm)
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    """Approve a portfolio, ask for changes, or take it offline."""
    found = get_object_or_404(WriterPortfolio.objects.visible_to(request.viewer), public_id=public_id)
    acts: dict[str, Callable[..., Any]] = {
        "approve": approval.approve_portfolio,
        "decline": approval.decline_portfolio,
        "withdraw": approval.withdraw_portfolio,
    }
    return _press(request, acts, found, portfolio=found)


@area(approves_portfolios)
@require_POST
@takes(DecisionForm)
def decide_sample(request: MemberRequest, public_id: str) -> HttpResponse:
    """Approve a sample, ask for changes, or take it offline."""
    rows = PortfolioSample.objects.visible_to(request.viewer).select_related("portfolio")
    found = get_object_or_404(rows, public_id=public_id)
    acts: dict[str, Callable[..., Any]] = {
        "approve": approval.approve_sample,
        "decline": approval.decline_sample,
        "withdraw": approval.withdraw_sample,
    }
    return _press(request, acts, found.portfolio, sample=found)


def _press(
    request: MemberRequest, acts: dict[str, Callable[..., Any]], about: WriterPortfolio, **thing: Any
) -> HttpResponse:
    """Do what the button says. A note that is refused is shown again with what is wrong about it, since its
    field is gone with the dialog. Raises Invalid for a form without a button."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        if set(form.errors) == {"note"}:
            problem = " ".join(str(one) for one in form.errors["note"])
            return _note_again(request, about, problem, form["note"].value())
        raise Invalid(dict(form.errors))
    said = form.cleaned_data
    told = {
        "approve": {"version": said["version"] or 0},
        "decline": {"note": said["note"]},
        "withdraw": {"reason": said["note"]},
    }
    try:
        acts[said["act"]](actor=request.viewer, now=clock.now(), **told[said["act"]], **thing)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    except Invalid as refusal:
        return _note_again(request, about, " ".join(refusal.errors["note"]), said["note"])
    else:
        messages.success(request, WORDS[said["act"]])
    return redirect("writers:desk_portfolio", about.public_id)


def _note_again(request: MemberRequest, about: WriterPortfolio, problem: str, note: str) -> HttpResponse:
    rows = WriterPortfolio.objects.visible_to(request.viewer).select_related("member", "agency")
    found = get_object_or_404(rows, pk=about.pk)
    context = {**printed.facts(found, request.viewer, clock.now()), "problem": problem, "note": note}
    return render(request, "writers/portfolio/desk_one.html", context, status=422)


@area(approves_portfolios)
@page
@takes(PolicyForm)
def policy(request: MemberRequest) -> HttpResponse:
    """Whether portfolios and samples are approved before they are shown."""
    stored = printed.policy_of(request.viewer)
    posted = request.POST if request.method == "POST" else None
    form = PolicyForm(posted, initial={"approves": bool(stored and stored.approves)})
    if form.is_valid():
        approval.set_policy(actor=request.viewer, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("writers:desk_portfolios")
    return render(request, "writers/portfolio/policy.html", {"form": form, "stored": stored})

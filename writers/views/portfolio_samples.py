"""Samples of the writer's own portfolio: added, edited, published, arranged."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from orders.views.fetching import order_or_404
from project.base import clock, query
from project.base.converters import PublicId
from project.base.errors import Conflict, Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions import portfolio_arranging as arranging
from writers.actions.portfolio_order_samples import add_order_sample
from writers.actions.portfolio_publishing import feature_sample, publish_sample, unpublish
from writers.actions.portfolio_samples import add_sample, delete_sample, edit_sample
from writers.forms.portfolio_samples import CollectionForm, SampleForm
from writers.models import PortfolioCollection, PortfolioSample
from writers.pages import portfolio as printed
from writers.pages.portfolio_orders import order_rows
from writers.states.portfolio import Approval, SampleSource

from .portfolio import own_or_404, page, writers_only

PUBLIC_ID = re.compile(PublicId.regex)


def sample_or_404(request: MemberRequest, public_id: str) -> PortfolioSample:
    """A sample of the viewer's own. Raises NotVisible."""
    found: PortfolioSample | None = printed.own_samples(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


@writers_only
@page
@takes(SampleForm)
def new(request: MemberRequest) -> HttpResponse:
    """Add a text or a file of my own."""
    portfolio = own_or_404(request)
    sent = request.method == "POST"
    form = SampleForm(request.POST if sent else None, request.FILES if sent else None, portfolio=portfolio)
    if form.is_valid():
        uploads = form.cleaned_data["files"]
        source = SampleSource.FILE if uploads else SampleSource.TEXT
        who: dict[str, Any] = {"actor": request.viewer, "portfolio": portfolio, "now": clock.now()}
        try:
            made = add_sample(**who, fields=form.wanted(), source=source, uploads=uploads)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Sample added. Only you can see it until you publish it."))
            return redirect("writers:portfolio_sample", made.public_id)
    context = {"form": form, "sample": None}
    return render(request, "writers/portfolio/sample.html", context, status=422 if form.errors else 200)


@writers_only
@page
@takes(SampleForm, "version")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """What a sample says, who sees it, and what speaks against publishing it."""
    sample = sample_or_404(request, public_id)
    sent = request.method == "POST"
    version = query.number(request.POST, "version") if sent else sample.version
    form = SampleForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        portfolio=sample.portfolio,
        sample=sample,
    )
    if form.is_valid():
        if saved := _save(request, sample, form, version):
            return saved
        version = getattr(form, "version", version)
    context = {"form": form, "sample": printed.sample_facts(sample, clock.now()), "version": version}
    return render(request, "writers/portfolio/sample.html", context, status=422 if form.errors else 200)


def _save(request: MemberRequest, sample: PortfolioSample, form: Any, version: int) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        edit_sample(
            actor=request.viewer,
            sample=sample,
            fields=form.wanted(),
            version=version,
            now=clock.now(),
            uploads=said["files"],
            without_file=bool(said.get("remove_file")),
        )
    except Invalid as refusal:
        form.add_refusal(refusal)
    except Stale as stale:
        form.version = stale.current.version
        form.add_error(None, _("%s Save again to keep your version.") % stale)
    else:
        messages.success(request, _("Sample saved."))
        return redirect("writers:portfolio_sample", sample.public_id)
    return None


def _published(sample: PortfolioSample) -> Any:
    if sample.approval == Approval.APPROVED:
        return _("Sample published.")
    return _("Submitted for approval. The sample is shown as soon as it is approved.")


#: What a button of a sample does, and what is said then.
ACTS: dict[str, tuple[Callable[..., Any], dict[str, Any], Any]] = {
    "publish": (publish_sample, {}, _published),
    "unpublish": (unpublish, {}, gettext_lazy("Sample taken offline.")),
    "feature": (feature_sample, {"featured": True}, gettext_lazy("Sample featured.")),
    "unfeature": (feature_sample, {"featured": False}, gettext_lazy("Sample no longer featured.")),
    "up": (arranging.move_sample, {"way": "up"}, gettext_lazy("Sample moved.")),
    "down": (arranging.move_sample, {"way": "down"}, gettext_lazy("Sample moved.")),
    "delete": (delete_sample, {}, gettext_lazy("Sample deleted.")),
}


@writers_only
@require_POST
@takes("act")
def act(request: MemberRequest, public_id: str) -> HttpResponse:
    """Press one of a sample's buttons; back to the list, or to the sample that cannot be published."""
    sample = sample_or_404(request, public_id)
    verb = query.choice(request.POST, "act", ACTS)
    if not verb:
        raise NotVisible()
    action, options, words = ACTS[verb]
    try:
        done = action(actor=request.viewer, sample=sample, now=clock.now(), **options)
    except Conflict as refusal:
        messages.error(request, refusal.message)
        return redirect("writers:portfolio_sample", sample.public_id)
    messages.success(request, words(done) if callable(words) else words)
    return redirect("writers:portfolio")


@writers_only
@require_POST
@takes("sample")
def arrange(request: MemberRequest) -> HttpResponse:
    """Let my samples stand in the order that was dragged."""
    ids = query.values(request.POST, "sample", PUBLIC_ID)
    arranging.order_samples(actor=request.viewer, portfolio=own_or_404(request), ids=ids, now=clock.now())
    messages.success(request, _("Order saved."))
    return redirect("writers:portfolio")


@writers_only
@require_safe
def orders(request: MemberRequest) -> HttpResponse:
    """The orders I delivered, to make samples of."""
    own_or_404(request)
    return render(request, "writers/portfolio/orders.html", {"page": order_rows(request)})


@writers_only
@require_POST
def from_order(request: MemberRequest, number: str) -> HttpResponse:
    """Make a sample of an order that I delivered."""
    order = order_or_404(request, number)
    who: dict[str, Any] = {"actor": request.viewer, "portfolio": own_or_404(request), "now": clock.now()}
    try:
        made = add_order_sample(**who, order=order)
    except (Invalid, Conflict) as refusal:
        messages.error(request, refusal.message)
        return redirect("writers:portfolio_orders")
    messages.success(request, _("Sample added. Only you can see it until the client agrees."))
    return redirect("writers:portfolio_sample", made.public_id)


@writers_only
@require_POST
@takes(CollectionForm)
def collection_new(request: MemberRequest) -> HttpResponse:
    """Create a collection."""
    portfolio, form = own_or_404(request), CollectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["name"])))
        return redirect("writers:portfolio")
    try:
        arranging.add_collection(
            actor=request.viewer, portfolio=portfolio, now=clock.now(), **form.cleaned_data
        )
    except Invalid as refusal:
        messages.error(request, " ".join(refusal.errors["name"]))
    else:
        messages.success(request, _("Collection created."))
    return redirect("writers:portfolio")


@writers_only
@require_POST
@takes(CollectionForm, "act")
def collection(request: MemberRequest, public_id: str) -> HttpResponse:
    """Rename, move or delete a collection."""
    portfolio = own_or_404(request)
    found: PortfolioCollection | None = portfolio.collections.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    who: dict[str, Any] = {"actor": request.viewer, "collection": found, "now": clock.now()}
    verb = query.choice(request.POST, "act", ("up", "down", "delete"), "rename")
    if verb == "delete":
        arranging.delete_collection(**who)
    elif verb == "rename":
        form = CollectionForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["name"])))
            return redirect("writers:portfolio")
        arranging.rename_collection(**who, **form.cleaned_data)
    else:
        arranging.move_collection(**who, way="up" if verb == "up" else "down")
    messages.success(request, _("Saved."))
    return redirect("writers:portfolio")

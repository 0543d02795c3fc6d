"""Disputes: opening one, its page, and what either side and the desk do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.actions.moving import ORDERS
from orders.views.fetching import order_or_404
from project.base import clock, query
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.features import require_on
from project.base.forms import ActionForm, takes
from project.base.http import MemberRequest
from support.actions import disputes, disputes_settling
from support.actions.disputes_moving import DISPUTES
from support.forms.disputes import ClaimForm, CounterForm, StatementForm, TermsForm
from support.models import Dispute
from support.rules import disputes as rules

from .disputes_page import dispute_or_404, dispute_page, other_writers


@member_only
@require_safe
def of_order(request: MemberRequest, number: str) -> HttpResponse:
    """The way to the last dispute about an order. Raises NotVisible."""
    order = order_or_404(request, number)
    rows = Dispute.objects.visible_to(request.viewer).filter(order=order)
    last = rows.order_by("-id").first()
    if last is None:
        raise NotVisible()
    return redirect("support:dispute", last.public_id)


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(ClaimForm)
def open_one(request: MemberRequest, number: str) -> HttpResponse:
    """What the dispute is about."""
    order = order_or_404(request, number)
    require(rules.can_open_dispute(request.viewer, order))
    require_on(request.agency, "disputes")
    reason = ORDERS.why_not("open_dispute", order) or rules.too_late_to_open(order, clock.now())
    if request.method != "POST" and reason:
        raise WrongState(reason)
    form = ClaimForm(request.POST, request.FILES) if request.method == "POST" else ClaimForm()
    if form.is_valid():
        try:
            opened = disputes.open_dispute(actor=request.viewer, order=order, now=clock.now(), **form.said())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Dispute opened. All deadlines of the order are paused."))
            return redirect("support:dispute", opened.public_id)
    if form.errors:
        form.ask_for_files_again()
    context = {"order": order, "form": form, "side": rules.side_in(request.viewer, order)}
    return render(request, "support/disputes/open.html", context, status=422 if form.errors else 200)


@member_only
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """Where a dispute stands, and what the viewer can do."""
    return dispute_page(request, dispute_or_404(request, public_id))


@member_only
@require_POST
@takes(StatementForm)
def respond(request: MemberRequest, public_id: str) -> HttpResponse:
    """Respond to the claim, or to the appeal."""
    return _say(request, public_id, "answer", disputes.respond, _("Response sent."))


@member_only
@require_POST
@takes(StatementForm)
def appeal(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask for another decision."""
    return _say(request, public_id, "appeal", disputes.appeal, _("Appeal sent."))


@member_only
@require_POST
@takes(TermsForm)
def propose(request: MemberRequest, public_id: str) -> HttpResponse:
    """Propose how the dispute ends."""
    return _settle(request, public_id, "propose", disputes_settling.propose, _("Settlement proposed."))


@member_only
@require_POST
@takes(TermsForm)
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    """Decide for both sides."""
    return _settle(request, public_id, "decide", disputes_settling.decide, _("Decision saved."))


@member_only
@require_POST
@takes(CounterForm)
def counter(request: MemberRequest, public_id: str) -> HttpResponse:
    """Answer a proposal with another one."""
    form = CounterForm(request.POST)

    def act(**facts: Any) -> None:
        number = form.cleaned_data["number"]
        disputes_settling.counter(number=number, terms=form.terms(), **facts)

    return _do(request, public_id, "counter", act, _("Counterproposal sent."), form)


@member_only
@require_POST
@takes("number")
def accept(request: MemberRequest, public_id: str) -> HttpResponse:
    """Accept a proposal for one's side."""
    return _press(request, public_id, "accept", disputes_settling.accept, _("Proposal accepted."))


@member_only
@require_POST
@takes("number")
def confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    """Approve an amount as the second person."""
    return _press(request, public_id, "confirm", disputes_settling.confirm, _("Amount approved."))


@member_only
@require_POST
def escalate(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask for a manager."""
    said = _("A manager or owner will settle this.")
    return _do(request, public_id, "escalate", disputes.escalate, said)


@member_only
@require_POST
def withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take one's claim, or appeal, back."""
    said = _("Withdrawn. The order continues where it was.")
    return _do(request, public_id, "withdraw", disputes.withdraw, said)


def _say(request: MemberRequest, key: str, verb: str, act: Callable[..., Any], said: str) -> HttpResponse:
    form = StatementForm(request.POST, request.FILES)

    def write(**facts: Any) -> None:
        act(**form.said(), **facts)

    return _do(request, key, verb, write, said, form)


def _settle(request: MemberRequest, key: str, verb: str, act: Callable[..., Any], said: str) -> HttpResponse:
    dispute = dispute_or_404(request, key)
    require(DISPUTES.may(verb, request.viewer, dispute))
    form = TermsForm(request.POST, writers=other_writers(request, dispute))

    def write(**facts: Any) -> None:
        act(terms=form.terms(), **facts)

    return _do(request, key, verb, write, said, form)


def _press(request: MemberRequest, key: str, verb: str, act: Callable[..., Any], said: str) -> HttpResponse:
    number = query.number(request.POST, "number", most=30_000)

    def write(**facts: Any) -> None:
        act(number=number, **facts)

    return _do(request, key, verb, write, said)


def _do(
    request: MemberRequest,
    public_id: str,
    verb: str,
    act: Callable[..., Any],
    said: str,
    form: ActionForm | None = None,
) -> HttpResponse:
    """One verb: the right first, then the form, then the action; a refusal stands on the page as it is
    now, with what was typed."""
    dispute = dispute_or_404(request, public_id)
    require(DISPUTES.may(verb, request.viewer, dispute))
    typed = {verb: form} if form else {}
    if form and not form.is_valid():
        return dispute_page(request, dispute, typed, status=422)
    try:
        act(actor=request.viewer, dispute=dispute, now=clock.now())
    except Invalid as refusal:
        if form is None:
            raise
        form.add_refusal(refusal)
        return dispute_page(request, dispute_or_404(request, public_id), typed, status=422)
    except Conflict as refusal:
        fresh = dispute_or_404(request, public_id)
        return dispute_page(request, fresh, typed, status=409, problem=refusal)
    messages.success(request, said)
    return redirect("support:dispute", public_id)

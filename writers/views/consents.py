"""Consent to samples: asked by the writer, answered on the order's page or by the mailed link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from orders.models import Order
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only, public
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.forms import takes
from project.base.http import AgencyRequest, MemberRequest
from writers.actions.consents import answer_consent, ask_consent, opened, set_consent, withdraw_consent
from writers.actions.non_disclosures import lift_nda, set_nda
from writers.forms.consents import AnswerForm, AskForm, WithdrawForm
from writers.models import SampleConsent
from writers.pages.consents import consent_row, consents_of, last_day, stored_consent
from writers.rules.consents import can_answer_consent, can_ask_consent, why_not_asked

page = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@page
@takes(AskForm)
def ask(request: MemberRequest, number: str) -> HttpResponse:
    """Ask the client whether this order may be shown."""
    order, now = order_or_404(request, number), clock.now()
    require(can_ask_consent(request.viewer, order))
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_consent(actor=request.viewer, order=order, now=now, **form.cleaned_data)
        messages.success(request, _("Client asked."))
        return _back(order)
    if problem := why_not_asked(order, stored_consent(request.viewer, order), now):
        raise WrongState(problem)
    context = {"order": order, "form": form}
    return render(request, "writers/consents/ask.html", context, status=422 if form.errors else 200)


@member_only
@page
@takes(AnswerForm)
def answer(request: MemberRequest, number: str) -> HttpResponse:
    """Say what of an order its writer may show, asked or not, or say it anew."""
    order, now = order_or_404(request, number), clock.now()
    require(can_answer_consent(request.viewer, order))
    consent = stored_consent(request.viewer, order)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=_initial(consent))
    if form.is_valid():
        try:
            set_consent(actor=request.viewer, order=order, now=now, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Answer saved."))
            return _back(order)
    context = {"order": order, "form": form, "consent": consent_row(consent, now) if consent else None}
    return render(request, "writers/consents/answer.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
@takes(WithdrawForm)
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    """Take back what was agreed to: by the order's writer, or by whoever wrote it before."""
    order = order_or_404(request, number)
    require(can_answer_consent(request.viewer, order))
    form = WithdrawForm(request.POST)
    wanted = form.cleaned_data["consent"] if form.is_valid() else ""
    said = consents_of(request.viewer, order)
    named = (one for one in said if one.public_id == wanted)
    consent = next(named, None) if wanted else stored_consent(request.viewer, order)
    if not form.is_valid() or consent is None:
        raise NotVisible()
    withdraw_consent(actor=request.viewer, consent=consent, now=clock.now())
    messages.success(request, _("Consent withdrawn. Samples of this order are offline."))
    return _back(order)


@member_only
@require_POST
def nda(request: MemberRequest, number: str) -> HttpResponse:
    """Put an order under a non-disclosure agreement."""
    order = order_or_404(request, number)
    set_nda(actor=request.viewer, order=order, now=clock.now())
    messages.success(request, _("Non-disclosure agreement set."))
    return _back(order)


@member_only
@require_POST
def nda_lift(request: MemberRequest, number: str) -> HttpResponse:
    """Lift the non-disclosure agreement of an order."""
    order = order_or_404(request, number)
    lift_nda(actor=request.viewer, order=order, now=clock.now())
    messages.success(request, _("Non-disclosure agreement lifted."))
    return _back(order)


@public
@page
@takes(AnswerForm)
@sensitive_variables("key")
def by_link(request: AgencyRequest, key: str) -> HttpResponse:
    """The question by its mailed link, to be answered once. Whoever is signed in counts for nothing here."""
    now = clock.now()
    holder, consent = opened(key=key, agency=request.agency, now=now)
    form, problem, status = AnswerForm(request.POST if request.method == "POST" else None), "", 200
    if form.is_valid():
        try:
            consent = answer_consent(actor=holder, consent=consent, now=now, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except WrongState as refusal:
            problem, status = str(refusal.message), refusal.status
        else:
            return redirect("writers:consent_link", key)
    context = {
        "order": consent.order,
        "writer": consent.writer,
        "consent": consent_row(consent, now),
        "form": form,
        "problem": problem,
    }
    response = render(request, "writers/consents/link.html", context, status=422 if form.errors else status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _initial(consent: SampleConsent | None) -> dict[str, Any]:
    if consent is None or consent.withdrawn_at is not None:
        return {}
    return {"level": consent.level, "until": last_day(consent)}


def _back(order: Order) -> HttpResponse:
    return redirect(f"{reverse('orders:order', args=[order.number])}#consent")

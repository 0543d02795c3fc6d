"""Helping a member, or keeping somebody out: sessions that managers end, second factors that they reset."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.factor_resets import ask_reset, confirm_reset, withdraw_reset
from accounts.actions.sign_outs import require_may_recover, sign_out_member
from accounts.forms.recovery import ReasonForm
from accounts.models import FactorReset
from accounts.pages import recovery
from agencies.models import Membership
from agencies.rules.agencies import manages_people
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest

from .entrance import page


@area(manages_people)
@page
@takes(ReasonForm)
def sign_out(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask why, then end the member's sessions at this agency."""
    member = helped_or_404(request, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = sign_out_member(actor=request.viewer, member=member, now=now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _said(done, member))
            return redirect("agencies:person", member.public_id)
    context = {"person": member, "sessions": recovery.open_sessions(member)}
    return _page(request, "accounts/desk/sign_out.html", form, context)


def _said(done: Any, member: Membership) -> str:
    if done is None:
        return _("There were no open sessions to revoke.")
    return _("%s has been signed out of this agency and notified by email.") % member.public_name


@area(manages_people)
@page
@takes(ReasonForm)
def factor_reset(request: MemberRequest, public_id: str) -> HttpResponse:
    """What can be done about a lost second factor; a POST asks for the reset, once it is clear who asks."""
    member = helped_or_404(request, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else request.typed)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            ask_reset(actor=request.viewer, member=member, now=now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("Reset requested. %s has been notified by email.") % member.public_name
            )
            return redirect("desk_factor_reset", member.public_id)
    return _reset_page(request, member, form)


@area(manages_people)
@require_POST
def factor_reset_confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    """Agree to what another manager has asked for."""
    member = helped_or_404(request, public_id)
    if asked := request.require_proof():
        return asked
    confirm_reset(actor=request.viewer, reset=_reset(request, member), now=now())
    messages.success(request, _("Two-step verification for %s has been reset.") % member.public_name)
    return redirect("desk_factor_reset", member.public_id)


@area(manages_people)
@require_POST
def factor_reset_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take the request back."""
    member = helped_or_404(request, public_id)
    withdraw_reset(actor=request.viewer, reset=_reset(request, member), now=now())
    messages.success(request, _("Request withdrawn."))
    return redirect("desk_factor_reset", member.public_id)


def helped_or_404(request: MemberRequest, public_id: str) -> Membership:
    """The member of that id, whom the viewer may help. Raises Http404; NotAllowed for oneself, and for an
    owner unless an owner asks."""
    rows = Membership.objects.visible_to(request.viewer).select_related("user", "agency")
    member = get_object_or_404(rows, public_id=public_id)
    require_may_recover(request.viewer, member)
    return member


def _reset(request: MemberRequest, member: Membership) -> FactorReset:
    found = recovery.latest(request.viewer, member)
    if found is None:
        raise NotVisible
    return found


def _reset_page(request: MemberRequest, member: Membership, form: ReasonForm) -> HttpResponse:
    context = recovery.reset_page(request.viewer, member)
    return _page(request, "accounts/desk/factor_reset.html", form, context)


def _page(request: MemberRequest, template: str, form: ReasonForm, context: dict[str, Any]) -> HttpResponse:
    member = context["person"]
    context["breadcrumbs"] = [
        {"label": _("People"), "url": reverse("agencies:people")},
        {"label": member.public_name, "url": reverse("agencies:person", args=[member.public_id])},
    ]
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)

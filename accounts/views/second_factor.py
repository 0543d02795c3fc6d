"""Proving who one is: after the password, instead of it, and once more before dangerous acts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.factors import check_code
from accounts.actions.passkeys import accept_use
from accounts.adapters.account import following
from accounts.forms.factors import CodeForm, PasswordForm, SecondFactorForm
from accounts.receivers.sessions import browser_facts
from accounts.rules import tries
from accounts.rules.factors import factors_of
from accounts.rules.limits import PASSKEY, count_try, network_of
from accounts.rules.passkeys import (
    CONFIRM,
    ENTER,
    LONGEST,
    SECOND,
    answer_to_prove,
    host_of,
    question_to_prove,
)
from accounts.rules.trusted_browsers import WISH
from accounts.views.confirming import begin_mail, confirm_by_mail
from accounts.views.reauth import go_on, has_proved, lacks_code, note_password
from agencies.actions.security_log import log_event
from project.base import query
from project.base.access import public, signed_in
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import AgencyRequest, SignedInRequest

from .entrance import page


@public
@page
@login_stage_required(stage=LoginStageKey.MFA_AUTHENTICATE.value, redirect_urlname="account_login")
@takes(SecondFactorForm, "cancel", "credential", "trust")
def second_factor(request: AgencyRequest) -> HttpResponse:
    """The password was right: now a code, a recovery code, or a passkey of this host."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]  # login_stage_required has put it there
    if query.has(request.POST, "cancel"):
        return stage.abort()
    user, days = stage.login.user, request.agency.trust_days
    form = SecondFactorForm(request.POST if query.has(request.POST, "code") else None, days=days)
    proved = _proved(request, user, SECOND, form)
    if proved is not None:
        post_authentication(request, proved)
        if days and query.has(request.POST, "trust"):
            request.session[WISH] = True
        return stage.exit()
    return _ask(request, "accounts/second_factor.html", user, SECOND, {"form": form, "days": days})


def _ask(
    request: AgencyRequest, template: str, user: Any, purpose: str, context: dict[str, Any]
) -> HttpResponse:
    """A page that asks for a code or a passkey, whichever the person has."""
    have = factors_of(user, host_of(request))
    question = question_to_prove(request, purpose, user, now()) if have.here else None
    refused = request.method == "POST"
    return render(
        request, template, {"factors": have, "question": question, **context}, status=422 if refused else 200
    )


def _proved(request: AgencyRequest, user: Any, purpose: str, form: forms.Form) -> Authenticator | None:
    """The factor that a POST proves, None when it proves none: then the form says why, or a message does."""
    moment = now()
    facts = {"user": user, "agency": request.agency, "browser": browser_facts(request)}
    if query.has(request.POST, "credential"):
        try:
            return _passkey(request, purpose, user)
        except Invalid as refusal:
            log_event("second_factor_failed", suspicious=True, **facts)
            messages.error(request, refusal.errors[""][0])
            return None
    if not query.has(request.POST, "code") or not form.is_valid():
        return None
    try:
        counted = tries.of_factor(request, user, moment)
        code = {"code": form.cleaned_data["code"], "counted": counted}
        return check_code(**facts, **code, host=host_of(request), now=moment)
    except Invalid as refusal:
        form.add_error("code", refusal.errors["code"])
        return None


@public
@page
@takes("credential", "next")
def passkey_sign_in(request: AgencyRequest) -> HttpResponse:
    """GET asks the browser for any passkey of this host (JSON for our script); POST signs its holder in."""
    if request.method != "POST":
        count_try(PASSKEY, network_of(request), now=now())
        return JsonResponse(question_to_prove(request, ENTER, None, now()))
    if request.user.is_authenticated:
        return redirect("workspace")
    try:
        passkey = _passkey(request, ENTER, None)
    except Invalid as refusal:
        log_event("sign_in_failed", agency=request.agency, browser=browser_facts(request), factor="passkey")
        messages.error(request, refusal.errors[""][0])
        return redirect("account_login")
    login = Login(user=passkey.user, redirect_url=following(request) or None)
    return perform_passwordless_login(request, passkey, login)


def _passkey(request: AgencyRequest, purpose: str, user: Any) -> Authenticator:
    """The passkey that was used, if all about it is right. Raises Invalid."""
    sent = query.verbatim(request.POST, "credential", most=LONGEST)
    passkey, count = answer_to_prove(request, purpose, user, sent, now())
    return accept_use(passkey=passkey, count=count, agency=request.agency, browser=browser_facts(request))


@signed_in
@page
@sensitive_post_parameters("password")
@takes(PasswordForm, CodeForm, "credential", "mailed", "next")
def confirm(request: SignedInRequest) -> HttpResponse:
    """Once more before a dangerous act: the password, a code or a passkey, and a code by mail where that is
    not enough; then on to the page that wanted it."""
    if query.has(request.POST, "mailed") or (has_proved(request) and lacks_code(request)):
        return confirm_by_mail(request, following(request))
    password = PasswordForm(request.POST if query.has(request.POST, "password") else None)
    code = CodeForm(request.POST if query.has(request.POST, "code") else None)
    if _password_is_right(request, password):
        note_password(request)
        return begin_mail(request, following(request)) or go_on(request, following(request))
    proved = _proved(request, request.user, CONFIRM, code)
    if proved is not None:
        post_authentication(request, proved, reauthenticated=True)
        return go_on(request, following(request))
    context = {"password_form": password, "code_form": code, "next": following(request)}
    return _ask(request, "accounts/confirm.html", request.user, CONFIRM, context)


def _password_is_right(request: SignedInRequest, form: PasswordForm) -> bool:
    """Whether the password was sent and is the person's. Counts like a sign-in."""
    if not form.is_bound or not form.is_valid():
        return False
    user = get_adapter().authenticate(
        request, email=request.user.email, password=form.cleaned_data["password"]
    )
    if user is None or user.pk != request.user.pk:
        form.add_error("password", get_adapter().error_messages["enter_current_password"])
        return False
    return True

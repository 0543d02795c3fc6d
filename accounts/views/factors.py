"""How a person signs in: password, code app, recovery codes, passkeys."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.factors import add_code_app, make_codes, remove_code_app
from accounts.actions.sessions import token_of
from accounts.forms.factors import CodeForm
from accounts.pages import security_centre
from accounts.receivers.sessions import browser_facts
from accounts.rules import factors
from accounts.rules.passkeys import host_of
from project.base import query
from project.base.access import signed_in
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import SignedInRequest
from project.base.secrecy import shows_secret

page = require_http_methods(["GET", "HEAD", "POST"])
#: In the session: the secret of an app that is being set up, encrypted like those in use.
PENDING = "code_app_secret"


def of_request(request: SignedInRequest) -> factors.Factors:
    """The factors of whoever is signed in, as this host sees them."""
    return factors.factors_of(request.user, host_of(request))


def who(request: SignedInRequest) -> dict[str, Any]:
    """What each action here is told of a request."""
    return {
        "user": request.user,
        "agency": request.agency,
        "host": host_of(request),
        "browser": browser_facts(request),
    }


def say_if_first(request: SignedInRequest, had: factors.Factors) -> None:
    """What else the first second factor has done."""
    if not had.any:
        messages.info(request, _("You will have to sign in again everywhere else."))


@signed_in
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Each way to sign in: what it is, whether there is one, what can be done with it."""
    return security_centre.page(
        request, "factors", "accounts/factors/page.html", {"factors": of_request(request)}
    )


@shows_secret
@signed_in
@page
@takes(CodeForm)
def code_app(request: SignedInRequest) -> HttpResponse:
    """Set up an app that makes codes: scan its secret, type its first code."""
    had = of_request(request)
    if had.code_app:
        messages.info(
            request, _("You already have an authenticator app. Remove it before you set up another.")
        )
        return redirect("account_factors")
    secret = _pending_secret(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            add_code_app(**who(request), secret=secret, code=code, keep=token_of(request.session), now=now())
        except Invalid as refusal:
            form.add_error("code", refusal.errors["code"])
        else:
            return _app_added(request, had)
    context = {"form": form, **_to_scan(request, secret)}
    return security_centre.page(
        request, "factors", "accounts/factors/code_app.html", context, status=422 if form.errors else 200
    )


def _app_added(request: SignedInRequest, had: factors.Factors) -> HttpResponse:
    request.session.pop(PENDING, None)
    messages.success(
        request,
        _(
            "Authenticator app set up. From now on, you will be asked for a code from the app "
            "when you sign in."
        ),
    )
    say_if_first(request, had)
    return redirect("account_factors" if of_request(request).codes_left else "account_codes")


def _pending_secret(request: SignedInRequest) -> str:
    adapter = get_adapter()
    if PENDING not in request.session:
        request.session[PENDING] = adapter.encrypt(generate_totp_secret())
    return str(adapter.decrypt(request.session[PENDING]))


def _to_scan(request: SignedInRequest, secret: str) -> dict[str, str]:
    adapter = get_adapter()
    url = adapter.build_totp_url(request.user, secret)
    picture = base64.b64encode(adapter.build_totp_svg(url).encode()).decode()
    letters = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"url": url, "picture": f"data:image/svg+xml;base64,{picture}", "letters": letters}


@signed_in
@page
def code_app_remove(request: SignedInRequest) -> HttpResponse:
    """Ask once more, then forget the code app."""
    had = of_request(request)
    if request.method == "POST" or not had.code_app:
        remove_code_app(**who(request), now=now())
        messages.success(request, _("Authenticator app removed."))
        return redirect("account_factors")
    return security_centre.page(request, "factors", "accounts/factors/code_app_remove.html", {"factors": had})


@shows_secret
@signed_in
@page
def codes(request: SignedInRequest) -> HttpResponse:
    """How many recovery codes are left; a POST makes new ones and shows them, this once."""
    then = "account_passkey_add" if query.text(request.GET, "then") == "passkey" else ""
    if request.method != "POST":
        context = {"factors": of_request(request), "then": then}
        return security_centre.page(request, "factors", "accounts/factors/codes.html", context)
    made = make_codes(**who(request), now=now())
    context = {"codes": [f"{code[:4]} {code[4:]}" for code in made], "then": then}
    return security_centre.page(
        request, "factors", "accounts/factors/codes_made.html", {**context, **_download(request, made)}
    )


def _download(request: SignedInRequest, made: list[str]) -> dict[str, str]:
    """The codes as a file, inside the page: nothing is kept that could be fetched again."""
    about = _("Recovery codes for %(who)s at %(agency)s. Each works once.") % {
        "who": request.user.email,
        "agency": request.agency.name,
    }
    text = "\n".join([about, request.build_absolute_uri("/"), "", *made, ""])
    return {"file": f"data:text/plain;charset=utf-8,{quote(text)}", "file_name": "recovery-codes.txt"}

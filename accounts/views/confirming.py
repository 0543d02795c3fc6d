"""The code by mail that is asked for on a new device beside the password (accounts.rules.known_devices): one
page, a button that sends it, and the field that takes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.confirmation_codes import LASTS, send_confirmation_code, use_confirmation_code
from accounts.forms.factors import CodeForm
from accounts.models import ConfirmationCode
from accounts.receivers.sessions import browser_facts
from accounts.rules.limits import network_of
from accounts.rules.passkeys import host_of
from accounts.views.reauth import go_on, lacks_code
from project.base import query
from project.base.clock import now
from project.base.errors import Invalid
from project.base.http import SignedInRequest


def begin_mail(request: SignedInRequest, following: str) -> HttpResponse | None:
    """After the right password: have a code mailed if it is needed and none is on its way; None when it is
    not needed."""
    if not lacks_code(request):
        return None
    if not _waits(request):
        _send(request)
    return _here(following)


def confirm_by_mail(request: SignedInRequest, following: str) -> HttpResponse:
    """Nothing is mailed but by a press: `mailed` says which button it was."""
    pressed = query.choice(request.POST, "mailed", ("send", "code"))
    if pressed == "send":
        _send(request)
        messages.success(request, _("We are emailing you a code."))
        return _here(following)
    form = CodeForm(request.POST if pressed == "code" else None)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            use_confirmation_code(**_who(request), code=code, now=now())
        except Invalid as refusal:
            form.add_error("code", refusal.errors["code"])
        else:
            return go_on(request, following)
    context = {"form": form, "waits": _waits(request), "next": following, "minutes": LASTS.seconds // 60}
    status = 422 if form.errors else 200
    return render(request, "accounts/confirm_mail.html", context, status=status)


def _send(request: SignedInRequest) -> None:
    about: dict[str, Any] = {"network": network_of(request), "host": host_of(request), "now": now()}
    send_confirmation_code(**_who(request), **about)


def _waits(request: SignedInRequest) -> bool:
    rows = ConfirmationCode.objects.waiting(now()).filter(user=request.user)
    return rows.filter(session__public_id=request.session_public_id).exists()


def _here(following: str) -> HttpResponse:
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': following})}")


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {"user": request.user, "browser": browser_facts(request)}

"""Passkeys of whoever is signed in: add, name, remove."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import passkeys
from accounts.actions.sessions import token_of
from accounts.forms.factors import PasskeyNameForm, PasskeyRenameForm
from accounts.pages import security_centre
from accounts.rules import factors
from accounts.rules.passkeys import LONGEST, answer_to_add, host_of, question_to_add
from project.base import query
from project.base.access import signed_in
from project.base.clock import now
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import SignedInRequest

from .factors import of_request, page, say_if_first, who


@signed_in
@page
@takes(PasskeyNameForm, "credential")
def add(request: SignedInRequest) -> HttpResponse:
    """Have the browser make a passkey for this host. Without another way in
    it leads to the recovery codes first."""
    had = of_request(request)
    if not had.fallback:
        messages.info(
            request, _("Create recovery codes first. If you lose a passkey, you need another way to sign in.")
        )
        return redirect(f"{reverse('account_codes')}?then=passkey")
    form = PasskeyNameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = _add(request, form.cleaned_data["name"])
        except Invalid as refusal:
            for field, texts in refusal.errors.items():
                form.add_error(field or None, texts)
        else:
            messages.success(request, _("Passkey “%s” added.") % added.data["name"])
            say_if_first(request, had)
            return redirect("account_factors")
    context = {
        "form": form,
        "question": question_to_add(request, request.user, now()),
        "host": host_of(request),
    }
    status = 422 if form.errors else 200
    return security_centre.page(
        request, "factors", "accounts/factors/passkey_add.html", context, status=status
    )


def _add(request: SignedInRequest, name: str) -> Any:
    moment = now()
    sent = query.verbatim(request.POST, "credential", most=LONGEST)
    credential, key = answer_to_add(request, request.user, sent, moment)
    made: dict[str, Any] = {"name": name, "credential": credential, "credential_id": key}
    return passkeys.add_passkey(**who(request), **made, keep=token_of(request.session), now=moment)


@signed_in
@page
@takes(PasskeyRenameForm)
def rename(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give a passkey another name."""
    passkey = _passkey(request, public_id)
    form = PasskeyRenameForm(
        request.POST if request.method == "POST" else None, initial={"name": passkey.name}
    )
    if form.is_valid():
        passkeys.rename_passkey(**who(request), public_id=public_id, name=form.cleaned_data["name"])
        messages.success(request, _("Name saved."))
        return redirect("account_factors")
    context = {"form": form, "passkey": passkey}
    status = 422 if form.errors else 200
    return security_centre.page(
        request, "factors", "accounts/factors/passkey_name.html", context, status=status
    )


@signed_in
@page
def remove(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Ask once more, then accept this passkey no longer."""
    passkey = _passkey(request, public_id)
    if request.method == "POST":
        passkeys.remove_passkey(**who(request), public_id=public_id, now=now())
        messages.success(request, _("Passkey “%s” removed.") % passkey.name)
        return redirect("account_factors")
    context = {"passkey": passkey, "factors": of_request(request)}
    return security_centre.page(request, "factors", "accounts/factors/passkey_remove.html", context)


def _passkey(request: SignedInRequest, public_id: str) -> factors.Passkey:
    found = [key for key in of_request(request).passkeys if key.public_id == public_id]
    if not found:
        raise NotVisible()
    return found[0]

"""Another e-mail address: asking for it, and the link that went there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import addresses
from accounts.adapters.account import visited_host
from accounts.forms.addresses import EmailForm
from accounts.models import EmailChange, User
from accounts.pages import security_centre
from accounts.receivers.sessions import browser_facts
from accounts.rules import tries
from accounts.rules.limits import EMAIL_CHANGE, EMAIL_CHANGE_ADDRESS, count_try
from accounts.signals import email_changed
from project.base.access import signed_in
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import SignedInRequest

from .entrance import page


@signed_in
@page
@takes(EmailForm)
def email(request: SignedInRequest) -> HttpResponse:
    """The form, and the change that waits. The answer is the same whoever has the address."""
    form = EmailForm(request.POST if request.method == "POST" else request.typed)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            _ask(request, form.cleaned_data["email"])
        except Invalid as error:
            form.add_refusal(error)
        else:
            return redirect("account_email")
    waiting = EmailChange.objects.open(now()).filter(user=request.user).first()
    context = {"form": form, "waiting": waiting}
    status = 422 if form.errors else 200
    return security_centre.page(request, "profile", "accounts/profile/email.html", context, status=status)


def _ask(request: SignedInRequest, address: str) -> None:
    moment = now()
    if address != request.user.email:
        tries.count(tries.of_person(EMAIL_CHANGE, request, request.user, moment), moment)
        count_try(EMAIL_CHANGE_ADDRESS, address, now=moment)
    addresses.ask_email_change(**_who(request), email=address, now=moment)


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {
        "agency": request.agency,
        "user": request.user,
        "host": visited_host(request),
        "browser": browser_facts(request),
    }


@signed_in
@require_POST
def email_withdraw(request: SignedInRequest) -> HttpResponse:
    """Take a wish for another address back; its link stops working."""
    if addresses.withdraw_email_change(user=request.user, now=now()):
        messages.success(
            request, _("Your email address has not changed. The link in the email no longer works.")
        )
    return redirect("account_email")


@signed_in
@page
def email_confirm(request: SignedInRequest, token: str) -> HttpResponse:
    """The mailed link: for the person who asked alone, so that a slip in
    the address gives the account to nobody."""
    if request.method == "POST":
        return _confirm(request, token)
    change = addresses.find_email_change(agency=request.agency, user=request.user, token=token, now=now())
    return security_centre.page(request, "profile", "accounts/profile/email_confirm.html", {"change": change})


def _confirm(request: SignedInRequest, token: str) -> HttpResponse:
    moment = now()
    with transaction.atomic():
        person, changed = addresses.confirm_email_change(**_who(request), token=token, now=moment)
        if changed:
            update_session_auth_hash(request, person)
            email_changed.send(sender=User, request=request, user=person, now=moment)
    messages.success(
        request, _("Your email address is now %s. Your other devices have been signed out.") % person.email
    )
    return redirect("account_profile")

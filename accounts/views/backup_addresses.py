"""A second e-mail address: asking for it, the link that went there, removing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import backup_addresses
from accounts.adapters.account import visited_host
from accounts.forms.addresses import BackupForm
from accounts.models import BackupAddress
from accounts.pages import security_centre
from accounts.receivers.sessions import browser_facts
from accounts.rules import tries
from accounts.rules.backup_addresses import backup_of, opens
from accounts.rules.limits import EMAIL_CHANGE, EMAIL_CHANGE_ADDRESS, count_try
from project.base.access import signed_in
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import SignedInRequest

from .entrance import page


@signed_in
@page
@takes(BackupForm)
def backup(request: SignedInRequest) -> HttpResponse:
    """The second address, one that waits, or the form."""
    form = BackupForm(request.POST if request.method == "POST" else request.typed)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            _ask(request, form.cleaned_data["email"])
        except Invalid as error:
            form.add_refusal(error)
        else:
            return redirect("account_backup")
    moment, present = now(), backup_of(request.user)
    context = {
        "form": form,
        "present": present,
        "opens": bool(present and opens(present, moment)),
        "waiting": BackupAddress.objects.open(moment).filter(user=request.user).first(),
    }
    status = 422 if form.errors else 200
    return security_centre.page(request, "profile", "accounts/profile/backup.html", context, status=status)


def _ask(request: SignedInRequest, address: str) -> None:
    """Counted like a wish for another address, which it is."""
    moment = now()
    tries.count(tries.of_person(EMAIL_CHANGE, request, request.user, moment), moment)
    count_try(EMAIL_CHANGE_ADDRESS, address, now=moment)
    backup_addresses.ask_backup(**_who(request), email=address, now=moment)


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {
        "agency": request.agency,
        "user": request.user,
        "host": visited_host(request),
        "browser": browser_facts(request),
    }


@signed_in
@require_POST
def backup_remove(request: SignedInRequest) -> HttpResponse:
    """Take the second address away, or back the wish for one."""
    if asked := request.require_proof():
        return asked
    if backup_addresses.remove_backup(**_who(request), now=now()):
        messages.success(
            request, _("Second email address removed. We will no longer contact you at that address.")
        )
    return redirect("account_backup")


@signed_in
@page
def backup_confirm(request: SignedInRequest, token: str) -> HttpResponse:
    """The mailed link, for the person who asked alone."""
    if request.method == "POST":
        row = backup_addresses.confirm_backup(**_who(request), token=token, now=now())
        messages.success(request, _("From now on, alerts will also go to %s.") % row.email)
        return redirect("account_backup")
    row = backup_addresses.find_backup(agency=request.agency, user=request.user, token=token, now=now())
    context = {"row": row}
    return security_centre.page(request, "profile", "accounts/profile/backup_confirm.html", context)

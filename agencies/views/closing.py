"""The owners' page about closing the agency."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.actions.closing import ask_closing, withdraw_closing
from agencies.actions.security_log import session_only
from agencies.forms.closing import CloseForm
from agencies.pages.closing import closing_page
from agencies.rules.closing import closes_agency
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, WrongState
from project.base.forms import takes
from project.base.http import MemberRequest

owners = area(closes_agency)


@owners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(CloseForm)
def close(request: MemberRequest) -> HttpResponse:
    """What is deleted, what has to be finished first, and the button."""
    form = CloseForm(request.POST if request.method == "POST" else request.typed)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            ask_closing(actor=request.viewer, now=now(), browser=session_only(request), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Closing requested. Everyone is being told by email."))
            return redirect("agencies:close")
    context = {"form": form, **closing_page(request.viewer, now())}
    return render(request, "agencies/closing/page.html", context, status=422 if form.errors else 200)


@owners
@require_POST
def withdraw(request: MemberRequest) -> HttpResponse:
    """Let the agency stay."""
    if withdraw_closing(actor=request.viewer, now=now(), browser=session_only(request)):
        messages.success(request, _("Closing withdrawn. Your agency stays, and everyone is being told."))
    return redirect("agencies:close")

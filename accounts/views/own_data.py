"""One's data: a copy to take along, and closing the account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import closing, exports
from accounts.forms.own_data import ClosingForm
from accounts.models import DataExport
from accounts.pages import security_centre
from accounts.receivers.sessions import browser_facts
from accounts.rules.tries import source_of
from agencies.actions.security_log import log_event
from project.base.access import signed_in
from project.base.clock import now
from project.base.errors import WrongState
from project.base.forms import takes
from project.base.http import SignedInRequest

#: How many copies are listed.
SHOWN = 10


@signed_in
@require_safe
def data(request: SignedInRequest) -> HttpResponse:
    """The copies that were asked for, and the way out."""
    moment = now()
    own = DataExport.objects.of(request.user, request.agency)
    context = {
        "waiting": own.waiting().first(),
        "ready": list(own.ready(moment).order_by("-ready_at", "-id")[:SHOWN]),
        "days": exports.VALID_FOR.days,
        "closing": closing.open_closing(request.user, request.agency),
    }
    template = "accounts/own_data/_copies.html" if request.htmx else "accounts/own_data/page.html"
    return security_centre.page(request, "data", template, context)


@signed_in
@require_POST
def export_ask(request: SignedInRequest) -> HttpResponse:
    """Have a copy made."""
    moment = now()
    about: dict[str, Any] = {"browser": browser_facts(request), "now": moment}
    source = source_of(request, request.user, moment)
    exports.ask_export(user=request.user, agency=request.agency, source=source, **about)
    messages.success(request, _("We are preparing your copy. You will get an email when it is ready."))
    return redirect("account_data")


@signed_in
@require_safe
def export_download(request: SignedInRequest, public_id: str) -> HttpResponseBase:
    """The ZIP; for the person alone, who has proved it lately."""
    moment = now()
    row, path = exports.downloadable(
        user=request.user, agency=request.agency, public_id=public_id, now=moment
    )
    log_event("data_export_taken", agency=request.agency, user=request.user, browser=browser_facts(request))
    name = f"{request.agency.code.lower()}-data-{row.ready_at:%Y-%m-%d}.zip"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@signed_in
@require_POST
def export_delete(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Delete a copy before its time."""
    exports.delete_export(user=request.user, agency=request.agency, public_id=public_id, now=now())
    messages.success(request, _("Copy deleted."))
    return redirect("account_data")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@takes(ClosingForm)
def close(request: SignedInRequest) -> HttpResponse:
    """What happens to one's data, what has to be finished first, and the button."""
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            closing.ask_closing(
                user=request.user, agency=request.agency, now=now(), browser=browser_facts(request)
            )
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
        return redirect("account_close")
    context = {
        "form": form,
        "closing": closing.open_closing(request.user, request.agency),
        "ties": closing.ties_at(request.user, request.agency),
        "elsewhere": closing.belongs_elsewhere(request.user, request.agency),
        "days": closing.WAIT.days,
    }
    status = 422 if form.errors else 200
    return security_centre.page(request, "data", "accounts/own_data/close.html", context, status=status)


@signed_in
@require_POST
def close_keep(request: SignedInRequest) -> HttpResponse:
    """Keep the account after all."""
    kept = closing.keep_account(
        user=request.user, agency=request.agency, now=now(), browser=browser_facts(request)
    )
    if kept:
        messages.success(request, _("Your account stays open."))
    return redirect("account_data")

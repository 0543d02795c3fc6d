"""The page of the agency's own settings, where its owner opens it to clients."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.actions.opening import open_agency, save_agency
from agencies.forms.opening import AgencyForm
from agencies.models.agency import SignUpPolicy
from agencies.pages.setup import checklist_of
from agencies.rules.agencies import sees_agency, sets_agency
from project.base import query
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest


@area(sees_agency)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(AgencyForm, "open")
def agency(request: MemberRequest) -> HttpResponse:
    """The settings; of a closed agency how much of the setup is left, and the button that opens it."""
    form = AgencyForm(request.POST if request.method == "POST" else None, agency=request.agency)
    if request.method == "POST":
        require(sets_agency(request.viewer))
        if form.is_valid() and (said := _done(request, form)):
            messages.success(request, said)
            opened = query.text(request.POST, "open")
            return redirect("agencies:setup" if opened else "agencies:agency")
    is_closed = not request.agency.is_open
    remaining = checklist_of(request.viewer).before_opening if is_closed else 0
    context = {
        "form": form,
        "is_closed": is_closed,
        "sign_up": SignUpPolicy(request.agency.sign_up).label,
        "may_set": sets_agency(request.viewer),
        "remaining": remaining,
        "opens": is_closed and not remaining,
    }
    return render(request, "agencies/agency.html", context, status=422 if form.errors else 200)


def _done(request: MemberRequest, form: AgencyForm) -> str:
    """What was done, in words; "" when the action refused it, which the form then says."""
    try:
        if query.text(request.POST, "open"):
            open_agency(actor=request.viewer, fields=form.cleaned_data, now=now())
            return _("Prices published. Your agency is open.")
        changed = save_agency(actor=request.viewer, fields=form.cleaned_data, now=now())
    except Invalid as error:
        form.add_refusal(error)
        return ""
    return _("Saved.") if changed else _("Nothing has changed.")

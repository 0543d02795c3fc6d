"""The owners' page about sessions and second factors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.actions.security import save_security_policy
from agencies.actions.security_log import session_only
from agencies.forms.security import SecurityForm
from agencies.rules.agencies import sets_security
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest


@area(sets_security)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(SecurityForm)
def security(request: MemberRequest) -> HttpResponse:
    """How strict the agency is about signing in."""
    moment = now()
    form = SecurityForm(request.POST if request.method == "POST" else request.typed, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            changed = save_security_policy(
                actor=request.viewer,
                numbers=form.numbers,
                now=moment,
                browser=session_only(request),
                **form.rule(moment),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request,
                _("Saved. The new rules apply from now on.") if changed else _("Nothing has changed."),
            )
            return redirect("agencies:security")
    return render(request, "agencies/security.html", {"form": form}, status=422 if form.errors else 200)

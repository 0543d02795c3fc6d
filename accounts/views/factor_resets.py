"""A person stops the reset of their second factors: signed in, or by the mailed link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.actions.factor_resets import stop_reset
from accounts.models import FactorReset
from accounts.pages import security_centre
from accounts.rules.factor_reset_links import reset_of
from project.base import query
from project.base.access import public, signed_in
from project.base.clock import now
from project.base.forms import takes
from project.base.http import AgencyRequest, SignedInRequest
from project.base.viewer import Member

from .entrance import page

VERBS = ("keep", "deny")


@public
@page
@takes("answer")
def stop(request: AgencyRequest, token: str) -> HttpResponse:
    """What the mail announced, and the two answers; by POST alone, since mail programs open links."""
    reset = reset_of(request.agency, token)
    if _answered(request, reset):
        return redirect("factor_reset_stop", token)
    return render(request, "accounts/factor_reset.html", {"reset": reset, "email": reset.user.email})


@signed_in
@page
@takes("answer")
def own(request: SignedInRequest) -> HttpResponse:
    """The same for whoever is signed in: the newest request about them at this agency."""
    rows = FactorReset.objects.filter(user=request.user, agency=request.agency)
    rows = rows.select_related("agency", "user", "membership", "asked_by")
    reset = rows.order_by("-asked_at", "-pk").first()
    if reset is not None and _answered(request, reset):
        messages.success(request, _("Reset stopped. Nothing was removed."))
        return redirect("factor_reset")
    return security_centre.page(request, "factors", "accounts/factors/reset.html", {"reset": reset})


def _answered(request: AgencyRequest, reset: FactorReset) -> bool:
    """Whether one of the answers was pressed, and has been given."""
    verb = query.choice(request.POST, "answer", VERBS)
    if request.method != "POST" or not verb:
        return False
    actor = Member(request.agency, membership=reset.membership)
    stop_reset(actor=actor, reset=reset, verb=verb, now=now())
    return True

"""The owners' pages about domains: which host names lead to the agency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.domains import ask_check, ask_domain, make_primary, remove_domain
from agencies.actions.security_log import session_only
from agencies.forms.domains import DomainForm
from agencies.models import DomainClaim
from agencies.pages.domains import domain_rows
from agencies.rules.agencies import manages_domains
from agencies.rules.domains import MOST, removal_fault, shown_host
from agencies.states.domains import ClaimState
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest

owners = area(manages_domains)


@owners
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """All of them; an agency has few."""
    claims = DomainClaim.objects.visible_to(request.viewer).order_by("host")
    context = {"rows": domain_rows(request.viewer, claims), "most": MOST}
    return render(request, "agencies/domains/list.html", context)


@owners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(DomainForm)
def new(request: MemberRequest) -> HttpResponse:
    """Ask for one."""
    form = DomainForm(request.POST if request.method == "POST" else request.typed)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            claim, is_new = ask_domain(**_who(request), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _told(claim, is_new))
            return redirect("agencies:domain", claim.public_id)
    return render(request, "agencies/domains/new.html", {"form": form}, status=422 if form.errors else 200)


@owners
@require_safe
def domain(request: MemberRequest, public_id: str) -> HttpResponse:
    """One of them: its record, what the last check found, and what can be done."""
    claim = claim_or_404(request, public_id)
    [row] = domain_rows(request.viewer, [claim])
    context = {"row": row, "kept_by": removal_fault(claim)}
    return render(request, "agencies/domains/domain.html", context)


@owners
@require_POST
def check(request: MemberRequest, public_id: str) -> HttpResponse:
    """Have its record looked for now."""
    claim = claim_or_404(request, public_id)
    ask_check(actor=request.viewer, claim=claim, now=now())
    messages.success(request, _("Check started. Its result appears here within a minute."))
    return redirect("agencies:domain", claim.public_id)


@owners
@require_POST
def primary(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make it the one that links name."""
    claim = claim_or_404(request, public_id)
    if asked := request.require_proof():
        return asked
    make_primary(**_who(request), claim=claim)
    messages.success(request, _("%s is now the primary domain.") % shown_host(claim.host))
    return redirect("agencies:domains")


@owners
@require_POST
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Give it up."""
    claim = claim_or_404(request, public_id)
    if asked := request.require_proof():
        return asked
    remove_domain(**_who(request), claim=claim)
    messages.success(request, _("%s removed.") % shown_host(claim.host))
    return redirect("agencies:domains")


def claim_or_404(request: MemberRequest, public_id: str) -> DomainClaim:
    """The claim of that id if the viewer may see it. One query."""
    claim = DomainClaim.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if claim is None:
        raise NotVisible()
    return claim


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "now": now(), "browser": session_only(request)}


def _told(claim: DomainClaim, is_new: bool) -> str:
    if not is_new:
        return _("You already have this domain.")
    if claim.state == ClaimState.PROVED:
        return _("Domain added. It works now.")
    return _("Domain added. Now set its record.")

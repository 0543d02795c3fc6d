"""The links of a class: sent to one member or to all, revoked; and those that were mailed to oneself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.actions.member_links import revoke_link, revoke_own_link, send_all_links, send_link
from cohorts.pages.member_links import links_page, own_links
from cohorts.rules.cohorts import sees_classes
from project.base import clock
from project.base.access import area, member_only
from project.base.errors import Conflict, NotVisible
from project.base.http import MemberRequest

from .fetching import member_or_404, planned_or_404


@area(sees_classes)
@require_safe
def index(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who has a link."""
    cohort = planned_or_404(request, public_id)
    return render(request, "cohorts/links/list.html", links_page(request, cohort))


@area(sees_classes)
@require_POST
def send_all(request: MemberRequest, public_id: str) -> HttpResponse:
    """Send one to everybody who has none."""
    cohort = planned_or_404(request, public_id)
    send_all_links(actor=request.viewer, cohort=cohort)
    messages.success(request, _("Links are being sent to everyone who has none."))
    return redirect("cohorts:links", public_id)


@area(sees_classes)
@require_POST
def send(request: MemberRequest, public_id: str, member_id: str) -> HttpResponse:
    """Send one member a new link; the one before stops working."""
    cohort = planned_or_404(request, public_id)
    try:
        send_link(actor=request.viewer, member=member_or_404(cohort, member_id), now=clock.now())
    except Conflict as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Link sent."))
    return redirect("cohorts:links", public_id)


@area(sees_classes)
@require_POST
def revoke(request: MemberRequest, public_id: str, member_id: str) -> HttpResponse:
    """Make the link of a member worthless."""
    cohort = planned_or_404(request, public_id)
    revoke_link(actor=request.viewer, member=member_or_404(cohort, member_id), now=clock.now())
    messages.success(request, _("Link revoked."))
    return redirect("cohorts:links", public_id)


@member_only
@require_safe
def own(request: MemberRequest) -> HttpResponse:
    """Links to classes that were mailed to one's own address."""
    return render(request, "cohorts/links/own.html", {"links": list(own_links(request.viewer)[:50])})


@member_only
@require_POST
def own_revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    """End one of those."""
    link = own_links(request.viewer).filter(public_id=public_id).first()
    if link is None:
        raise NotVisible()
    revoke_own_link(actor=request.viewer, link=link, now=clock.now())
    messages.success(request, _("Link revoked."))
    return redirect("cohorts:own_links")

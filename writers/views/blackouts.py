"""The pages about a writer's time off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.blackouts import add_blackout, change_blackout, remove_blackout
from writers.forms.blackouts import BlackoutForm
from writers.models import BlackoutPeriod
from writers.pages import blackouts as printed
from writers.rules.capacity import can_edit_capacity, edits_capacity, sees_all_capacity

from .capacity import today_of, writer_or_404

page = require_http_methods(["GET", "HEAD", "POST"])


@area(is_writer)
@page
@takes(BlackoutForm)
def own(request: MemberRequest) -> HttpResponse:
    """My time off, and a form for more."""
    return _list(request, writer_or_404(request, request.viewer.membership.public_id))


@area(sees_all_capacity)
@page
@takes(BlackoutForm)
def of_writer(request: MemberRequest, public_id: str) -> HttpResponse:
    """The time off of one writer, for the desk."""
    return _list(request, writer_or_404(request, public_id))


@area(edits_capacity)
@page
@takes(BlackoutForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change one period."""
    found = blackout_or_404(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = BlackoutForm(sent, today=today_of(found.member), stored=found)
    if sent is not None and form.is_valid():
        try:
            change_blackout(actor=request.viewer, blackout=found, **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(printed.blackouts_url(request, found.member))
    context = {"form": form, "person": found.member, "back": printed.blackouts_url(request, found.member)}
    return render(request, "writers/capacity/blackout.html", context, status=422 if form.errors else 200)


@area(edits_capacity)
@require_POST
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete one period."""
    found = blackout_or_404(request, public_id)
    remove_blackout(actor=request.viewer, blackout=found)
    messages.success(request, _("Time off deleted."))
    return redirect(printed.blackouts_url(request, found.member))


def blackout_or_404(request: MemberRequest, public_id: str) -> BlackoutPeriod:
    """The period of that id if the viewer may see it. One query."""
    rows = BlackoutPeriod.objects.visible_to(request.viewer).select_related("member__user", "member__agency")
    found: BlackoutPeriod | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def _list(request: MemberRequest, member: Membership) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = BlackoutForm(sent, today=today_of(member))
    if sent is not None and form.is_valid():
        try:
            add_blackout(actor=request.viewer, member=member, now=clock.now(), **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Time off added."))
            return redirect(request.path)
    is_own = member.pk == request.viewer.member_id
    past = query.choice(request.GET, "show", ("past",)) == "past"
    context = {
        "form": form,
        "person": member,
        "is_own": is_own,
        "may_edit": can_edit_capacity(request.viewer, member),
        "past": past,
        "tabs": _tabs(request, past=past),
        "page": printed.blackouts_page(request, member, clock.now(), past=past),
        "back": reverse("writers:capacity")
        if is_own
        else reverse("writers:desk_capacity", args=[member.public_id]),
    }
    return render(request, "writers/capacity/blackouts.html", context, status=422 if form.errors else 200)


def _tabs(request: MemberRequest, *, past: bool) -> list[dict[str, object]]:
    return [
        {"label": _("Upcoming"), "url": request.path, "active": not past, "count": None},
        {"label": _("Past"), "url": f"{request.path}?show=past", "active": past, "count": None},
    ]

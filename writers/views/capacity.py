"""The pages about how much work a writer takes: one's own in the studio, everyone's on the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from project.base import clock, query
from project.base.access import area
from project.base.compiled import Slot, compiled_key
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer
from writers.actions.capacity import reset_capacity, save_capacity
from writers.forms.capacity import CapacityForm
from writers.pages import blackouts as times_off
from writers.pages import capacity as printed
from writers.querysets.capacity import Kept, kept_of
from writers.querysets.writers import writers_visible_to
from writers.rules.capacity import can_edit_capacity, edits_capacity, sees_all_capacity, sets_efforts

page = require_http_methods(["GET", "HEAD", "POST"])
ORDER, KINDS = ("public_name", "id"), (str, int)
#: Writers on one page of the map.
SIZE = 25


@area(is_writer)
@page
@takes(CapacityForm, "version")
def own(request: MemberRequest) -> HttpResponse:
    """My capacity."""
    return _answer(request, writer_or_404(request, request.viewer.membership.public_id))


@area(sees_all_capacity)
@page
@takes(CapacityForm, "version")
def of_writer(request: MemberRequest, public_id: str) -> HttpResponse:
    """The capacity of one writer, for the desk."""
    return _answer(request, writer_or_404(request, public_id))


@area(edits_capacity)
@require_POST
def reset(request: MemberRequest, public_id: str) -> HttpResponse:
    """Back to what holds for everyone."""
    member = writer_or_404(request, public_id)
    reset_capacity(actor=request.viewer, member=member)
    messages.success(request, _("Settings reset."))
    is_own = member.pk == request.viewer.member_id
    return redirect("writers:capacity") if is_own else redirect("writers:desk_capacity", public_id)


@area(sees_all_capacity)
@require_safe
def everyone(request: MemberRequest) -> HttpResponse:
    """The coming weeks of all writers."""
    found = page_of(writers_visible_to(request.viewer), request, order=ORDER, kinds=KINDS, size=SIZE)
    rows = printed.rows_of(request.agency, found.rows, clock.now())
    context = {
        "page": found.with_rows(rows),
        "legend": printed.legend(),
        "sets_efforts": sets_efforts(request.viewer),
    }
    return render(request, "writers/capacity/everyone.html", context)


@compiled_key
def _writers(viewer: Viewer, public_id: Slot) -> QuerySet[Membership]:
    return writers_visible_to(viewer).select_related("user", "agency").filter(public_id=public_id)


def writer_or_404(request: MemberRequest, public_id: str) -> Membership:
    """The writer of that id if the viewer may see their capacity. One query."""
    found = _writers.first(request.viewer, public_id=public_id)
    if found is None:
        raise NotVisible()
    return found


def capacity_form(request: MemberRequest, member: Membership, kept: Kept, data: Any = None) -> CapacityForm:
    """The form of what is stored, with what was typed."""
    today = today_of(member)
    return CapacityForm(data, viewer=request.viewer, member=member, kept=kept, today=today)


def today_of(member: Membership) -> dt.date:
    """The day that it is for the writer."""
    return clock.now().astimezone(member.user.zone or member.agency.zone).date()


def _answer(request: MemberRequest, member: Membership) -> HttpResponse:
    kept = kept_of([member])[member.pk]
    sent = request.POST if request.method == "POST" else None
    version = query.number(sent, "version") if sent is not None else kept.version
    form = capacity_form(request, member, kept, sent)
    if sent is not None and form.is_valid():
        try:
            save_capacity(
                actor=request.viewer, member=member, fields=form.facts, version=version or 0, now=clock.now()
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as stale:
            version = stale.current.version
            form.add_error(None, _("%s Save again to keep your version.") % stale.message)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    return _page(request, member, form, version or 0, kept)


def _page(
    request: MemberRequest, member: Membership, form: CapacityForm, version: int, kept: Kept
) -> HttpResponse:
    (standing,) = printed.standings_of(request.agency, [member], clock.now())
    is_own = member.pk == request.viewer.member_id
    context = {
        "form": form,
        "version": version,
        "person": member,
        "is_own": is_own,
        "is_default": kept.is_default,
        "may_edit": can_edit_capacity(request.viewer, member),
        "panel": printed.panel(standing),
        "blackouts": times_off.first_few(request, member, clock.now()),
        "blackouts_url": times_off.blackouts_url(request, member),
    }
    return render(request, "writers/capacity/page.html", context, status=422 if form.errors else 200)

"""The pool: what fits me, for writers."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from project.base import clock
from project.base.access import area
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.paging import beginning_beyond, page_of
from writers.actions import pool_answers
from writers.models import PoolEntry
from writers.pages.pool import KINDS, ORDER, PAGE, RELATED, FittingEntries, entry_row, interested_in
from writers.rules.pool import against, alone_until, takes_from_pool

writers_only = area(takes_from_pool)


@writers_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The orders in the pool that fit me, the newest first."""
    now = clock.now()
    read = FittingEntries(request.viewer, now)
    page = page_of(read, request, order=ORDER, kinds=KINDS, size=PAGE, key=lambda row: (row.put_at, row.pk))
    told = interested_in(request.viewer, page.rows)
    rows = [{**entry_row(entry, now), "told": entry.pk in told} for entry in page.rows]
    page = page.with_rows(rows)
    if read.stopped_at and not page.next_url:
        page = replace(page, next_url=f"{request.path}?{beginning_beyond(*read.stopped_at)}")
    return render(request, "writers/pool/list.html", {"page": page})


@writers_only
@require_safe
def entry(request: MemberRequest, public_id: str) -> HttpResponse:
    """One of them, with its brief unless that is confidential."""
    found, now = entry_or_404(request, public_id), clock.now()
    context = {
        "row": entry_row(found, now),
        "public_id": found.public_id,
        "told": found.pk in interested_in(request.viewer, [found]),
        "preferred": alone_until(found, now) is not None
        and found.order.preferred_writer_id == request.viewer.member_id,
    }
    return render(request, "writers/pool/entry.html", context)


@writers_only
@require_POST
def take(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take it: the order is mine, or somebody was faster."""
    found = looked_at_or_404(request, public_id)
    order = pool_answers.take_from_pool(actor=request.viewer, entry=found, now=clock.now())
    messages.success(request, _("The order is yours. Press “Start work” when you begin."))
    return redirect("orders:order", order.number)


@writers_only
@require_POST
def interest(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say that I would take it."""
    found = looked_at_or_404(request, public_id)
    pool_answers.show_interest(actor=request.viewer, entry=found, now=clock.now())
    messages.success(request, _("The agency sees that you’re interested."))
    return redirect("writers:pool")


@writers_only
@require_POST
def withdraw_interest(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take that back."""
    found = looked_at_or_404(request, public_id)
    pool_answers.withdraw_interest(actor=request.viewer, entry=found, now=clock.now())
    messages.success(request, _("Interest withdrawn."))
    return redirect("writers:pool")


@writers_only
@require_POST
def leave(request: MemberRequest, public_id: str) -> HttpResponse:
    """The preferred writer leaves it to the others."""
    found = looked_at_or_404(request, public_id)
    pool_answers.leave_to_others(actor=request.viewer, entry=found, now=clock.now())
    messages.success(request, _("Left to other writers."))
    return redirect("writers:pool")


def entry_or_404(request: MemberRequest, public_id: str) -> PoolEntry:
    """The entry of that id if it is in the pool and fits the viewer, or they have said that they would take
    it. Six queries. Raises NotVisible."""
    now = clock.now()
    rows = PoolEntry.objects.offered_to(request.viewer, now).select_related(*RELATED)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    told = interested_in(request.viewer, [found])
    if not told and against(request.viewer, found.order, now):
        raise NotVisible()
    return found


def looked_at_or_404(request: MemberRequest, public_id: str) -> PoolEntry:
    """As entry_or_404; also what has left the pool since, for those whom it can be told: who now has the
    order, or had said that they would take it."""
    try:
        return entry_or_404(request, public_id)
    except NotVisible:
        rows = PoolEntry.objects.known_to(request.viewer).select_related("order")
        found = rows.filter(public_id=public_id).first()
        if found is None:
            raise
        return found

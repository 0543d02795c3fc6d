"""Levels of writers, for managers: which there are, and who holds which."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Membership
from project.base import clock
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.actions import levels
from writers.forms.rates import HeldLevelForm, LevelForm
from writers.models import HeldLevel, WriterLevel
from writers.pages import rates as pages
from writers.rules.rates import keeps_rates

from .rates import form_page, today_of


def level_or_404(request: MemberRequest, key: str) -> WriterLevel:
    """The level of this id in the viewer's scope, archived or not."""
    return get_object_or_404(WriterLevel.objects.visible_to(request.viewer), public_id=key)


def earner_or_404(request: MemberRequest, key: str) -> Membership:
    """The writer or editor of this id in the viewer's scope."""
    return get_object_or_404(pages.earners(request.viewer), public_id=key)


def held_or_404(request: MemberRequest, key: str) -> HeldLevel:
    """What somebody holds from a day on, of this id in the viewer's scope."""
    rows = HeldLevel.objects.visible_to(request.viewer).select_related("member", "level", "set_by")
    return get_object_or_404(rows, public_id=key)


@area(keeps_rates)
@form_page
@takes(LevelForm)
def new(request: MemberRequest) -> HttpResponse:
    """Add a level."""
    form = LevelForm(request.POST if request.method == "POST" else None, initial={"position": 0})
    if form.is_valid():
        try:
            levels.add_level(actor=request.viewer, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Level added."))
            return redirect("writers:rates")
    return render(request, "writers/rates/level.html", {"form": form}, status=422 if form.errors else 200)


@area(keeps_rates)
@form_page
@takes(LevelForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Another name or place."""
    level = level_or_404(request, public_id)
    initial = {"name": level.name, "position": level.position}
    form = LevelForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            levels.change_level(actor=request.viewer, level=level, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("writers:rates")
    context = {"form": form, "level": level}
    return render(request, "writers/rates/level.html", context, status=422 if form.errors else 200)


@area(keeps_rates)
@require_POST
def archive(request: MemberRequest, public_id: str) -> HttpResponse:
    """Offer it no longer."""
    levels.archive_level(actor=request.viewer, level=level_or_404(request, public_id), now=clock.now())
    messages.success(request, _("Level archived. People who hold it keep it."))
    return redirect("writers:rates")


@area(keeps_rates)
@require_POST
def restore(request: MemberRequest, public_id: str) -> HttpResponse:
    """Offer it again."""
    try:
        levels.restore_level(actor=request.viewer, level=level_or_404(request, public_id))
    except Invalid as refusal:
        messages.error(request, " ".join(text for texts in refusal.errors.values() for text in texts))
    else:
        messages.success(request, _("Level restored."))
    return redirect("writers:rates")


@area(keeps_rates)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Who writes or edits, and the level that each holds."""
    rows = pages.earners(request.viewer)
    found = page_of(rows, request, order=pages.BY_NAME, kinds=pages.BY_NAME_KINDS)
    page = found.with_rows(pages.person_rows(request.agency, found.rows, today_of(request)))
    return render(request, "writers/rates/people.html", {"page": page})


@area(keeps_rates)
@form_page
@takes(HeldLevelForm)
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    """Let somebody hold a level from a day on."""
    someone, today = earner_or_404(request, public_id), today_of(request)
    posted = request.POST if request.method == "POST" else None
    form = HeldLevelForm(posted, levels=pages.levels_of(request.viewer), initial={"from_day": today})
    if posted is not None and form.is_valid():
        try:
            levels.hold_level(actor=request.viewer, person=someone, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Level saved. Agreed fees do not change."))
            return redirect("writers:level_person", public_id)
    context = {"person": someone, "form": form, "rows": pages.held_rows(request.viewer, someone, today)}
    return render(request, "writers/rates/person.html", context, status=422 if form.errors else 200)


@area(keeps_rates)
@require_POST
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Withdraw a level that has not begun."""
    held = held_or_404(request, public_id)
    try:
        levels.remove_held(actor=request.viewer, held=held, now=clock.now())
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Removed."))
    return redirect("writers:level_person", held.member.public_id)

"""Filling a draft with a preset, after its difference was shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.pricing.offering import current_offering
from drafts.actions import preset_filling
from drafts.forms.drafts import DraftForm
from drafts.models import OrderDraft, OrderPreset
from drafts.pages.drafts import writers_of
from drafts.rules import preset_difference
from drafts.rules.drafts import can_edit_draft
from drafts.rules.presets import can_use_preset, why_not_fill
from drafts.views.fetching import draft_or_404
from drafts.views.presets import client_only, page_methods, preset_or_404
from project.base import clock, query
from project.base.errors import Invalid, Stale, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest


@client_only
@require_POST
def begin(request: MemberRequest, public_id: str) -> HttpResponse:
    """A new draft, filled with the preset: there is nothing yet that it could overwrite."""
    filled = preset_filling.begin_filled(
        actor=request.viewer, preset=preset_or_404(request, public_id), now=clock.now()
    )
    if filled.gone:
        messages.warning(
            request,
            _("No longer offered, so left out: %(names)s.") % {"names": ", ".join(filled.gone)},
        )
    return redirect("drafts:draft", filled.draft.public_id)


@client_only
@page_methods
@takes("fields", "version")
def apply(request: MemberRequest, public_id: str, preset_id: str) -> HttpResponse:
    """Show what a preset would change in a draft, each with a tick; then write the ticked ones."""
    draft, preset = draft_or_404(request, public_id), preset_or_404(request, preset_id)
    require(can_edit_draft(request.viewer, draft) and can_use_preset(request.viewer, preset))
    if reason := why_not_fill(preset, draft):
        raise WrongState(reason)
    if request.method != "POST":
        return _apply_page(request, preset, draft)
    version, names = query.number(request.POST, "version"), query.values(request.POST, "fields")
    if not names:
        return _apply_page(request, preset, draft, nothing=True, status=422)
    try:
        preset_filling.fill_draft(
            actor=request.viewer,
            preset=preset,
            draft=draft,
            version=version,
            names=names,
            now=clock.now(),
        )
    except Invalid:  # two languages are all that can be wrong with what a preset says
        return _apply_page(request, preset, draft, same=True, status=422)
    except Stale:
        fresh = draft_or_404(request, public_id)
        return _apply_page(request, preset, fresh, stale=True, status=409)
    messages.success(request, _("Preset applied."))
    return redirect("drafts:draft", public_id)


def _difference(
    request: MemberRequest, preset: OrderPreset, draft: OrderDraft
) -> preset_difference.Difference:
    labels = {name: field.label for name, field in DraftForm.base_fields.items()}
    offering = current_offering(request.agency)
    return preset_difference.difference(preset, draft, offering, writers_of(request, draft), labels)


def _apply_page(
    request: MemberRequest,
    preset: OrderPreset,
    draft: OrderDraft,
    *,
    stale: bool = False,
    nothing: bool = False,
    same: bool = False,
    status: int = 200,
) -> HttpResponse:
    found = _difference(request, preset, draft)
    said = {"stale": stale, "nothing": nothing, "same": same}
    context = {"preset": preset, "draft": draft, "found": found, **said}
    return render(request, "drafts/presets/apply.html", context, status=status)

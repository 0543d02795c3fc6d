"""Presets: the list, the editor, and filling a draft after its difference was shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from clients.rules.accounts import is_client, orders_somewhere
from drafts.actions import presets
from drafts.forms.presets import SPARE, PresetForm, initial_of
from drafts.models import OrderDraft, OrderPreset, PresetAddOn
from drafts.pages import preset_list, preset_sources
from drafts.pages.draft_list import OFFERED
from drafts.pages.drafts import writers_of
from drafts.rules.drafts import can_edit_draft
from drafts.rules.preset_difference import LANGUAGES
from drafts.rules.presets import can_edit_preset
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, require
from project.base.forms import takes
from project.base.http import MemberRequest

client_only = area(is_client)
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@client_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """My presets and those that my account shares; with `?draft=` to choose one for a draft."""
    tab = query.choice(request.GET, "tab", preset_list.TABS, "mine")
    words = query.text(request.GET, "q", most=80)
    draft = _draft_named(request)
    context = {
        "page": preset_list.page_for(request, tab, words, draft),
        "tab": tab,
        "words": words,
        "tabs": [
            {"label": label, "url": f"?tab={key}", "active": key == tab}
            for key, label in preset_list.TABS.items()
        ],
        "draft": draft,
        "archived": _just_archived(request),
        "may_order": orders_somewhere(request.viewer),
    }
    return render(request, "drafts/presets/list.html", context)


def _draft_named(request: MemberRequest) -> str:
    """The id of the draft that a preset is chosen for; "" for none, or one that the viewer cannot fill."""
    public_id = query.public_id(request.GET, "draft")
    rows = OrderDraft.objects.visible_to(request.viewer).filter(public_id=public_id, converted_at=None)
    draft = rows.first() if public_id else None
    return public_id if draft and can_edit_draft(request.viewer, draft) else ""


def _just_archived(request: MemberRequest) -> str:
    """The id of the preset that was put away a moment ago, for the button that brings it back."""
    public_id = query.public_id(request.GET, "archived")
    rows = _rows(request).filter(public_id=public_id, archived_at__gte=clock.now() - OFFERED)
    preset = rows.first() if public_id else None
    return public_id if preset and can_edit_preset(request.viewer, preset) else ""


def _rows(request: MemberRequest) -> Any:
    return OrderPreset.objects.visible_to(request.viewer)


def preset_or_404(request: MemberRequest, public_id: str) -> OrderPreset:
    """The preset of that id if the viewer may see it, with its add-ons and preferences. Three queries."""
    addons = Prefetch(
        "addon_rows", PresetAddOn.objects.select_related("addon").order_by("addon__position", "id")
    )
    rows = _rows(request).select_related("account", "service", "subject", "quality", "preferred_writer")
    preset: OrderPreset | None = rows.prefetch_related(addons, "styles").filter(public_id=public_id).first()
    if preset is None:
        raise NotVisible()
    return preset


@client_only
@page_methods
@takes(PresetForm, "rows", "version")
def new(request: MemberRequest) -> HttpResponse:
    """A preset from scratch, or with `?from=` of a draft or an order of mine."""
    account, found = preset_sources.account_and_source(request)
    if account is None:
        raise NotAllowed(_("To create a preset, you need an account that you can place orders for."))
    filled, styles = preset_sources.filled(found) if found else ({}, [])
    form = _form(request, account, filled, rows=len(styles) + SPARE)
    if request.method == "POST" and form.is_valid():
        try:
            made = presets.create_preset(
                actor=request.viewer,
                account=account,
                fields=form.preset_fields,
                styles=form.styles,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Preset “%(name)s” saved.") % {"name": made.name})
            return redirect("drafts:presets")
    return _page(request, form, None)


@client_only
@page_methods
@takes(PresetForm, "rows", "version")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change a preset; orders and drafts that it filled keep what they have."""
    preset = preset_or_404(request, public_id)
    require(can_edit_preset(request.viewer, preset))
    offering = current_offering(request.agency)
    rows = len(preset.styles.all()) + SPARE
    form = _form(request, preset.account, initial_of(preset, offering), rows=rows)
    if request.method == "POST" and form.is_valid():
        version = query.number(request.POST, "version")
        try:
            presets.save_preset(
                actor=request.viewer,
                preset=preset,
                version=version,
                fields=form.preset_fields,
                styles=form.styles,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale:
            form.add_error(
                None,
                _(
                    "Someone saved this preset while you were editing it. What you typed is still here. "
                    "Save again to keep your version."
                ),
            )
            return _page(request, form, preset_or_404(request, public_id), status=409)
        else:
            messages.success(request, _("Preset saved."))
            return redirect("drafts:presets")
    return _page(request, form, preset)


def _form(
    request: MemberRequest, account: ClientAccount, initial: dict[str, Any], *, rows: int
) -> PresetForm:
    offering = current_offering(request.agency)
    if request.method != "POST":
        return PresetForm(initial=initial, offering=offering, writers=_writers(request, account), rows=rows)
    count = query.number(request.POST, "rows", most=99, otherwise=rows)
    kept = [initial[name] for name in LANGUAGES if name in initial]
    return PresetForm(
        request.POST, offering=offering, writers=_writers(request, account), kept=kept, rows=count
    )


def _writers(request: MemberRequest, account: ClientAccount) -> Any:
    return writers_of(request, OrderDraft(account=account))


def _page(
    request: MemberRequest, form: PresetForm, preset: OrderPreset | None, *, status: int = 200
) -> HttpResponse:
    ticked = form["addons"].value() or ()
    context = {
        "form": form,
        "preset": preset,
        "addons": [
            {"key": row.key, "name": row.name, "ticked": row.key in ticked} for row in form.offering.addons
        ],
    }
    code = status if status != 200 else 422 if form.errors else 200
    return render(request, "drafts/presets/edit.html", context, status=code)


@client_only
@require_POST
def copy(request: MemberRequest, public_id: str) -> HttpResponse:
    """A copy of one's own."""
    made = presets.duplicate_preset(
        actor=request.viewer, preset=preset_or_404(request, public_id), now=clock.now()
    )
    messages.success(request, _("Preset copied."))
    return redirect("drafts:preset", made.public_id)


@client_only
@require_POST
def archive(request: MemberRequest, public_id: str) -> HttpResponse:
    """Put it away; the list offers to bring it back."""
    presets.archive_preset(actor=request.viewer, preset=preset_or_404(request, public_id), now=clock.now())
    return redirect(f"{reverse('drafts:presets')}?archived={public_id}")


@client_only
@require_POST
def restore(request: MemberRequest, public_id: str) -> HttpResponse:
    """Bring it back."""
    try:
        presets.restore_preset(actor=request.viewer, preset=preset_or_404(request, public_id))
    except Invalid as refusal:
        messages.error(request, " ".join(text for texts in refusal.errors.values() for text in texts))
        return redirect(f"{reverse('drafts:presets')}?tab=archived")
    messages.success(request, _("Preset restored."))
    return redirect("drafts:presets")


@client_only
@require_POST
@takes("chosen")
def default(request: MemberRequest, public_id: str) -> HttpResponse:
    """Begin new drafts with it, or no longer."""
    chosen = query.text(request.POST, "chosen") != "no"
    preset = preset_or_404(request, public_id)
    presets.choose_default(actor=request.viewer, preset=preset, chosen=chosen)
    words = _("New drafts now start with “%(name)s”.") if chosen else _("New drafts now start empty.")
    messages.success(request, words % {"name": preset.name} if chosen else words)
    return redirect("drafts:presets")

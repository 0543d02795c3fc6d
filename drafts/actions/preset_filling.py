"""A preset fills a draft: a new one, or one that is being written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from catalog.pricing.offering import current_offering
from drafts.models import OrderDraft, OrderPreset, PresetUse
from drafts.rules.drafts import can_edit_draft
from drafts.rules.named_writers import writers_for
from drafts.rules.preset_difference import Difference, difference
from drafts.rules.presets import can_use_preset, why_not_begin, why_not_fill
from project.base.errors import WrongState, require
from project.base.viewer import Member

from .drafts import begin_draft, save_draft


class Filled(NamedTuple):
    """The draft, and the names of what the preset wants but the agency no longer offers."""

    draft: OrderDraft
    gone: tuple[str, ...]


def begin_filled(
    *, actor: Member, preset: OrderPreset, now: dt.datetime, fields: Mapping[str, Any] | None = None
) -> Filled:
    """A new draft for the preset's account, filled with everything that it says; what `fields` say (see
    save_draft) stays. Raises WrongState for an archived preset."""
    require(can_use_preset(actor, preset))
    if reason := why_not_begin(preset):
        raise WrongState(reason)
    with transaction.atomic():
        draft = begin_draft(actor=actor, account=preset.account, now=now, fields=fields)
        found = _difference(actor, preset, draft)
        version = draft.version
        stored = _apply(
            actor, preset, draft, version=version, found=found, names=_apart(found, draft), now=now
        )
    return Filled(stored, found.gone)


def fill_draft(
    *,
    actor: Member,
    preset: OrderPreset,
    draft: OrderDraft,
    version: int,
    now: dt.datetime,
    names: Collection[str] | None = None,
) -> Filled:
    """Write the fields `names` of what the preset would change into the draft, as one save of its `version`;
    without `names` those in which the client has said nothing yet.

    Raises WrongState when the draft became an order or the preset is archived, and what save_draft raises.
    """
    require(can_edit_draft(actor, draft) and can_use_preset(actor, preset))
    if reason := why_not_fill(preset, draft):
        raise WrongState(reason)
    found = _difference(actor, preset, draft)
    chosen = _apart(found, draft) if names is None else names
    return Filled(
        _apply(actor, preset, draft, version=version, found=found, names=chosen, now=now), found.gone
    )


def _difference(actor: Member, preset: OrderPreset, draft: OrderDraft) -> Difference:
    writers = writers_for(actor, draft.account_id)
    return difference(preset, draft, current_offering(actor.agency), writers)


def _apart(found: Difference, draft: OrderDraft) -> list[str]:
    """The fields in which the client has said nothing yet, but for languages where that would make it a
    translation of a language into itself."""
    values = {change.field: change.value for change in found.changes if change.ticked}
    locale = values.get("locale", draft.locale)
    same = locale == values.get("source_locale", draft.source_locale)
    return [name for name in values if not (same and name in ("locale", "source_locale"))]


def _apply(
    actor: Member,
    preset: OrderPreset,
    draft: OrderDraft,
    *,
    version: int,
    found: Difference,
    names: Collection[str],
    now: dt.datetime,
) -> OrderDraft:
    """One save, and one row of use."""
    fields = {change.field: change.value for change in found.changes if change.field in names}
    with transaction.atomic():
        stored = save_draft(actor=actor, draft=draft, version=version, fields=fields, now=now)
        PresetUse.objects.create(
            agency_id=actor.agency_id, preset=preset, draft=stored, by_id=actor.member_id, at=now
        )
    return stored

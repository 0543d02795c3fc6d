"""Verbs of presets: save, copy, archive, choose as default. Filling a draft is in preset_filling.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.models import ClientAccount
from clients.rules.accounts import can_order
from drafts.models import OrderPreset, PresetAddOn, PresetDefault, PresetStyle
from drafts.rules.languages import refuse_same
from drafts.rules.presets import can_edit_preset, can_use_preset
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.features import require_on
from project.base.viewer import Member

#: What a save may change, beside add-ons and styles; anything else is a programming error.
EDITABLE = frozenset(
    [
        "name",
        "description",
        "shared",
        "service",
        "subject",
        "quality",
        "preferred_writer",
        "quantity",
        "locale",
        "source_locale",
        "format",
        "citation_style",
        "tone",
        "audience",
        "references",
        "house_notes",
    ]
)
MOST_STYLES = 20
Styles = Sequence[tuple[str, str]]


def create_preset(
    *, actor: Member, account: ClientAccount, fields: Mapping[str, Any], styles: Styles, now: dt.datetime
) -> OrderPreset:
    """A new preset of the actor's in a client account for which they may order.
    `fields` as in save_preset. Raises Invalid."""
    require_on(actor.agency, "presets")
    require(can_order(actor, account.pk))
    preset = OrderPreset(
        agency_id=actor.agency_id, account=account, owner_id=actor.member_id, created_at=now, updated_at=now
    )
    with transaction.atomic():
        _write(preset, fields, styles)
    return preset


def save_preset(
    *,
    actor: Member,
    preset: OrderPreset,
    version: int,
    fields: Mapping[str, Any],
    styles: Styles,
    now: dt.datetime,
) -> OrderPreset:
    """Store what was typed: names of EDITABLE to cleaned values, "addons" a
    sequence of AddOn, `styles` (name, preference).

    Raises Stale when somebody saved meanwhile, Invalid under "name" when the owner has another one of that
    name, and under "styles" when a preference stands twice.
    """
    require_on(actor.agency, "presets")
    require(can_edit_preset(actor, preset))
    with transaction.atomic():
        stored = _locked(actor, preset)
        if stored.version != version:
            raise Stale(_("Someone saved a newer version of this preset."), current=stored, typed=fields)
        stored.version, stored.updated_at = stored.version + 1, now
        _write(stored, fields, styles)
    return stored


def duplicate_preset(*, actor: Member, preset: OrderPreset, now: dt.datetime) -> OrderPreset:
    """A private copy of a visible preset, for the actor: under the next free name."""
    require(can_use_preset(actor, preset))
    fields = {name: getattr(preset, name) for name in EDITABLE} | {"shared": False}
    fields["addons"] = [row.addon for row in preset.addon_rows.select_related("addon")]
    taken = {
        name.casefold()
        for name in OrderPreset.objects.filter(
            account_id=preset.account_id, owner_id=actor.member_id
        ).values_list("name", flat=True)
    }
    tries = (_("%(name)s (copy %(n)s)") % {"name": preset.name[:60], "n": n} for n in range(1, 1000))
    fields["name"] = next(name for name in tries if name.casefold() not in taken)
    styles = list(preset.styles.values_list("name", "value"))
    return create_preset(actor=actor, account=preset.account, fields=fields, styles=styles, now=now)


def archive_preset(*, actor: Member, preset: OrderPreset, now: dt.datetime) -> OrderPreset:
    """Put a preset away: nobody is offered it any more, and it is nobody's default. Twice does nothing."""
    require(can_edit_preset(actor, preset))
    with transaction.atomic():
        stored = _locked(actor, preset)
        if stored.archived_at is None:
            stored.archived_at = now
            stored.save(update_fields=["archived_at"])
            stored.defaults.all().delete()
    return stored


def restore_preset(*, actor: Member, preset: OrderPreset) -> OrderPreset:
    """Take a preset out of the archive. Raises Invalid when its name has been taken meanwhile."""
    require(can_edit_preset(actor, preset))
    with transaction.atomic():
        stored = _locked(actor, preset)
        stored.archived_at = None
        _save(stored)
    return stored


def choose_default(*, actor: Member, preset: OrderPreset, chosen: bool) -> None:
    """Begin the actor's new drafts of the account with this preset, or (not
    `chosen`) with none. The last one counts."""
    require(can_use_preset(actor, preset))
    with transaction.atomic():
        stored = _locked(actor, preset)
        if stored.archived_at:
            raise NotVisible()
        mine: dict[str, Any] = {
            "agency_id": actor.agency_id,
            "account_id": stored.account_id,
            "member_id": actor.member_id,
        }
        if chosen:
            PresetDefault.objects.update_or_create(**mine, defaults={"preset": stored})
        else:
            PresetDefault.objects.filter(**mine, preset=stored).delete()


def _locked(actor: Member, preset: OrderPreset) -> OrderPreset:
    rows = OrderPreset.objects.filter(agency_id=actor.agency_id, pk=preset.pk)
    stored = rows.select_for_update(of=("self",)).first()
    if stored is None:
        raise NotVisible()
    return stored


def _write(preset: OrderPreset, fields: Mapping[str, Any], styles: Styles) -> None:
    unknown = set(fields) - EDITABLE - {"addons"}
    if unknown:
        raise ValueError(f"not fields of a preset: {sorted(unknown)}")
    _check(fields, styles)
    for name in EDITABLE & set(fields):
        setattr(preset, name, fields[name])
    refuse_same(preset.locale, preset.source_locale)
    _save(preset)
    preset.addon_rows.all().delete()
    PresetAddOn.objects.bulk_create(
        PresetAddOn(agency_id=preset.agency_id, preset=preset, addon=addon)
        for addon in fields.get("addons", ())
    )
    preset.styles.all().delete()
    PresetStyle.objects.bulk_create(
        PresetStyle(agency_id=preset.agency_id, preset=preset, position=at, name=name, value=value)
        for at, (name, value) in enumerate(styles, start=1)
    )


def _check(fields: Mapping[str, Any], styles: Styles) -> None:
    problems = {}
    if not fields.get("name"):
        problems["name"] = _("Enter a name.")
    names = [name.casefold() for name, _value in styles]
    if len(names) > MOST_STYLES:
        problems["styles"] = _("Enter at most %(most)s preferences.") % {"most": MOST_STYLES}
    elif len(set(names)) < len(names):
        problems["styles"] = _("Two preferences have the same name. Change one of them.")
    if problems:
        raise Invalid(problems)


def _save(preset: OrderPreset) -> None:
    """Save; a name that the owner has used already is a message beside the field."""
    try:
        with transaction.atomic():
            preset.save()
    except IntegrityError as error:
        if "orderpreset_name" not in str(error):
            raise
        raise Invalid(
            {"name": _("You already have a preset with this name. Choose a different name.")}
        ) from error

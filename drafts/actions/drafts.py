"""Verbs of drafts: begin, save, copy, discard and bring back. Converting one is in conversion.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies.actions.files import relink
from agencies.rules.opening import require_open
from catalog.models import AddOn
from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from clients.rules.accounts import can_order
from drafts.hooks import hold
from drafts.models import DraftAddOn, OrderDraft
from drafts.models.commission import COPIED_FIELDS
from drafts.rules.drafts import can_edit_draft
from drafts.rules.held_drafts import beside, is_held
from drafts.rules.languages import refuse_same
from project.base.compiled import Slot, compiled
from project.base.errors import NotVisible, Stale, WrongState, require
from project.base.viewer import Member, Viewer

#: What a save may change; anything else in `fields` is a programming error.
EDITABLE = frozenset(name.removesuffix("_id") for name in COPIED_FIELDS) | {"deadline", "addons"}

REFERENCES = frozenset(name.removesuffix("_id") for name in COPIED_FIELDS if name.endswith("_id"))

#: How long a discarded draft can be brought back. The page offers it for seconds; a slow connection has time,
#: too.
RESTORABLE = dt.timedelta(hours=1)


def begin_draft(
    *, actor: Member, account: ClientAccount, now: dt.datetime, fields: Mapping[str, Any] | None = None
) -> OrderDraft:
    """Start a draft for a client account in which the actor may order, filled with `fields` (see save_draft),
    in the agency's first language unless they say another. Raises NotOpen while the agency is closed."""
    require(can_order(actor, account.pk))
    require_open(actor.agency)
    with transaction.atomic():
        draft = OrderDraft(
            agency_id=actor.agency_id,
            account=account,
            created_by_id=actor.member_id,
            created_at=now,
            updated_at=now,
            locale=current_offering(actor.agency).first_language,
        )
        addons = _write_fields(draft, fields or {})
        draft.save()
        _write_addons(draft, addons)
    return draft


def save_draft(
    *, actor: Viewer, draft: OrderDraft, version: int, fields: Mapping[str, Any], now: dt.datetime
) -> OrderDraft:
    """Store what was typed, as version `version` + 1.

    `fields` maps names of EDITABLE to cleaned values ("addons": a sequence of AddOn). A save that changes
    nothing stores nothing and is never stale. Raises Stale, with the stored draft and what was typed, when
    `version` is not the stored one; WrongState when the draft became an order, or while it is held; Invalid
    for a translation of a language into itself.
    """
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft is now an order. Make changes on the order page."))
        held, addon_ids = beside(stored, now)
        if held:
            raise WrongState(hold().refusal())
        if not (changed := changed_fields(stored, fields, addon_ids)):
            return stored
        if stored.version != version:
            raise Stale(_("Someone saved a newer version of this draft."), current=stored, typed=fields)
        write_draft(stored, {name: fields[name] for name in changed}, now)
    return stored


def write_draft(draft: OrderDraft, fields: Mapping[str, Any], now: dt.datetime) -> None:
    """Store `fields` in a locked draft as its next version, whoever may do so
    (save_draft, save_quote) has been asked."""
    addons = _write_fields(draft, fields)
    draft.version += 1
    draft.updated_at = now
    draft.save(update_fields=[*(fields.keys() - {"addons"}), "version", "updated_at"])
    _write_addons(draft, addons)


def duplicate_draft(*, actor: Member, draft: OrderDraft, now: dt.datetime) -> OrderDraft:
    """A new draft with the same words, choices and files, without the deadline.
    The old one may have become an order."""
    require(can_edit_draft(actor, draft))
    fields = {name: getattr(draft, name) for name in EDITABLE - {"addons", "deadline"}}
    with transaction.atomic():
        copy = begin_draft(
            actor=actor, account=draft.account, now=now, fields={**fields, "addons": list(draft.addons.all())}
        )
        for use in draft.attachments.all():
            relink(use, copy.attachments, added_by=actor.membership, now=now)
    return copy


def discard_draft(*, actor: Viewer, draft: OrderDraft, now: dt.datetime) -> None:
    """Put a draft away: nobody sees it any more, and within RESTORABLE it can be brought back.

    Does nothing when it is gone already; refuses one that became an order.
    """
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = (
            OrderDraft.objects.visible_to(actor).filter(pk=draft.pk).select_for_update(of=("self",)).first()
        )
        if stored is None:
            return
        if stored.converted_at:
            raise WrongState(_("This draft is now an order and can’t be deleted."))
        refuse_held(stored, now)
        stored.discarded_at = now
        stored.save(update_fields=["discarded_at"])


def restore_draft(*, actor: Viewer, public_id: str, now: dt.datetime) -> OrderDraft:
    """Bring a discarded draft back as it was; one that is not discarded stays as it is.
    Raises NotVisible when it is too late."""
    with transaction.atomic():
        put_away = OrderDraft.objects.discarded_by(actor, now - RESTORABLE).values("pk")
        theirs = Q(pk__in=put_away) | Q(pk__in=OrderDraft.objects.visible_to(actor).values("pk"))
        rows = OrderDraft.objects.filter(theirs, public_id=public_id)
        stored = rows.select_for_update(of=("self",)).first()
        if stored is None:
            raise NotVisible()
        require(can_edit_draft(actor, stored))
        if stored.discarded_at:
            stored.discarded_at = None
            stored.save(update_fields=["discarded_at"])
    return stored


def locked_draft(actor: Viewer, draft: OrderDraft) -> OrderDraft:
    """The draft's row afresh under its lock, within an open transaction. Raises NotVisible when it is gone or
    foreign, or when the desk alone has seen it."""
    stored = next(iter(_locked(agency_id=actor.agency_id, pk=draft.pk)), None)
    if stored is None:
        raise NotVisible()
    return stored


@compiled
def _locked(agency_id: Slot, pk: Slot) -> QuerySet[OrderDraft]:
    rows = OrderDraft.objects.filter(agency_id=agency_id, pk=pk, discarded_at=None, released=True)
    return rows.select_for_update(of=("self",))


def refuse_held(draft: OrderDraft, now: dt.datetime) -> None:
    """Raises WrongState while something, such as an open quote, holds this locked draft."""
    if is_held(draft, now):
        raise WrongState(hold().refusal())


def changed_fields(
    draft: OrderDraft, fields: Mapping[str, Any], addon_ids: Collection[int] | None = None
) -> list[str]:
    """Names of `fields` whose value differs from the stored one, in the order given. One query for the ids of
    the draft's add-ons, where they are asked for and not known."""
    if addon_ids is None and "addons" in fields:
        addon_ids = draft.addon_rows.values_list("addon_id", flat=True)
    return [name for name, value in fields.items() if not _same(draft, name, value, addon_ids or ())]


def _same(draft: OrderDraft, name: str, value: Any, addon_ids: Collection[int]) -> bool:
    if name == "addons":
        return {addon.pk for addon in value} == set(addon_ids)
    if name in REFERENCES:  # by id, as the row itself would have to be read
        return bool(getattr(draft, f"{name}_id") == (value and value.pk))
    return bool(getattr(draft, name) == value)


def _write_fields(draft: OrderDraft, fields: Mapping[str, Any]) -> list[AddOn] | None:
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(f"not fields of a draft: {sorted(unknown)}")
    for name, value in fields.items():
        if name != "addons":
            setattr(draft, name, value)
    if {"locale", "source_locale"} & set(fields):
        refuse_same(draft.locale, draft.source_locale)
    return list(fields["addons"]) if "addons" in fields else None


def _write_addons(draft: OrderDraft, addons: list[AddOn] | None) -> None:
    if addons is None:
        return
    wanted = {addon.pk for addon in addons}
    draft.addon_rows.exclude(addon_id__in=wanted).delete()
    present = set(draft.addon_rows.values_list("addon_id", flat=True))
    DraftAddOn.objects.bulk_create(
        DraftAddOn(agency_id=draft.agency_id, draft=draft, addon_id=pk) for pk in sorted(wanted - present)
    )

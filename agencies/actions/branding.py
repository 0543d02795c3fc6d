"""Branding: a draft of the look, publishing it, and taking an earlier look up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency, BrandDraft, Branding, BrandPicture, BrandVersion
from agencies.models.branding import PICTURES
from agencies.rules.agencies import sets_branding
from agencies.rules.branding import NO_DRAFT, TYPED, columns, differences, fresh_draft, look_of
from project.base.errors import Invalid, NotVisible, Stale, WrongState, require
from project.base.viewer import Member


def save_brand_draft(
    *, actor: Member, fields: Mapping[str, Any], version: int, now: dt.datetime
) -> BrandDraft:
    """Store words and colours of the draft, by the names of TYPED; those that `fields` lacks stay. The first
    save begins from the published look. Nobody else sees anything of it.

    `version` is the draft's that was changed, 0 where there was none: Stale, with the stored one (None when
    it was published or discarded meanwhile), when somebody has saved a newer one. Raises Invalid by field.
    """
    require(sets_branding(actor))
    with transaction.atomic():
        agency = held_agency(actor.agency_id)
        draft = BrandDraft.objects.filter(agency=agency).first()
        if (draft.version if draft else NO_DRAFT) != version:
            raise Stale(_("Someone saved or published a newer draft."), current=draft)
        draft = draft or fresh_draft(agency)
        for name in TYPED:
            if name in fields:
                setattr(draft, name, fields[name])
        _require_sound(draft)
        draft.version, draft.changed_at, draft.changed_by = version + 1, now, actor.membership
        draft.save()
    return draft


def discard_brand_draft(*, actor: Member) -> None:
    """Delete the draft with the pictures that only it shows. Does nothing without one."""
    require(sets_branding(actor))
    with transaction.atomic():
        held_agency(actor.agency_id)
        draft = BrandDraft.objects.filter(agency_id=actor.agency_id).first()
        if draft is not None:
            _end(draft)


def publish_brand(*, actor: Member, version: int, now: dt.datetime) -> Branding:
    """Show the draft to everybody, from the next request on; mails and documents made from then on follow. It
    is kept in the history, and the draft is gone. One that changes nothing goes without a trace.

    `version` is the draft's that was seen: Stale when somebody has saved a newer one, WrongState when there
    is none.
    """
    require(sets_branding(actor))
    with transaction.atomic():
        agency = held_agency(actor.agency_id)
        draft = BrandDraft.objects.filter(agency=agency).first()
        if draft is None:
            raise WrongState(_("There is no draft to publish."))
        if draft.version != version:
            raise Stale(_("Someone saved a newer draft. Check it before you publish."), current=draft)
        brand = _publish(agency, look_of(draft), actor, now)
        _end(draft)
    return brand


def restore_brand(*, actor: Member, number: int, now: dt.datetime) -> Branding:
    """Publish the look of an earlier version again, as a new one. The draft, if any, stays. Does nothing when
    it is what is shown now. Raises NotVisible for a number that there never was."""
    require(sets_branding(actor))
    with transaction.atomic():
        agency = held_agency(actor.agency_id)
        earlier = BrandVersion.objects.visible_to(actor).filter(number=number).first()
        if earlier is None:
            raise NotVisible
        return _publish(agency, look_of(earlier), actor, now, restores=number)


def held_agency(agency_id: int) -> Agency:
    """The agency with its branding as stored, locked until the end of the transaction: one look is
    published at a time."""
    rows = Agency.objects.select_for_update(of=("self",), no_key=True).select_related("brand")
    return rows.get(pk=agency_id)


def drop_pictures(agency_id: int, keys: Iterable[int | None]) -> None:
    """Delete those of these pictures that no look shows. Within an open transaction; asks no right."""
    for key in filter(None, keys):
        shown = (
            model.objects.filter(agency_id=agency_id, **{name: key}).exists()
            for model in (Branding, BrandDraft, BrandVersion)
            for name in PICTURES
        )
        if not any(shown):
            BrandPicture.objects.filter(agency_id=agency_id, pk=key).delete()


def _publish(
    agency: Agency, look: Mapping[str, Any], actor: Member, now: dt.datetime, restores: int | None = None
) -> Branding:
    brand, before = agency.brand, look_of(agency.brand, agency.name)
    if not differences(before, look):
        return brand
    _keep_first(agency, before)
    last = BrandVersion.objects.filter(agency=agency).aggregate(last=Max("number"))["last"]
    brand.version = max(brand.version, last) + 1
    for name, value in columns(look).items():
        setattr(agency if name == "name" else brand, name, value)
    agency.save(update_fields=["name"])
    brand.save()
    facts = {"published_at": now, "published_by": actor.membership, "restores": restores}
    BrandVersion.objects.create(agency=agency, number=brand.version, **columns(look), **facts)
    event = "brand_restored" if restores else "brand_published"
    log_event(event, agency=agency, actor=actor, version=brand.version)
    return brand


def _keep_first(agency: Agency, look: Mapping[str, Any]) -> None:
    """Before the first publication: what was shown so far begins the history."""
    if not BrandVersion.objects.filter(agency=agency).exists():
        number, since = agency.brand.version, agency.created_at
        BrandVersion.objects.create(agency=agency, number=number, published_at=since, **columns(look))


def _end(draft: BrandDraft) -> None:
    draft.delete()
    drop_pictures(draft.agency_id, [getattr(draft, f"{name}_id") for name in PICTURES])


def _require_sound(draft: BrandDraft) -> None:
    try:
        draft.clean_fields(exclude=[field.name for field in draft._meta.fields if field.name not in TYPED])
    except ValidationError as error:
        raise Invalid(error.message_dict) from error

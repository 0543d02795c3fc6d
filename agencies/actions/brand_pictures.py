"""The logos and the icon of the branding's draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from agencies.files.brand_pictures import CONTENT_TYPE, drawn
from agencies.files.storage import store
from agencies.files.types import RefusedFile
from agencies.models import BrandDraft, BrandPicture
from agencies.models.branding import PICTURES
from agencies.rules.agencies import sets_branding
from agencies.rules.branding import fresh_draft
from project.base.errors import Invalid, NotVisible, require
from project.base.viewer import Member

from .branding import drop_pictures, held_agency


def set_brand_picture(*, actor: Member, which: str, upload: UploadedFile, now: dt.datetime) -> BrandDraft:
    """Show a picture in the draft, in place of the one before; `which` is one of PICTURES. It is drawn anew
    within bounds. Begins a draft where there is none.

    Raises Invalid by "picture" for what is no picture, an SVG among them.
    """
    require(sets_branding(actor))
    _require_known(which)
    try:
        picture = drawn(upload, square=which == "favicon")
        with transaction.atomic():
            draft = _held_draft(actor)
            content = SimpleUploadedFile(f"{which}.png", picture.content, content_type=CONTENT_TYPE)
            made = BrandPicture.objects.create(
                agency_id=actor.agency_id,
                file=store(agency_id=actor.agency_id, upload=content),
                name=f"{which}.png",
                width=picture.width,
                height=picture.height,
                added_by=actor.membership,
                added_at=now,
            )
            _put(draft, which, made, actor, now)
    except RefusedFile as refusal:
        raise Invalid({"picture": str(refusal)}) from None
    return draft


def remove_brand_picture(*, actor: Member, which: str, now: dt.datetime) -> BrandDraft:
    """Show none in the draft. Begins a draft where there is none; does nothing more where it has no such
    picture."""
    require(sets_branding(actor))
    _require_known(which)
    with transaction.atomic():
        draft = _held_draft(actor)
        _put(draft, which, None, actor, now)
    return draft


def _held_draft(actor: Member) -> BrandDraft:
    agency = held_agency(actor.agency_id)
    return BrandDraft.objects.filter(agency=agency).first() or fresh_draft(agency)


def _put(draft: BrandDraft, which: str, picture: BrandPicture | None, actor: Any, now: dt.datetime) -> None:
    before = getattr(draft, f"{which}_id")
    setattr(draft, which, picture)
    draft.version = max(draft.version, 1)
    draft.changed_at, draft.changed_by = now, actor.membership
    draft.save()
    drop_pictures(draft.agency_id, [before])


def _require_known(which: str) -> None:
    if which not in PICTURES:
        raise NotVisible

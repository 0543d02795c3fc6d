"""Looks as owners prepare and publish them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.actions.brand_pictures import set_brand_picture
from agencies.actions.branding import publish_brand, save_brand_draft
from agencies.actions.legal import publish_legal, save_legal_draft
from agencies.models import BrandDraft, Branding, LegalText
from project.base import clock
from project.base.viewer import Member
from tests.helpers.pictures import picture, upload


def drafted(owner: Member, **fields: Any) -> BrandDraft:
    """A draft with these words and colours, on top of what is stored."""
    stored = BrandDraft.objects.filter(agency_id=owner.agency_id).first()
    version = stored.version if stored else 0
    return save_brand_draft(actor=owner, fields=fields, version=version, now=clock.now())


def with_picture(owner: Member, which: str = "logo", content: bytes = b"") -> BrandDraft:
    """A draft with a picture."""
    file = upload(content or picture("PNG"), "logo.png")
    return set_brand_picture(actor=owner, which=which, upload=file, now=clock.now())


def published(owner: Member, now: dt.datetime | None = None, **fields: Any) -> Branding:
    """A look that everybody sees, with these words and colours."""
    draft = drafted(owner, **fields)
    return publish_brand(actor=owner, version=draft.version, now=now or clock.now())


def legal_in_force(owner: Member, kind: str = "terms", text: str = "## Orders\n\nFirst words") -> LegalText:
    """A published version of a legal page."""
    moment = clock.now()
    draft = save_legal_draft(actor=owner, kind=kind, text=text, version=0, now=moment)
    return publish_legal(actor=owner, kind=kind, version=draft.version, now=moment)

"""Legal pages: a draft each, published versions, and who accepted which."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Branding, LegalAcceptance, LegalDraft, LegalKind, LegalText, Membership
from agencies.models.legal import ACCEPTED, TEXT_LIMIT, Occasion
from agencies.rules.agencies import sets_branding
from project.base.errors import Invalid, NotVisible, Stale, WrongState, require
from project.base.viewer import Member

from .branding import held_agency

NO_DRAFT = 0


def save_legal_draft(*, actor: Member, kind: str, text: str, version: int, now: dt.datetime) -> LegalDraft:
    """Store the draft of a legal page. Nobody but owners sees it. `version` is the draft's that was changed,
    0 where there was none: Stale, with the stored one, when somebody has saved a newer one. Raises Invalid by
    "text" for one that is empty or too long, NotVisible for a page that there is not."""
    require(sets_branding(actor))
    _require_known(kind)
    if not 1 <= len(text) <= TEXT_LIMIT:
        raise Invalid({"text": _("Enter a text of up to %s characters.") % f"{TEXT_LIMIT:,}"})
    with transaction.atomic():
        held_agency(actor.agency_id)
        draft = LegalDraft.objects.filter(agency_id=actor.agency_id, kind=kind).first()
        if (draft.version if draft else NO_DRAFT) != version:
            raise Stale(_("Someone saved or published a newer draft."), current=draft)
        draft = draft or LegalDraft(agency_id=actor.agency_id, kind=kind)
        draft.text, draft.version = text, version + 1
        draft.changed_at, draft.changed_by = now, actor.membership
        draft.save()
    return draft


def publish_legal(*, actor: Member, kind: str, version: int, now: dt.datetime) -> LegalText:
    """Put the draft of a legal page in force as its next version, from the next request on. One that is the
    version in force word by word makes no new one. Whoever accepted an earlier version has not accepted this
    one: they do with their next order.

    `version` is the draft's that was seen: Stale when there is a newer one, WrongState when there is none.
    """
    require(sets_branding(actor))
    _require_known(kind)
    with transaction.atomic():
        brand = held_agency(actor.agency_id).brand
        draft = LegalDraft.objects.filter(agency_id=actor.agency_id, kind=kind).first()
        if draft is None:
            raise WrongState(_("There is no draft to publish."))
        if draft.version != version:
            raise Stale(_("Someone saved a newer draft. Check it before you publish."), current=draft)
        shown: LegalText | None = getattr(brand, kind)
        if shown is None or shown.text != draft.text:
            shown = _next(actor, draft, now)
            _put_in_force(brand, kind, shown, actor)
        draft.delete()
    return shown


def restore_legal(*, actor: Member, kind: str, number: int) -> LegalText:
    """Put an earlier version of a legal page in force again. Does nothing when it is. Raises NotVisible for a
    number that there never was."""
    require(sets_branding(actor))
    _require_known(kind)
    with transaction.atomic():
        brand = held_agency(actor.agency_id).brand
        text = LegalText.objects.visible_to(actor).filter(kind=kind, number=number).first()
        if text is None:
            raise NotVisible
        _put_in_force(brand, kind, text, actor)
    return text


def withdraw_legal(*, actor: Member, kind: str) -> None:
    """Have no such page any longer; its versions can still be read at their addresses. Does nothing without
    one."""
    require(sets_branding(actor))
    _require_known(kind)
    with transaction.atomic():
        _put_in_force(held_agency(actor.agency_id).brand, kind, None, actor)


def note_acceptance(*, member: Membership, brand: Branding, occasion: Occasion, now: dt.datetime) -> None:
    """Store that a member accepts what is in force of ACCEPTED; what they have accepted before stays as it
    was. Within an open transaction; asks no right: the actions that call this have. No query where nothing is
    in force."""
    keys = [key for kind in ACCEPTED if (key := getattr(brand, f"{kind}_id"))]
    facts = {"agency_id": member.agency_id, "member": member, "occasion": occasion, "at": now}
    if keys:
        rows = [LegalAcceptance(text_id=key, **facts) for key in keys]
        LegalAcceptance.objects.bulk_create(rows, ignore_conflicts=True)


def _next(actor: Member, draft: LegalDraft, now: dt.datetime) -> LegalText:
    rows = LegalText.objects.filter(agency_id=actor.agency_id, kind=draft.kind)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    return LegalText.objects.create(
        agency_id=actor.agency_id,
        kind=draft.kind,
        number=number,
        text=draft.text,
        published_at=now,
        published_by=actor.membership,
    )


def _put_in_force(brand: Branding, kind: str, text: LegalText | None, actor: Member) -> None:
    key = text.pk if text else None
    if getattr(brand, f"{kind}_id") == key:
        return
    setattr(brand, kind, text)
    brand.save(update_fields=[kind])
    number = text.number if text else 0
    log_event("legal_changed", agency=actor.agency, actor=actor, page=kind, version=number)


def _require_known(kind: str) -> None:
    if kind not in LegalKind.values:
        raise NotVisible

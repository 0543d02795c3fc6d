"""The brief of a member, by their own link: saved as often as they like, sent once, with files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.files import MAX_FILES, attach_all
from cohorts.models import CohortMember, MemberBrief
from cohorts.rules.member_links import may_write_brief
from cohorts.states.cohorts import ENDED, FEATURE
from drafts.models.commission import BRIEF_LIMIT
from orders.models import Order
from project.base.errors import Invalid, Stale, WrongState, require
from project.base.features import require_on
from project.base.viewer import Receiver

from .moving import locked_cohort, note
from .placing_job import order_prepared


def save_brief(
    *,
    actor: Receiver,
    member: CohortMember,
    text: str,
    version: int,
    now: dt.datetime,
    uploads: Sequence[Any] = (),
) -> MemberBrief:
    """Keep what was typed, as version `version` + 1, and the files. The same words again store nothing.

    Raises Stale when another page has saved meanwhile, Invalid under "files", WrongState once it was sent or
    the class has ended.
    """
    require(may_write_brief(actor, member))
    with transaction.atomic():
        locked_cohort(actor, member.cohort)
        member = _locked(actor, member)
        brief = _write(member, text, version, now)
        _attach(actor, member, uploads, now)
    return brief


def send_brief(
    *,
    actor: Receiver,
    member: CohortMember,
    text: str,
    version: int,
    now: dt.datetime,
    uploads: Sequence[Any] = (),
) -> Order | None:
    """Keep it and have it ordered: it is added to the prepared brief, which becomes an order at the price
    that the payer agreed to. Sent twice, one order comes of it.

    Raises what save_brief raises, and Invalid under "text" without words or with too many.
    """
    require(may_write_brief(actor, member) or _is_sent(member))
    require_on(actor.agency, FEATURE)
    if not text:
        raise Invalid({"text": _("Write what the text should be about.")})
    with transaction.atomic():
        cohort = locked_cohort(actor, member.cohort)
        if _is_sent(member):
            return CohortMember.objects.select_related("order").get(pk=member.pk).order
        member = _locked(actor, member)
        brief = _write(member, text, version, now)
        _attach(actor, member, uploads, now)
        _add_to_draft(member, text, now)
        brief.sent_at = now
        brief.save(update_fields=["sent_at"])
        note(cohort, "send_brief", actor=actor, now=now, member=member)
        return order_prepared(actor=actor, cohort=cohort, member=member, now=now)


def remove_file(*, actor: Receiver, member: CohortMember, public_id: str) -> None:
    """Take a file that the member sent out of the draft. Does nothing when it is gone."""
    require(may_write_brief(actor, member))
    with transaction.atomic():
        member = _locked(actor, member)
        assert member.draft is not None
        member.draft.attachments.filter(public_id=public_id, added_by_id=actor.member_id).delete()


def _is_sent(member: CohortMember) -> bool:
    return MemberBrief.objects.filter(member=member, sent_at__isnull=False).exists()


def _locked(actor: Receiver, member: CohortMember) -> CohortMember:
    """The member afresh under a lock, whose brief is still asked for."""
    rows = CohortMember.objects.select_related("cohort", "draft", "placing", "order", "person")
    stored = rows.select_for_update(of=("self",)).get(pk=member.pk)
    if not may_write_brief(actor, stored) or _is_sent(stored):
        raise WrongState(_("Your brief has been sent. Write a message if something has changed."))
    if stored.cohort.state in ENDED:
        raise WrongState(_("This class has ended."))
    return stored


def _write(member: CohortMember, text: str, version: int, now: dt.datetime) -> MemberBrief:
    brief = MemberBrief.objects.filter(member=member).first()
    if brief is None:
        own = {"agency_id": member.agency_id, "member": member}
        return MemberBrief.objects.create(**own, text=text, saved_at=now)
    if brief.text == text:
        return brief
    if brief.version != version:
        raise Stale(_("You saved a newer version in another window."), current=brief, typed={"text": text})
    brief.text, brief.version, brief.saved_at = text, brief.version + 1, now
    brief.save()
    return brief


def _attach(actor: Receiver, member: CohortMember, uploads: Sequence[Any], now: dt.datetime) -> None:
    assert member.draft is not None
    if member.draft.attachments.count() + len(uploads) > MAX_FILES:
        raise Invalid({"files": _("Attach at most %(most)s files in all.") % {"most": MAX_FILES}})
    attach_all(member.draft.attachments, actor=actor, uploads=uploads, now=now)


def _add_to_draft(member: CohortMember, text: str, now: dt.datetime) -> None:
    """The member's words stand below what all members have in common."""
    draft = member.draft
    assert draft is not None
    whole = "\n\n".join(part for part in (draft.brief, text) if part)
    if len(whole) > BRIEF_LIMIT:
        most = max(0, BRIEF_LIMIT - len(draft.brief) - 2)
        raise Invalid({"text": _("Use no more than %(most)s characters.") % {"most": f"{most:,}"}})
    draft.brief, draft.version, draft.updated_at = whole, draft.version + 1, now
    draft.save(update_fields=["brief", "version", "updated_at"])

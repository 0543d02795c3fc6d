"""Ending a member's sessions at the agency, by those who manage its people."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Device, Ending, PersonSession, SignOut, User
from accounts.rules.recovery import may_recover
from agencies.actions.people import lock_with_owners, require_live
from agencies.actions.security_log import log_event
from agencies.models import Membership
from agencies.models.membership import REASON_LIMIT
from agencies.rules.absolute_urls import agency_url
from agencies.rules.agencies import manages_people
from project.base.errors import Invalid, require
from project.base.jobs import Urgency
from project.base.text import is_blank
from project.base.viewer import Viewer

from .mail import write_mail
from .session_ends import end_rows


def sign_out_member(*, actor: Viewer, member: Membership, reason: str, now: dt.datetime) -> SignOut | None:
    """End the member's sessions on the hosts of the actor's agency, with their next request, and let the
    browsers that were trusted there prove themselves once more; those of other agencies go on. The member is
    mailed so, with the `reason` (1 to 300 characters).

    Answers None, and tells nobody, when there was nothing to end. Raises NotVisible for a stranger;
    NotAllowed for who does not manage people, for oneself, and for an owner unless an owner does it;
    WrongState for a membership that has ended; Invalid by "reason".
    """
    require(manages_people(actor))
    require_reason(reason)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        locked, _owners = lock_with_owners(actor, member)
        require_may_recover(actor, locked)
        require_live(locked)
        ended, trusted = _end(locked, now)
        if not ended and not trusted:
            return None
        row = SignOut.objects.create(
            agency_id=actor.agency_id,
            user_id=locked.user_id,
            membership=locked,
            by_id=actor.member_id,
            reason=reason,
            sessions=ended,
            at=now,
        )
        log_event("sessions_ended_by_agency", agency=actor.agency, person=locked, actor=actor)
        _mail(row, actor)
    return row


def require_reason(reason: str) -> None:
    """Raises Invalid by "reason" for none, and for one that is too long."""
    if is_blank(reason) or len(reason) > REASON_LIMIT:
        text = _("Enter a reason of at most %(most)s characters.") % {"most": REASON_LIMIT}
        raise Invalid({"reason": text})


def require_may_recover(actor: Viewer, member: Membership) -> None:
    """Raises NotAllowed for oneself, and for an owner unless an owner acts."""
    own = member.pk == actor.member_id
    message = _("You can’t do this for yourself. Ask someone else who manages people.")
    require(may_recover(actor, member), message if own else _("Only an owner can do this for another owner."))


def _end(member: Membership, now: dt.datetime) -> tuple[int, int]:
    """How many sessions ended, and how many browsers are trusted no longer."""
    here = {"user_id": member.user_id, "agency_id": member.agency_id}
    rows = PersonSession.objects.live().filter(**here).select_for_update(of=("self",)).order_by("id")
    ended = end_rows(rows, Ending.AGENCY, now)
    trusted = Device.objects.filter(**here, trusted_until__isnull=False).update(trusted_until=None)
    return ended, trusted


def _mail(row: SignOut, actor: Viewer) -> None:
    user = row.membership.user
    context = {
        "reason": row.reason,
        "by": row.by.public_name,
        "at": row.at,
        "zone": user.zone or actor.agency.zone,
        "link": agency_url(actor.agency, reverse("account_login")) if row.membership.acts else "",
    }
    write_mail(
        agency=actor.agency,
        kind="sessions_ended",
        recipient=user.email,
        context=context,
        urgency=Urgency.PERSON,
        now=row.at,
        reader=user,
    )

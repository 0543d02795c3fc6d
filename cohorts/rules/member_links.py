"""The links of members: who has them sent, what opens one, who came by it, and what they may do."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from agencies.rules.absolute_urls import agency_url
from agencies.states.roles import is_staff
from clients.rules.accounts import can_order
from cohorts.models import Cohort, CohortMember, MemberLink
from cohorts.states.cohorts import ENDED, Receiver
from project.base import viewer as viewers

if TYPE_CHECKING:
    from agencies.models import Agency
    from project.base.viewer import Viewer

#: How long a link opens, unless it is sent again.
HOLDS = dt.timedelta(days=180)


def can_send_links(viewer: Viewer, cohort: Cohort) -> bool:
    """The desk, and who may order for the account of the class."""
    return is_staff(viewer) or can_order(viewer, cohort.account_id)


def needs_desk(viewer: Viewer, member: CohortMember, before: MemberLink | None) -> bool:
    """Whether the desk alone may send it: who pays must not read what another receives by having their link
    sent to an address of their own."""
    private = member.cohort.receiver == Receiver.MEMBER and member.draft_id is not None
    moved = before is not None and before.address.lower() != member.email.lower()
    return private and moved and not is_staff(viewer)


def why_not_sent(member: CohortMember) -> str:
    """What prevents a link, "" for nothing."""
    if not member.email:
        return _("Add an email address for this member first.")
    if member.removed_at is not None:
        return _("This member is no longer in the class.")
    if member.cohort.state in ENDED:
        return _("This class has ended.")
    return ""


def opening(agency: Agency, now: dt.datetime) -> QuerySet[MemberLink]:
    """The links that open something at `now`."""
    rows = MemberLink.objects.filter(agency=agency, revoked_at=None, expires_at__gt=now)
    return rows.filter(member__removed_at=None)


def without_link(cohort: Cohort, now: dt.datetime) -> QuerySet[CohortMember]:
    """The members of a class who have an address, and no link that opens something."""
    linked = opening(cohort.agency, now).filter(member__cohort=cohort)
    return cohort.members.present().exclude(email="").exclude(pk__in=linked.values("member_id"))


def came_by_link(member: CohortMember, agency: Agency) -> viewers.Receiver:
    """The member as somebody who looks and acts: in what they receive, if they do, and nowhere else."""
    return viewers.Receiver(agency, membership=member.person.membership)


def may_write_brief(viewer: Viewer, member: CohortMember) -> bool:
    """The member, while it is asked for: until it is an order."""
    own = isinstance(viewer, viewers.Receiver) and member.person.membership_id == viewer.member_id
    return own and member.removed_at is None and member.draft_id is not None and member.order_id is None


@sensitive_variables("key")
def key_of(link: MemberLink) -> str:
    """The key of a link: worked out anew for the mail, stored nowhere. 192 bits."""
    mark = salted_hmac(f"cohorts.member_link.{link.agency_id}", link.public_id, algorithm="sha256")
    return mark.hexdigest()[:48]


@sensitive_variables("key")
def hash_of(key: str) -> str:
    """What is stored of a key: 192 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


@sensitive_variables("url")
def url_of(link: MemberLink, agency: Agency) -> str:
    """The whole address, for the mail."""
    return agency_url(agency, reverse("cohorts:mine", args=[key_of(link)]))


def still_fits(link: MemberLink) -> bool:
    """Whether the key that is worked out today is the one whose hash is stored: not after the installation
    got a new secret."""
    return hash_of(key_of(link)) == link.hash

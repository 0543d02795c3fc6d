"""Telling the owners of an agency that the record of a domain is missing, or that it was disconnected."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from accounts.actions.mail import write_mail
from accounts.models import Mail, User
from agencies.models import DomainClaim, Membership
from agencies.models.membership import MembershipQuerySet
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.rules.domains import KEPT_FAILING, shown_host
from agencies.states.domains import ClaimState
from agencies.states.roles import Role
from project.base.jobs import Urgency

KIND = "domain_failing"
#: People of one agency who are told, at most.
MOST_TOLD = 100


def owners_of(agency_id: int) -> MembershipQuerySet:
    """Those who can set the record again."""
    return Membership.objects.live().with_role(Role.OWNER).filter(agency_id=agency_id).order_by("pk")


def tell_of_domain(*, claim_id: int, now: dt.datetime) -> int:
    """Write to each owner, once that the record went missing and once that the domain was disconnected,
    however often this runs. Nothing when the record is there again, or the claim gone. Returns how many mails
    were written."""
    claim = DomainClaim.objects.select_related("agency__brand").filter(pk=claim_id).first()
    if claim is None or (claim.failing_since is None and claim.state != ClaimState.LAPSED):
        return 0
    people = owners_of(claim.agency_id).select_related("user")[:MOST_TOLD]
    return sum(_tell(claim, member, now) for member in people)


def _tell(claim: DomainClaim, member: Membership, now: dt.datetime) -> bool:
    agency, at = claim.agency, claim.failing_since or claim.checked_at or claim.asked_at
    mark = f"domain.{claim.public_id}.{claim.state}.{int(at.timestamp())}.{member.public_id}"
    message_id = f"<{mark}@{agency_host(agency)}>"
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        if Mail.objects.filter(message_id=message_id).exists():
            return False
        write_mail(
            agency=agency,
            kind=KIND,
            recipient=user.email,
            context={
                "host": shown_host(claim.host),
                "until": claim.failing_since + KEPT_FAILING if claim.failing_since else None,
                "link": agency_url(agency, reverse("agencies:domain", args=[claim.public_id])),
            },
            urgency=Urgency.BULK,
            now=now,
            message_id=message_id,
            reader=user,
        )
        return True

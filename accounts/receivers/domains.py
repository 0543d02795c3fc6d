"""Who hears that the record of a domain is missing, or that it was disconnected."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from accounts.mail.domains import MOST_TOLD, owners_of
from accounts.models import Notice
from agencies.models import DomainClaim
from agencies.rules.domains import shown_host
from agencies.signals import domain_failing
from agencies.states.domains import ClaimState
from project.base.jobs import defer


@receiver(domain_failing)
def tell_of_failing_domain(sender: Any, claim: DomainClaim, now: dt.datetime, **_kwargs: Any) -> None:
    """The owners: by a notice at once, and a mail by a job."""
    kind = "domain_lapsed" if claim.state == ClaimState.LAPSED else "domain_failing"
    path = reverse("agencies:domain", args=[claim.public_id])
    about = {"agency_id": claim.agency_id, "kind": kind, "detail": shown_host(claim.host)[:200]}
    Notice.objects.bulk_create(
        Notice(**about, user_id=user, path=path, at=now)
        for user in owners_of(claim.agency_id).values_list("user_id", flat=True)[:MOST_TOLD]
    )
    defer("accounts.tell_of_domain", claim_id=claim.pk)

"""Domains as pages and programs are shown them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Domain, DomainClaim
from agencies.rules.absolute_urls import public_url
from agencies.rules.domains import KEPT_FAILING, may_check, record_name, record_value, shown_host
from agencies.states.domains import TONES, ClaimFault, ClaimKind, ClaimState
from project.base.clock import now
from project.base.viewer import Viewer


def domain_rows(viewer: Viewer, claims: Iterable[DomainClaim]) -> list[dict[str, Any]]:
    """What list and page print of claims. One query for all of them."""
    hosts = Domain.objects.filter(agency_id=viewer.agency_id).values_list("host", "is_primary")
    primary = {host for host, is_primary in hosts if is_primary}
    return [_row(claim, claim.host in primary) for claim in claims]


def _row(claim: DomainClaim, is_primary: bool) -> dict[str, Any]:
    is_own = claim.kind == ClaimKind.OWN
    shown = shown_host(claim.host)
    return {
        "claim": claim,
        "shown": shown,
        "ascii": claim.host if shown != claim.host else "",
        "is_primary": is_primary,
        "is_own": is_own,
        "is_connected": claim.state == ClaimState.PROVED,
        "kind": ClaimKind(claim.kind).label,
        "state": _("Record missing") if claim.failing_since else ClaimState(claim.state).label,
        "tone": "warn" if claim.failing_since else TONES[claim.state],
        "fault": ClaimFault(claim.fault).label if claim.fault else "",
        "until": claim.failing_since + KEPT_FAILING if claim.failing_since else None,
        "is_checking": _is_checking(claim),
        "may_check": may_check(claim, now()),
        "record": {"name": record_name(claim), "value": record_value(claim)} if is_own else None,
        "url": reverse("agencies:domain", args=[claim.public_id]),
        "address": public_url(claim.host, "/"),
    }


def _is_checking(claim: DomainClaim) -> bool:
    """A new one, which a job is about to look at."""
    return claim.state == ClaimState.ASKED and claim.checked_at is None

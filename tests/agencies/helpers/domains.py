"""Domains of agencies, asked for and proved."""

from __future__ import annotations

import datetime as dt

from agencies.actions.domain_checks import Resolver, check_claim
from agencies.actions.domains import ask_domain
from agencies.models import Agency, Domain, DomainClaim
from agencies.rules.domains import record_name, record_value
from project.base.viewer import Member
from project.hosts import forget_hosts
from tests.helpers.cast import START

HOST = "words.example.com"


def move_to(agency: Agency, host: str) -> None:
    """Make a host the agency's primary one, to which the others redirect."""
    Domain.objects.filter(agency=agency, is_primary=True).update(is_primary=False)
    Domain.objects.update_or_create(agency=agency, host=host, defaults={"is_primary": True})
    forget_hosts()


def asked(actor: Member, host: str = HOST, now: dt.datetime = START) -> DomainClaim:
    """A claim of the actor's agency, not looked at yet."""
    return ask_domain(actor=actor, host=host, now=now)[0]


def zone(*claims: DomainClaim) -> Resolver:
    """Name servers that hold the records of these claims."""
    return lambda name: [record_value(claim) for claim in claims if record_name(claim) == name]


def checked(claim: DomainClaim, resolve: Resolver, now: dt.datetime = START) -> DomainClaim:
    """The claim after a check by these name servers."""
    check_claim(claim_id=claim.pk, resolve=resolve, now=now)
    claim.refresh_from_db()
    forget_hosts()
    return claim


def proved(actor: Member, host: str = HOST) -> DomainClaim:
    """A claim whose record was seen: the host leads to the actor's agency."""
    claim = asked(actor, host)
    return checked(claim, zone(claim))

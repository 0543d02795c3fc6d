"""Domains of an agency: asked for, chosen as the primary one, removed by its owners."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Domain, DomainClaim
from agencies.models.domains import proof_token
from agencies.rules.agencies import manages_domains
from agencies.rules.domains import LEASE, MOST, MOST_SUBDOMAINS, host_fault, kind_of, may_check
from agencies.states.domains import ClaimKind, ClaimState
from project.base.errors import Invalid, NotVisible, require
from project.base.jobs import defer
from project.base.viewer import Member, Viewer

from .claim_moving import CLAIMS, move_claim

CHECK = "agencies.check_domain"


def ask_domain(
    *, actor: Member, host: str, now: dt.datetime, browser: Browser = UNKNOWN
) -> tuple[DomainClaim, bool]:
    """Claim a host name, in the form of `canonical_host`. One of the installation's leads to the agency at
    once; an own domain only when its TXT record was seen, which a job looks for from now on.

    Returns the claim, and whether it is new: one that the agency has already is returned as it is. Raises
    Invalid for `host`: what rules.domains.host_fault says, a subdomain that another agency has, too many.
    Whether another agency claims an own domain is told to nobody who has not proved it.
    """
    require(manages_domains(actor))
    if fault := host_fault(host):
        raise Invalid({"host": fault})
    with transaction.atomic():
        _lock(actor)
        rows = DomainClaim.objects.visible_to(actor)
        if found := rows.filter(host=host).first():
            return found, False
        _require_room(actor, kind_of(host))
        claim = _store(actor, host, now)
        log_event("domain_asked", agency=actor.agency, actor=actor, browser=browser, host=host)
        if claim.kind == ClaimKind.OWN:
            defer(CHECK, claim_id=claim.pk)
    return claim, True


def ask_check(*, actor: Viewer, claim: DomainClaim, now: dt.datetime) -> DomainClaim:
    """Have the record of an own domain looked at now. Does nothing for one that was a moment ago. A
    disconnected one is looked for again as if it had just been asked for, with the same record."""
    require(manages_domains(actor))
    with transaction.atomic():
        row = lock_claim(actor, claim)
        if not (CLAIMS.check("check", actor, row) and may_check(row, now)):
            return row
        move_claim(row, "ask_again", actor=actor, now=now)
        row.next_check_at = now + LEASE
        row.save(update_fields=["state", "asked_at", "next_check_at"])
        defer(CHECK, claim_id=row.pk)
    return row


def make_primary(
    *, actor: Viewer, claim: DomainClaim, now: dt.datetime, browser: Browser = UNKNOWN
) -> DomainClaim:
    """Make a connected domain the one that links name and the others redirect to. Does nothing for the
    primary one. Raises WrongState for one that is not connected."""
    require(manages_domains(actor))
    with transaction.atomic():
        row = lock_claim(actor, claim)
        CLAIMS.check("make_primary", actor, row)
        domain = Domain.objects.get(agency=actor.agency, host=row.host)
        if not domain.is_primary:
            set_primary(domain)
            log_event("domain_primary", agency=actor.agency, actor=actor, browser=browser, host=row.host)
    return row


def remove_domain(*, actor: Viewer, claim: DomainClaim, now: dt.datetime, browser: Browser = UNKNOWN) -> None:
    """Give a host name up: it leads here no longer, and another agency may claim it. Raises WrongState for
    the primary one, and for the last that needs no record, by which the agency stays reachable whatever
    happens to the others; NotVisible for one that is gone."""
    require(manages_domains(actor))
    with transaction.atomic():
        row = lock_claim(actor, claim)
        CLAIMS.check("remove", actor, row)
        Domain.objects.filter(agency=actor.agency, host=row.host).delete()
        row.delete()
        log_event("domain_removed", agency=actor.agency, actor=actor, browser=browser, host=row.host)


def give_host(*, agency: Agency, host: str, now: dt.datetime, is_primary: bool = False) -> DomainClaim:
    """Let a host lead to an agency without a proof. For the operator's commands alone, hence without an
    actor. Raises IntegrityError when one leads from it already."""
    with transaction.atomic():
        Domain.objects.create(agency=agency, host=host, is_primary=is_primary)
        claim, _new = DomainClaim.objects.update_or_create(
            agency=agency,
            host=host,
            defaults={
                "kind": ClaimKind.GIVEN,
                "state": ClaimState.PROVED,
                "token": "",
                "proved_at": now,
                "next_check_at": None,
                "fault": "",
                "failing_since": None,
            },
            create_defaults={
                "kind": ClaimKind.GIVEN,
                "state": ClaimState.PROVED,
                "asked_at": now,
                "proved_at": now,
            },
        )
    return claim


def set_primary(domain: Domain) -> None:
    """Make a domain its agency's primary one, under the agency's lock. Asks no right."""
    Domain.objects.filter(agency_id=domain.agency_id, is_primary=True).update(is_primary=False)
    domain.is_primary = True
    domain.save(update_fields=["is_primary"])


def lock_claim(actor: Viewer, claim: DomainClaim) -> DomainClaim:
    """The claim afresh, under its agency's lock. Within an open transaction. Raises NotVisible when it is
    gone."""
    _lock(actor)
    row = DomainClaim.objects.visible_to(actor).filter(pk=claim.pk).first()
    if row is None:
        raise NotVisible()
    return row


def _lock(actor: Viewer) -> None:
    """Everything that changes the domains of an agency holds its row."""
    Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)


def _require_room(actor: Viewer, kind: ClaimKind) -> None:
    rows = DomainClaim.objects.visible_to(actor)
    if rows.count() >= MOST:
        text = ngettext("You already have %(n)s domain. ", "You already have %(n)s domains. ", MOST)
        raise Invalid({"host": text % {"n": MOST} + _("Remove one you no longer need.")})
    if kind == ClaimKind.SUBDOMAIN and rows.filter(kind=kind).count() >= MOST_SUBDOMAINS:
        text = _("You already have %(n)s addresses of this installation. Remove one you no longer need.")
        raise Invalid({"host": text % {"n": MOST_SUBDOMAINS}})


def _store(actor: Member, host: str, now: dt.datetime) -> DomainClaim:
    kind = kind_of(host)
    facts: dict[str, Any] = {"agency": actor.agency, "host": host, "kind": kind, "asked_at": now}
    facts["asked_by"] = actor.membership
    if kind == ClaimKind.OWN:
        state = ClaimState.ASKED
        return DomainClaim.objects.create(
            **facts, state=state, token=proof_token(), next_check_at=now + LEASE
        )
    try:
        with transaction.atomic():
            Domain.objects.create(agency=actor.agency, host=host)
    except IntegrityError:
        raise Invalid({"host": _("Another agency has this name. Choose a different one.")}) from None
    return DomainClaim.objects.create(**facts, state=ClaimState.PROVED, proved_at=now)

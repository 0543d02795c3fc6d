"""Looking for the TXT records of own domains: what is there decides which host leads to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from django.db import IntegrityError, transaction

from agencies.actions.security_log import log_event
from agencies.models import Agency, Domain, DomainClaim
from agencies.rules.domains import LEASE, is_over, record_name, record_value, wait_for
from agencies.signals import domain_failing
from agencies.states.domains import ClaimFault, ClaimKind, ClaimState
from project.base.jobs import defer
from project.base.viewer import System

from .claim_moving import move_claim
from .domains import CHECK, set_primary

#: The texts at a name; none where there are none. Raises TimeoutError when nobody answers.
Resolver = Callable[[str], Collection[str]]


def check_claim(*, claim_id: int, resolve: Resolver, now: dt.datetime) -> None:
    """Look for the record of an own domain and note what follows: a proof connects it, a record that is gone
    for too long (rules.domains.is_over) disconnects it. `resolve` is asked outside of any transaction. Does
    nothing for a claim that is gone, needs no record, or has changed meanwhile. Asks no right: a job's."""
    claim = DomainClaim.objects.filter(pk=claim_id, kind=ClaimKind.OWN).first()
    if claim is None:
        return
    fault = _fault(claim, resolve)
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=claim.agency_id)
        rows = DomainClaim.objects.select_related("agency").exclude(state=ClaimState.LAPSED)
        row = rows.filter(pk=claim_id, token=claim.token, kind=ClaimKind.OWN).first()
        if row is not None:
            _settle(row, fault, now)


def check_due(*, now: dt.datetime, most: int) -> int:
    """Write down the checks that are due, a job each. Returns how many."""
    with transaction.atomic():
        due = DomainClaim.objects.filter(next_check_at__lte=now).order_by("next_check_at", "pk")
        ids = list(due.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)[:most])
        DomainClaim.objects.filter(pk__in=ids).update(next_check_at=now + LEASE)
        for pk in ids:
            defer(CHECK, claim_id=pk)
    return len(ids)


def _fault(claim: DomainClaim, resolve: Resolver) -> str:
    try:
        found = resolve(record_name(claim))
    except TimeoutError:
        return ClaimFault.SILENT
    if record_value(claim) in {text.strip() for text in found}:
        return ""
    return ClaimFault.OTHER if found else ClaimFault.MISSING


def _settle(row: DomainClaim, fault: str, now: dt.datetime) -> None:
    row.checked_at = now
    if not fault and not _connects(row):
        fault = ClaimFault.TAKEN
    row.fault = fault
    if not fault:
        _note_proof(row, now)
    else:
        _note_failure(row, now)
    row.next_check_at = None if row.state == ClaimState.LAPSED else now + wait_for(row, now)
    row.save()


def _connects(row: DomainClaim) -> bool:
    """Whether the host leads to this agency, from now on if not before. One that leads to another is checked
    there at once."""
    try:
        with transaction.atomic():
            Domain.objects.get_or_create(agency_id=row.agency_id, host=row.host)
    except IntegrityError:
        theirs = DomainClaim.objects.filter(host=row.host, state=ClaimState.PROVED, kind=ClaimKind.OWN)
        theirs.exclude(pk=row.pk).update(next_check_at=row.checked_at)
        return False
    return True


def _note_proof(row: DomainClaim, now: dt.datetime) -> None:
    if move_claim(row, "prove", actor=System(row.agency), now=now):
        log_event("domain_proved", agency=row.agency, host=row.host)
    row.failing_since = None


def _note_failure(row: DomainClaim, now: dt.datetime) -> None:
    was_fine = row.state == ClaimState.PROVED and row.failing_since is None
    if row.state == ClaimState.PROVED:
        row.failing_since = row.failing_since or now
    if is_over(row, now, contested=_is_contested(row)):
        _disconnect(row, now)
    elif was_fine:
        domain_failing.send(DomainClaim, claim=row, now=now)


def _disconnect(row: DomainClaim, now: dt.datetime) -> None:
    """The host leads here no longer; links name another one, and whoever waits for it is checked at once."""
    was_proved = row.state == ClaimState.PROVED
    move_claim(row, "lapse", actor=System(row.agency), now=now)
    row.failing_since = None
    log_event("domain_lapsed", agency=row.agency, host=row.host)
    if not was_proved:
        return
    gone = Domain.objects.filter(agency_id=row.agency_id, host=row.host).first()
    if gone is not None:
        gone.delete()
        following = Domain.objects.filter(agency_id=row.agency_id).order_by("pk").first()
        if gone.is_primary and following:
            set_primary(following)
    waiting = DomainClaim.objects.filter(host=row.host, state=ClaimState.ASKED).exclude(pk=row.pk)
    waiting.update(next_check_at=row.checked_at)
    domain_failing.send(DomainClaim, claim=row, now=row.checked_at)


def _is_contested(row: DomainClaim) -> bool:
    """Whether another agency has shown a record for the same host, and ours is not merely silent."""
    others = DomainClaim.objects.filter(host=row.host, fault=ClaimFault.TAKEN).exclude(pk=row.pk)
    return row.fault in (ClaimFault.MISSING, ClaimFault.OTHER) and others.exists()

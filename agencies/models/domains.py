"""Host names that agencies say are theirs."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.states.domains import ClaimFault, ClaimKind, ClaimState
from project.base.ids import public_id

from .base import OfAgency, OfOwners, agency_id_unique
from .membership import Membership

if TYPE_CHECKING:
    pass

#: Room is left for the label of the TXT record in front.
HOST_LIMIT = 240


def proof_token() -> str:
    """What the TXT record of an own domain ends with."""
    return secrets.token_hex(16)


class DomainClaim(OfAgency):
    """What an agency says of one host name. It leads to the agency only while there is a Domain row as well,
    which an own domain gets when its TXT record was seen, and loses when that is gone for too long.

    Several agencies may claim one host at a time: whose record stands there decides. `failing_since`: since
    when each check of a proved one failed; `next_check_at` is empty for what nothing checks by itself.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    host = models.CharField(_("host name"), max_length=253)
    kind = models.CharField(max_length=9, choices=ClaimKind)
    state = models.CharField(max_length=6, choices=ClaimState)
    token = models.CharField(max_length=32, blank=True)
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=7, choices=ClaimFault, blank=True)
    failing_since = models.DateTimeField(null=True)

    objects = OfOwners.as_manager()

    class Meta:
        verbose_name = _("claim to a domain")
        verbose_name_plural = _("claims to domains")
        constraints = [
            agency_id_unique("domainclaim"),
            models.UniqueConstraint(fields=["agency", "host"], name="domainclaim_once"),
            models.CheckConstraint(
                condition=Q(host=models.functions.Lower("host")), name="domainclaim_host_lower"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=(ClaimKind.GIVEN, ClaimKind.SUBDOMAIN), state=ClaimState.PROVED, token=""
                )
                | (Q(kind=ClaimKind.OWN, state__in=ClaimState.values) & ~Q(token="")),
                name="domainclaim_own_is_proved",
            ),
            models.CheckConstraint(
                condition=Q(proved_at__isnull=False) | ~Q(state=ClaimState.PROVED),
                name="domainclaim_proved_at",
            ),
        ]
        indexes = [
            models.Index(fields=["host"], name="domainclaim_host"),
            models.Index(
                fields=["next_check_at"],
                name="domainclaim_due",
                condition=Q(next_check_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.host

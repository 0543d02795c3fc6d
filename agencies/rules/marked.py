"""Invitations that carry a mark: which, and whether anything was done with them."""

from __future__ import annotations

from django.db.models import QuerySet

from agencies.hooks import MarkedKind
from agencies.models import Invitation, Mark, MarkedInvitation
from project.base.hanging import Found


def _invitations(mark: Mark) -> QuerySet[Invitation]:
    return Invitation.objects.filter(agency_id=mark.agency_id, marked__mark=mark)


def _touched(mark: Mark, found: Found) -> bool:
    rows = Invitation.objects.filter(agency_id=mark.agency_id, pk__in=found.get(Invitation, ()))
    return rows.exclude(used_at=None).exists()


#: By the name under which it is registered.
KINDS = {"invitations": MarkedKind(Invitation, _invitations, (MarkedInvitation,), _touched)}

"""Who may be given a revision."""

from __future__ import annotations

from django.db.models import QuerySet

from agencies.models import Membership
from orders.models import RevisionRequest


def people_for_revision(revision: RevisionRequest) -> QuerySet[Membership]:
    """Writers and editors of its agency who are not of its client account, by name."""
    live = Membership.objects.writers() | Membership.objects.editors()
    rows = live.filter(agency_id=revision.agency_id).exclude(
        account_people__account_id=revision.order.account_id
    )
    return rows.order_by("public_name", "id").distinct()

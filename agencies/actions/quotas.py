"""Places that the operator counts: held and asked for before somebody takes one. Asks no right: the actions
that call this have."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from agencies.rules.quotas import people_of
from project.base.errors import QuotaReached
from project.base.locks import hold_name


def require_place(agency: Agency, *, besides: Membership) -> None:
    """Hold the places for people until the end of the transaction, and raise QuotaReached when all are taken.
    `besides` takes none of them yet, though its row may be there. No query without a quota."""
    if agency.most_people is None:
        return
    hold_name(f"people of {agency.pk}")
    if people_of(agency, besides=besides.pk) >= agency.most_people:
        raise QuotaReached(
            _("%(agency)s can’t take more people at the moment. Contact the agency.")
            % {"agency": agency.name}
        )

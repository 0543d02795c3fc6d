"""May this writer take this order? The one function that every path into work asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Role

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order


class WriterEligibility:
    """Answers orders.hooks.eligibility."""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason against, all at once: membership, role, sides of the order, time left."""
        reasons = [
            (
                writer.agency_id != order.agency_id or writer.ended_at is not None,
                _("No longer a member of this agency."),
            ),
            (writer.suspended_at is not None, _("Suspended.")),
            (Role.WRITER not in writer.roles, _("Does not have the writer role.")),
            (writer.pk == order.requested_by_id, _("Placed this order.")),
            (_belongs_to_client(writer, order), _("Belongs to this order’s client account.")),
            (writer.pk == order.editor_id, _("Is the editor of this order.")),
            (order.client_deadline <= now, _("The order’s deadline has passed.")),
        ]
        return [reason for applies, reason in reasons if applies]


def _belongs_to_client(writer: Membership, order: Order) -> bool:
    return any(person.account_id == order.account_id for person in writer.account_people.all())

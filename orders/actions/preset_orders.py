"""A preset becomes an order in one step: for programs that have the rest at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.pricing.offering import current_offering
from drafts.actions.preset_filling import begin_filled
from drafts.models import OrderPreset
from drafts.pricing.draft_price import missing_fields
from orders.models import Order
from project.base.errors import Invalid
from project.base.viewer import Member

from .placing import SeenPrice, convert_draft


class Placed(NamedTuple):
    """The order, and the names of what the preset wants but the agency no longer offers."""

    order: Order
    gone: tuple[str, ...]


def order_with_preset(
    *,
    actor: Member,
    preset: OrderPreset,
    fields: Mapping[str, Any],
    total: Decimal | None,
    now: dt.datetime,
) -> Placed:
    """Fill a new draft with `fields` and with what the preset says beside them, and place its order at the
    price `total`, which the actor accepts. All or nothing: a refusal leaves no draft.

    Raises what begin_filled and convert_draft raise: Invalid with everything that is missing, the price
    included; PriceMoved when it costs something else.
    """
    with transaction.atomic():
        filled = begin_filled(actor=actor, preset=preset, now=now, fields=fields)
        missing = dict(missing_fields(filled.draft, now))
        if total is None:
            missing["total"] = _("Enter the price that you accept.")
        if total is None or missing:
            raise Invalid(missing)
        seen = SeenPrice(total, current_offering(actor.agency).book_id, now)
        order = convert_draft(actor=actor, draft=filled.draft, seen=seen, now=now)
    return Placed(order, filled.gone)

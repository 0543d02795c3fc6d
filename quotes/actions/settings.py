"""How an agency quotes."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, require
from project.base.viewer import Member
from quotes.models import QuoteSettings
from quotes.pricing.quote_terms import settings_of
from quotes.rules import quotes

#: field -> (least, most), for the form and the action.
BOUNDS = {"valid_days": (1, 180), "reminder_hours": (1, 336)}
HUNDRED = Decimal(100)


def save_quote_settings(
    *, actor: Member, valid_days: int, reminder_hours: int, discount_limit: Decimal | None = None
) -> QuoteSettings:
    """Set how many days a quote is valid unless its sender says otherwise, how many hours before its end the
    client is reminded, and how many percent of the list price a manager may take off: that one by owners
    alone (None leaves it). It holds for quotes that are sent from now on. Raises Invalid under the field's
    name."""
    require(quotes.can_edit_settings(actor))
    require(discount_limit is None or quotes.can_set_limit(actor))
    _check({"valid_days": valid_days, "reminder_hours": reminder_hours}, discount_limit)
    with transaction.atomic():
        stored = settings_of(actor.agency)
        limit = stored.discount_limit if discount_limit is None else discount_limit
        facts = {"valid_days": valid_days, "reminder_hours": reminder_hours, "discount_limit": limit}
        saved, _made = QuoteSettings.objects.update_or_create(agency_id=actor.agency_id, defaults=facts)
    return saved


def _check(given: dict[str, int], limit: Decimal | None) -> None:
    words = _("Enter a number between %(least)s and %(most)s.")
    problems = {
        name: words % {"least": BOUNDS[name][0], "most": BOUNDS[name][1]}
        for name, value in given.items()
        if not BOUNDS[name][0] <= value <= BOUNDS[name][1]
    }
    if limit is not None and not (0 <= limit <= HUNDRED and limit == limit.quantize(Decimal("0.01"))):
        problems["discount_limit"] = words % {"least": 0, "most": 100}
    if problems:
        raise Invalid(problems)

"""From a draft to the facts that pricing takes, and back to what is missing for a price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.models import PriceBook
from catalog.pricing import formula
from catalog.pricing.formula import Facts, Price, PricingProblem, price, urgency_of
from catalog.pricing.offering import Offering, current_offering, price_book
from drafts.models import OrderDraft
from project.base import clock
from project.base.errors import Invalid, WrongState

from .briefs import brief_problem
from .deadlines import LONGEST, deadline_problem


def pricing_facts(
    offering: Offering,
    *,
    service_id: int | None,
    quality_id: int | None,
    quantity: int | None,
    deadline: dt.datetime | None,
    addon_ids: list[int],
    preferred_writer: bool,
    reverse_charge: bool,
    volume: int,
    now: dt.datetime,
) -> Facts:
    """Facts in the keys of the price book. `volume` is the draft's own: how many pieces are commissioned
    together. What is missing or no longer offered becomes "" or 0, which pricing names."""
    keys = [offering.key_of(offering.addons, pk) for pk in addon_ids]
    return Facts(
        service=offering.key_of(offering.services, service_id),
        quality=offering.key_of(offering.qualities, quality_id),
        quantity=quantity or 0,
        placed_at=now,
        deadline=deadline or now + LONGEST,
        addons=tuple(key for key in keys if key),
        preferred_writer=preferred_writer,
        reverse_charge=reverse_charge,
        volume=volume,
    )


def price_now(offering: Offering, facts: Facts, deadline: dt.datetime | None) -> Price:
    """The price of `facts`, whose deadline may not be chosen yet. Raises PricingProblem with everything that
    is missing or wrong, a deadline that no order can have included."""
    late = deadline_problem(deadline, facts.placed_at) if deadline else ""
    problems = {"deadline": late} if late else {}
    try:
        found = price(offering.book, facts)
    except PricingProblem as problem:
        raise PricingProblem({**problem.errors, **problems}) from problem
    if problems:
        raise PricingProblem(problems)
    return found


def estimate_draft(agency: Agency, draft: OrderDraft, now: dt.datetime) -> Price:
    """What a draft would cost now, as its page shows it while somebody writes. Raises Invalid, by field, and
    WrongState for one that became an order."""
    if draft.converted_at:
        raise WrongState(_("This draft is now an order, so its price is fixed."))
    try:
        return price_now(current_offering(agency), facts_of_draft(agency, draft, now), draft.deadline)
    except PricingProblem as problem:
        raise Invalid(problem.errors) from problem


def facts_of_row(offering: Offering, row: Mapping[str, Any], now: dt.datetime) -> Facts:
    """The facts of a draft that was read as a dict: the columns that a price is made of, `addon_ids`, and
    `account__reverse_charge`."""
    return pricing_facts(
        offering,
        service_id=row["service_id"],
        quality_id=row["quality_id"],
        quantity=row["quantity"],
        deadline=row["deadline"],
        addon_ids=row["addon_ids"],
        preferred_writer=row["preferred_writer_id"] is not None,
        reverse_charge=row["account__reverse_charge"],
        volume=row["volume"],
        now=now,
    )


def facts_of_draft(agency: Agency, draft: OrderDraft, now: dt.datetime) -> Facts:
    return pricing_facts(
        current_offering(agency),
        service_id=draft.service_id,
        quality_id=draft.quality_id,
        quantity=draft.quantity,
        deadline=draft.deadline,
        addon_ids=list(draft.addon_rows.order_by("id").values_list("addon_id", flat=True)),
        preferred_writer=draft.preferred_writer_id is not None,
        reverse_charge=draft.account.reverse_charge,
        volume=draft.volume,
        now=now,
    )


def price_draft(agency: Agency, draft: OrderDraft, *, now: dt.datetime) -> Price:
    """The price of a draft with the current price book. Raises
    pricing.PricingProblem when something is missing."""
    return price(current_offering(agency).book, facts_of_draft(agency, draft, now))


def price_as_seen(agency: Agency, draft: OrderDraft, book_id: int, at: dt.datetime) -> Price | None:
    """What the same draft cost at `at` with an earlier book of the
    agency; None when that cannot be worked out."""
    if not clock.within_range(at) or not PriceBook.objects.filter(agency=agency, pk=book_id).exists():
        return None
    try:
        return price(price_book(book_id), facts_of_draft(agency, draft, at))
    except PricingProblem:
        return None


def urgency_key(book: formula.PriceBook, now: dt.datetime, deadline: dt.datetime) -> str:
    """Key of the urgency tier that the span from now to the deadline falls in; "" for the usual pace."""
    tier = urgency_of(book, now, deadline)
    return tier.key if tier else ""


def missing_fields(draft: OrderDraft, now: dt.datetime) -> Mapping[str, Any]:
    """What a draft still needs before it can be ordered: field name
    -> sentence. Empty when it is complete."""
    missing: dict[str, Any] = {}
    if not draft.title:
        missing["title"] = _("Enter a title.")
    if problem := brief_problem(draft.brief):
        missing["brief"] = problem
    if draft.deadline is None:
        missing["deadline"] = _("Choose a deadline.")
    elif problem := deadline_problem(draft.deadline, now):
        missing["deadline"] = problem
    return {**missing, **_missing_for_price(draft, now)}


def _missing_for_price(draft: OrderDraft, now: dt.datetime) -> dict[str, Any]:
    offering = current_offering(draft.agency)
    missing: dict[str, Any] = {}
    if not offering.key_of(offering.services, draft.service_id):
        missing["service"] = _("Choose a service that we offer.")
    if not offering.key_of(offering.qualities, draft.quality_id):
        missing["quality"] = _("Choose a quality tier.")
    if not draft.quantity:
        missing["quantity"] = _("Enter a quantity.")
    if missing:
        return missing
    try:
        price(offering.book, facts_of_draft(draft.agency, draft, now))
    except PricingProblem as problem:
        return dict(problem.errors)
    return {}

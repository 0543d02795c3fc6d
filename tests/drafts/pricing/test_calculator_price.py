"""The calculator and the live price of the draft that is made of it: line by line the same, at any prices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.rules.working_hours import calendar_of
from catalog.pricing.formula import UrgencyTier, price
from catalog.pricing.offering import Offering, current_offering
from drafts.forms.calculator import PricedChoiceForm
from drafts.pricing.draft_price import pricing_facts
from tests.helpers.cast import START, Cast
from tests.helpers.examples import SHARED_FIXTURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
rates = st.decimals("0.0001", "100", places=4)
factors = st.decimals("0.1", "10", places=3)


@st.composite
def prices(draw: Any, offering: Offering) -> Offering:
    """The agency's offering at any prices."""
    book = offering.book
    hours = draw(st.sets(st.integers(3, 8_760), min_size=len(book.urgencies), max_size=len(book.urgencies)))
    tiers = zip(book.urgencies, sorted(hours), strict=True)
    other = replace(
        book,
        minimum_charge=draw(st.decimals("0", "500", places=2)),
        tax_rate=draw(st.decimals("0", "50", places=2)),
        services={key: replace(rate, rate=draw(rates)) for key, rate in book.services.items()},
        qualities={key: replace(tier, multiplier=draw(factors)) for key, tier in book.qualities.items()},
        urgencies=tuple(UrgencyTier(tier.key, tier.name, within, draw(factors)) for tier, within in tiers),
        addons={key: _addon(addon, draw) for key, addon in book.addons.items()},
    )
    return replace(offering, book=other)


def _addon(addon: Any, draw: Any) -> Any:
    kind = draw(st.sampled_from(["fixed", "per_unit", "percent"]))
    return replace(addon, kind=kind, amount=draw(st.decimals("0", "200", places=4)))


@st.composite
def choices(draw: Any, offering: Offering) -> Mapping[str, Any]:
    """What a visitor may choose of it."""
    service = draw(st.sampled_from(sorted(offering.book.services)))
    rate = offering.book.services[service]
    return {
        "service": service,
        "quantity": str(draw(st.integers(rate.minimum_quantity, rate.maximum_quantity))),
        "quality": draw(st.sampled_from(sorted(offering.book.qualities))),
        "pace": draw(st.sampled_from(["", *(tier.key for tier in offering.book.urgencies)])),
        "addons": draw(st.lists(st.sampled_from(sorted(offering.book.addons)), unique=True)),
    }


def sent(choice: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in choice.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def live_lines(offering: Offering, fields: Mapping[str, Any], now: dt.datetime) -> Any:
    """The lines of the live price, of what the draft holds."""
    facts = pricing_facts(
        offering,
        service_id=fields["service"].pk,
        quality_id=fields["quality"].pk,
        quantity=fields["quantity"],
        deadline=fields["deadline"],
        addon_ids=[row.pk for row in fields["addons"]],
        preferred_writer=False,
        reverse_charge=False,
        volume=1,
        now=now,
    )
    return price(offering.book, facts).lines


@settings(max_examples=150, suppress_health_check=SHARED_FIXTURES)
@given(data=st.data(), seconds=st.integers(0, 366 * 24 * 3600), minutes=st.integers(0, 59))
def test_the_draft_costs_what_the_calculator_said(cast: Cast, data: Any, seconds: int, minutes: int) -> None:
    offering = data.draw(prices(current_offering(cast.inkwell)))
    choice, now = data.draw(choices(offering)), START + dt.timedelta(seconds=seconds)
    form = PricedChoiceForm(sent(choice), offering=offering, now=now)
    if not form.is_valid():
        # A tier of three hours cannot be ordered; the other refusal is of sums that no order can hold.
        assert set(form.errors) <= {"pace", "quantity"}
        return
    assert form.price is not None

    fields = form.draft_fields(calendar_of(cast.inkwell))

    assert live_lines(offering, fields, now) == form.price.lines
    # And still does while its brief is written.
    assert live_lines(offering, fields, now + dt.timedelta(minutes=minutes)) == form.price.lines

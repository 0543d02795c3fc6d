"""What may be agreed about a price, and how much each of the desk may take off it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from catalog.pricing.terms import Terms
from project.base.errors import Invalid, NotAllowed
from quotes.actions.settings import save_quote_settings
from quotes.models import OrderQuote
from tests.helpers.cast import Cast
from tests.quotes.helpers.quotes import VISIT, asked, cheaper, save, send

pytestmark = pytest.mark.django_db


WRONG: dict[str, tuple[Any, str]] = {
    "same own line": (Terms((), (VISIT, replace(VISIT, label="Another"))), "customs"),
    "too many own lines": (Terms((), tuple(replace(VISIT, key=f"c{at}") for at in range(21))), "customs"),
    "own line without reason": (Terms((), (replace(VISIT, reason=" "),)), "customs"),
    "own line without end": (Terms((), (replace(VISIT, label="x" * 121),)), "customs"),
    "reason without end": (Terms((), (replace(VISIT, reason="x" * 301),)), "customs"),
    "own line beyond measure": (Terms((), (replace(VISIT, amount=Decimal(10) ** 11),)), "customs"),
    "percentage beyond measure": (Terms(discount_percent=Decimal(101)), "discount"),
    "negative discount": (Terms(discount_percent=Decimal(-1)), "discount"),
}


@pytest.mark.parametrize("what", WRONG)
def test_terms_that_cannot_be_stored_are_refused_in_words(cast: Cast, what: str) -> None:
    given, field = WRONG[what]
    with pytest.raises(Invalid) as refusal:
        save(cast, asked(cast), given)

    assert set(refusal.value.errors) == {field}


def test_one_line_is_changed_once(cast: Cast) -> None:
    for changes in ((cheaper(cast.max), cheaper(cast.max, "-1.00")), (cheaper(cast.max, reason=" "),)):
        with pytest.raises(Invalid) as refusal:
            save(cast, asked(cast), Terms(changes))
        assert set(refusal.value.errors) == {"adjustments"}


def test_who_may_take_off_how_much(cast: Cast) -> None:
    save_quote_settings(actor=cast.otto, valid_days=14, reminder_hours=48, discount_limit=Decimal(10))
    quote = asked(cast)
    may: dict[str, set[str]] = {}
    for percent in ("0", "0.01", "10", "10.01", "100"):
        save(cast, quote, Terms(discount_percent=Decimal(percent)))
        may[percent] = {name for name in ("sam", "max", "otto") if _sends(cast, quote, name)}

    assert may == {
        "0": {"sam", "max", "otto"},
        "0.01": {"max", "otto"},
        "10": {"max", "otto"},
        "10.01": {"otto"},
        "100": {"otto"},
    }


def _sends(cast: Cast, quote: OrderQuote, name: str) -> bool:
    with transaction.atomic():
        try:
            send(cast, quote, actor=getattr(cast, name))
        except Invalid as refusal:
            found = set(refusal.errors) != {"discount"}
        else:
            found = True
        transaction.set_rollback(True)
    return found


def test_what_a_manager_takes_off_is_the_owners_to_say(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        save_quote_settings(actor=cast.max, valid_days=14, reminder_hours=48, discount_limit=Decimal(100))
    with pytest.raises(NotAllowed):
        save_quote_settings(actor=cast.sam, valid_days=14, reminder_hours=48)
    save_quote_settings(actor=cast.otto, valid_days=14, reminder_hours=48, discount_limit=Decimal(20))

    kept = save_quote_settings(actor=cast.max, valid_days=7, reminder_hours=24)

    assert (kept.valid_days, kept.discount_limit) == (7, 20)
    with pytest.raises(Invalid) as refusal:
        save_quote_settings(
            actor=cast.otto, valid_days=0, reminder_hours=337, discount_limit=Decimal("0.001")
        )
    assert set(refusal.value.errors) == {"valid_days", "reminder_hours", "discount_limit"}

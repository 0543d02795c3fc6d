"""A new agency is closed, and its owner opens it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from accounts.actions.people import make_person
from agencies.actions.agencies import create_agency
from agencies.actions.opening import open_agency, save_agency
from agencies.actions.people import admit, join_as_client
from agencies.models import Agency, Role, SecurityEvent
from agencies.rules.opening import require_shown
from catalog.pricing.offering import current_offering
from drafts.actions.drafts import begin_draft
from project.base.errors import Invalid, NotAllowed, NotOpen
from project.base.viewer import Member, Public
from tests.agencies.helpers.opening import THIRD, third_house
from tests.helpers.cast import START
from tests.helpers.factories import HOUR, account_of

pytestmark = pytest.mark.django_db


def test_a_new_agency_is_closed_without_a_tax_and_the_demo_is_open(cast):
    agency, _token = create_agency(**THIRD, now=START)

    assert agency.opened_at is None
    assert not agency.takes_sign_ups
    assert current_offering(agency).book.tax_rate == 0
    assert cast.inkwell.opened_at and cast.northwind.takes_sign_ups


def test_whoever_founds_it_may_say_its_tax(cast):
    agency, _token = create_agency(**THIRD, now=START, tax_rate=Decimal("8.10"))

    assert current_offering(agency).book.tax_rate == Decimal("8.10")


def test_nobody_joins_or_drafts_before_it_is_open(cast):
    owner = third_house(Role.OWNER)
    client = _member(owner.agency, "clea@third.example", Role.CLIENT)
    stranger = make_person(email="petra@new.example", name="Petra", password=None)

    with pytest.raises(NotOpen, match=r"Third isn’t open yet\."):
        join_as_client(actor=Public(owner.agency), user=stranger, public_name="Petra", now=START)
    with pytest.raises(NotOpen):
        begin_draft(actor=client, account=account_of(client), now=START)

    open_agency(actor=owner, fields={}, now=START)
    client.agency.refresh_from_db()

    assert begin_draft(actor=client, account=account_of(client), now=START).pk
    assert join_as_client(actor=Public(client.agency), user=stranger, public_name="Petra", now=START).pk


def test_its_team_sees_what_visitors_will(cast):
    owner = third_house(Role.OWNER)
    writer = _member(owner.agency, "will@third.example", Role.WRITER)

    require_shown(owner)
    for viewer in (writer, Public(owner.agency)):
        with pytest.raises(NotOpen):
            require_shown(viewer)


def test_opening_stores_what_was_chosen_once_and_stays(cast):
    owner = third_house(Role.OWNER)
    chosen = {"currency": "CHF", "timezone": "Europe/Zurich", "sign_up": "invitation"}

    opened = open_agency(actor=owner, fields=chosen, now=START)
    again = open_agency(actor=owner, fields={"currency": "EUR"}, now=START + HOUR)

    assert opened.opened_at == again.opened_at == START
    assert {name: getattr(again, name) for name in chosen} == chosen
    assert list(SecurityEvent.objects.filter(kind="agency_opened").values_list("agency_id", flat=True)) == [
        opened.pk
    ]


def test_what_orders_were_made_with_stays_once_it_is_open(cast):
    with pytest.raises(Invalid) as refusal:
        save_agency(
            actor=cast.otto,
            fields={"currency": "USD", "timezone": "Asia/Tokyo", "sign_up": "invitation"},
            now=START,
        )

    assert refusal.value.errors.keys() == {"currency", "timezone"}
    assert Agency.objects.get(pk=cast.inkwell.pk).sign_up == "open"
    assert save_agency(actor=cast.otto, fields={"sign_up": "invitation", "currency": "EUR"}, now=START) == [
        "sign_up"
    ]


@pytest.mark.parametrize("fields", [{"currency": "JPY"}, {"timezone": "Mars/Olympus"}, {"sign_up": "nobody"}])
def test_an_unknown_value_opens_nothing(cast, fields: dict[str, Any]):
    owner = third_house(Role.OWNER)

    with pytest.raises(Invalid) as refusal:
        open_agency(actor=owner, fields=fields, now=START)

    assert refusal.value.errors.keys() == fields.keys()
    assert Agency.objects.get(pk=owner.agency_id).opened_at is None


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam", "max"])
def test_owners_alone_open_it(cast, name):
    with pytest.raises(NotAllowed):
        open_agency(actor=getattr(cast, name), fields={}, now=START)
    with pytest.raises(NotAllowed):
        save_agency(actor=getattr(cast, name), fields={"sign_up": "invitation"}, now=START)


def _member(agency: Agency, email: str, role: Role) -> Member:
    user = make_person(email=email, name=email, password=None)
    return Member(
        agency, membership=admit(agency=agency, user=user, roles=[role.value], public_name="X", now=START)
    )

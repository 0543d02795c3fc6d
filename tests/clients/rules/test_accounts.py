"""Roles in client accounts, as rules ask for them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import AccountPerson, ClientAccount
from clients.rules.accounts import account_role, can_order, know_account_role, orders_somewhere
from tests.helpers.cast import START, Cast
from tests.helpers.factories import account_of

pytestmark = pytest.mark.django_db


def test_a_role_that_is_known_hides_no_other(cast: Cast) -> None:
    """A query brings the role in one account along; the viewer's other accounts stay what they are."""
    first = account_of(cast.clara)
    second = ClientAccount.objects.create(agency=cast.inkwell, name="Harbour Ltd", created_at=START)
    AccountPerson.objects.create(
        agency=cast.inkwell, account=second, membership=cast.clara.membership, role="orderer"
    )

    know_account_role(cast.clara, first.pk, "reader")

    with CaptureQueriesContext(connection) as queries:
        assert not can_order(cast.clara, first.pk)
    assert len(queries) == 0
    assert can_order(cast.clara, second.pk) and orders_somewhere(cast.clara)
    assert account_role(cast.clara, first.pk) == "reader"
    know_account_role(cast.clara, second.pk, None)
    assert account_role(cast.clara, second.pk) == ""

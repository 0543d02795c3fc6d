"""Whom a typed name may mean."""

from __future__ import annotations

import pytest

from agencies.models import Membership
from orders.querysets.names import ids_of_clients_named, ids_of_writers_named
from tests.helpers.cast import Cast
from tests.helpers.factories import account_of

pytestmark = pytest.mark.django_db


def test_names_of_clients_and_writers(cast: Cast) -> None:
    inkwell, northwind = cast.inkwell.pk, cast.northwind.pk

    assert ids_of_clients_named(inkwell, "clara") == [account_of(cast.clara).pk]
    assert ids_of_writers_named(inkwell, "WENDELL") == [cast.wendell.member_id]
    assert ids_of_clients_named(inkwell, "%") == []
    assert ids_of_clients_named(northwind, "clara") == []
    assert ids_of_writers_named(northwind, "wendell") == []


@pytest.mark.parametrize("typed", ["Ines", "INÉS", "ine\u0301s", "inés p"])
def test_accents_play_no_part(cast: Cast, typed: str) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(public_name="Inés P.")

    assert ids_of_writers_named(cast.inkwell.pk, typed) == [cast.wanda.member_id]

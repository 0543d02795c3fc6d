"""Whom a typed name may mean."""

from __future__ import annotations

import pytest

from agencies.models import Membership
from clients.models import ClientAccount
from orders.querysets.names import ids_of_clients_named, ids_of_writers_named
from tests.helpers.cast import START, Cast
from tests.helpers.factories import account_of

pytestmark = pytest.mark.django_db


def test_names_of_clients_and_writers(cast: Cast) -> None:
    inkwell, northwind = cast.inkwell.pk, cast.northwind.pk

    assert ids_of_clients_named(inkwell, "clara") == [account_of(cast.clara).pk]
    assert ids_of_writers_named(inkwell, "WENDELL") == [cast.wendell.member_id]
    assert ids_of_clients_named(inkwell, "%") == []
    assert ids_of_clients_named(northwind, "clara") == []
    assert ids_of_writers_named(northwind, "wendell") == []


def test_with_those_merged_into_them_once(cast: Cast) -> None:
    clara, merged = account_of(cast.clara), account_of(cast.clara)
    merged.pk, merged.public_id, merged.name = None, "m" * 10, "Former"
    merged.merged_into, merged.merged_at = clara, START
    merged.save()

    apart = ids_of_clients_named(cast.inkwell.pk, clara.name)
    ClientAccount.objects.filter(pk=merged.pk).update(name=clara.name)
    alike = ids_of_clients_named(cast.inkwell.pk, clara.name)

    assert sorted(apart) == sorted(alike) == [clara.pk, merged.pk]


@pytest.mark.parametrize("typed", ["Ines", "INÉS", "ine\u0301s", "inés p"])
def test_accents_play_no_part(cast: Cast, typed: str) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(public_name="Inés P.")

    assert ids_of_writers_named(cast.inkwell.pk, typed) == [cast.wanda.member_id]

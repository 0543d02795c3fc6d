"""What a test has committed is gone before the next begins, and races run as if by new threads."""

from __future__ import annotations

from contextvars import ContextVar

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.helpers import restoring, rows
from tests.helpers.cast import load_cast
from tests.helpers.database import end_others
from tests.helpers.factories import place_order
from tests.helpers.races import race

pytestmark = pytest.mark.django_db(transaction=True)
LEFT: ContextVar[str] = ContextVar("left", default="nothing")


def stored() -> dict[str, set[str]]:
    return {name: set(rows.read(table).values.values()) for name, table in rows.tables().items()}


def leave_everything_behind() -> None:
    """Rows in tables that were empty; rows added, changed, taken away where some were; an idle change."""
    cast = load_cast()
    place_order(cast.clara)
    kind = ContentType.objects.get_for_model(Permission)
    Permission.objects.create(name="Left", codename="left", content_type=kind)
    type(cast.max.membership).objects.filter(pk=cast.max.member_id).update(public_name="Left")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; DELETE FROM catalog_language")
        cursor.execute("RESET session_replication_role; UPDATE catalog_subject SET name = name")


@pytest.mark.parametrize("ended", [False, True], ids=["kept", "ended"])
def test_whatever_is_left_is_put_right(ended: bool) -> None:
    """By the session that is kept, and anew where a test has ended it."""
    first = stored()
    for _time in range(2):
        leave_everything_behind()
        left = stored()
        if ended:
            end_others()

        restoring.restore()

        assert stored() == first
        changed = {name for name in first if left[name] != first[name]}
        assert {"orders_order", "auth_permission", "agencies_membership", "catalog_language"} <= changed


def test_the_threads_of_a_race_are_as_new() -> None:
    """They keep their connections alone, and have new ones where a test has ended them."""

    def own() -> tuple[str, int]:
        found = LEFT.get()
        LEFT.set("something")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return found, cursor.fetchone()[0]

    first, again = race([own] * 4), race([own] * 4)
    end_others()
    anew = race([own] * 4)

    assert {left for left, _pid in first + again + anew} == {"nothing"}
    pids = [{pid for _left, pid in found} for found in (first, again, anew)]
    assert [len(each) for each in pids] == [4, 4, 4] and not pids[2] & (pids[0] | pids[1])

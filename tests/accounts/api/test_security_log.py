"""The security log of the agency by the API."""

from __future__ import annotations

import pytest

from agencies.actions.people import change_roles
from tests.accounts.helpers.sign_ins import ABROAD, sign_in_again, signs_in
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/security-log/"


def test_managers_read_what_happened_here_without_addresses(cast: Cast) -> None:
    sign_in_again(cast.clara)
    signs_in(cast.wanda_northwind)
    wendell = cast.wendell.membership
    change_roles(actor=cast.max, member=wendell, roles=["writer", "editor"], now=START)
    api = Api(cast.max)

    answer = api.get(PATH)

    changed, suspicious, first = answer.results[:3]
    assert (changed["kind"], changed["detail"]) == ("roles_changed", "writer,editor")
    assert (changed["person"], changed["by"]) == (wendell.public_id, cast.max.membership.public_id)
    assert suspicious["suspicious"] and suspicious["person_name"] == cast.clara.membership.public_name
    assert ABROAD not in str(answer.json) and "KE" not in str(suspicious)
    assert api.get(f"{PATH}?suspicious=true").results == [suspicious]
    assert api.get(f"{PATH}?kind=signed_in").results == [suspicious, first]
    assert api.get(f"{PATH}?kind=x&days=7").errors.keys() == {"kind", "days"}


def test_each_role_has_its_door(cast: Cast) -> None:
    assert Api(None, cast.inkwell).get(PATH).status == 401
    for other in (cast.clara, cast.wendell, cast.edith, cast.sam):
        assert Api(other).get(PATH).status == 403
    signs_in(cast.clara)
    assert {row["kind"] for row in Api(cast.mara).get(PATH).results} == {"agency_created"}


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.otto)
    api.get(PATH)
    for _n in range(3):
        signs_in(cast.clara)
        with django_assert_num_queries(4):
            api.get(PATH)

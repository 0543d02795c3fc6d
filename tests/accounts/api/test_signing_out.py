"""Ending a member's sessions by the API."""

from __future__ import annotations

import pytest

from accounts.models import Mail, SignOut
from agencies.models import Membership
from project.base import clock
from tests.helpers.api import Api, hidden
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/members/{}/sign-out/"
WHY = {"reason": "A laptop was stolen."}


def test_a_manager_signs_a_member_out(cast: Cast) -> None:
    wendell, path = Api(cast.wendell), PATH.format(cast.wendell.membership.public_id)
    assert wendell.get("users/me/").status == 200
    api = Api(cast.max)

    assert api.post(path, WHY).json == {"ended": 1}

    assert wendell.get("users/me/").status == 401
    assert api.post(path, WHY).json == {"ended": 0} and SignOut.objects.get().reason == WHY["reason"]
    assert Mail.objects.count() == 1
    assert api.post(path, {}).errors.keys() == {"reason"}
    assert api.post(path, {"reason": "x" * 301, "who": 1}).errors.keys() == {"reason", "who"}


def test_each_role_has_its_door(cast: Cast) -> None:
    path = PATH.format(cast.wendell.membership.public_id)
    assert Api(None, cast.inkwell).post(path, WHY).status == 401
    for other in (cast.clara, cast.wanda, cast.edith, cast.sam):
        assert Api(other).post(path, WHY).status == 403
    assert Api(cast.max).post(PATH.format(cast.max.membership.public_id), WHY).status == 403
    assert Api(cast.max).post(PATH.format(cast.otto.membership.public_id), WHY).status == 403
    assert hidden(Api(cast.mara), PATH, cast.wendell.membership.public_id, "POST", WHY)


def test_somebody_who_has_left_has_no_sessions_to_end(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(ended_at=clock.now(), roles=[])

    answer = Api(cast.max).post(PATH.format(cast.wanda.membership.public_id), {"reason": "A lost laptop"})

    assert answer.status == 409 and answer.json["type"] == "urn:quillhouse:problem:wrong-state"

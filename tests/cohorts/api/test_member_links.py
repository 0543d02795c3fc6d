"""Links of members by the API: sent, read, revoked; never the key."""

from __future__ import annotations

import pytest

from cohorts.mail.members import write_link
from cohorts.models import MemberLink
from cohorts.rules.member_links import key_of
from project.base import clock
from tests.cohorts.helpers.classes import member
from tests.cohorts.helpers.member_links import asked
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


def test_sent_read_and_revoked(cast: Cast) -> None:
    cohort, api = asked(cast, now=clock.now()), Api(cast.clara)
    ada, cleo = member(cohort, "Ada"), member(cohort, "Cleo")
    path = f"orders/class-members/{ada.public_id}/link/"
    assert api.get(path).json == {"state": "none", "address": "", "sent_at": None, "expires_at": None}

    answer = api.post(path)
    assert (answer.status, answer.json["state"], answer.json["address"]) == (200, "works", ada.email)
    link = MemberLink.objects.get()
    assert key_of(link) not in str(answer.json)
    assert write_link(link_id=link.pk, now=clock.now()) == 1
    again = api.post(path)
    assert again.status == 200 and MemberLink.objects.filter(revoked_at=None).count() == 1

    for _twice in range(2):
        assert api.delete(path).status == 204
    assert api.get(path).json["state"] == "revoked"
    assert api.post(f"orders/class-members/{cleo.public_id}/link/").status == 409
    assert api.post(f"orders/classes/{cohort.public_id}/links/").json == {"waiting": 2}
    for who, status in (("wendell", 403), ("nick", 404), ("sam", 200)):
        assert Api(getattr(cast, who)).get(path).status == status

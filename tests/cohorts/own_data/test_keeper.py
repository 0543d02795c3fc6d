"""Who runs a class is forgotten with those whom only they could name."""

from __future__ import annotations

import pytest

from cohorts.actions.member_briefs import save_brief
from cohorts.models import CohortMember, MemberBrief, MemberLink
from cohorts.own_data.keeper import ClassesKeeper
from tests.cohorts.helpers.classes import member
from tests.cohorts.helpers.member_links import as_receiver, asked, linked
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db


def test_with_the_last_of_an_account_its_members_are_forgotten_whole(cast: Cast) -> None:
    """Name and address are gone wherever they stand: roster, link, placeholder; what was not sent goes."""
    cohort = asked(cast)
    linked(cast, cohort)
    ada = member(cohort, "Ada")
    save_brief(actor=as_receiver(ada), member=ada, text="Not sent", version=0, now=START)

    ClassesKeeper().erase(cast.clara.membership, START)

    stored = CohortMember.objects.get(pk=ada.pk)
    assert "Ada" not in stored.name and not stored.email and "ada" not in stored.external_key
    assert stored.removed_at is not None
    assert not MemberBrief.objects.exists()
    assert not MemberLink.objects.exclude(address="").exists()
    assert not MemberLink.objects.filter(revoked_at=None).exists()
    assert "Ada" not in stored.person.membership.public_name

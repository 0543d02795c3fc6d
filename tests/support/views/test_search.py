"""Tickets and disputes among what the search box finds: for each what they may see."""

from __future__ import annotations

import pytest

from project.base import clock
from tests.helpers.cast import Cast, browser
from tests.support.helpers.disputes import Case
from tests.support.helpers.tickets import opened

pytestmark = pytest.mark.django_db


def found(cast: Cast, who: str, words: str, kind: str) -> list[str]:
    told = browser(getattr(cast, who)).get("/api/v1/search/", {"q": words}).json()
    return [row["id"] for each in told["kinds"] if each["kind"] == kind for row in each["found"]]


def test_tickets_by_subject_number_and_order(cast: Cast) -> None:
    case = Case(cast)
    plain = opened(cast, now=clock.now(), subject="The lighthouse map")
    about = opened(cast, now=clock.now(), subject="Wrong title", order=case.order)
    theirs = opened(cast, by=cast.wendell, now=clock.now(), subject="Lighthouse fees")

    assert set(found(cast, "sam", "lighthouse", "tickets")) == {plain.number, theirs.number}
    assert found(cast, "clara", "lighth", "tickets") == [plain.number]
    assert found(cast, "sam", plain.number.lower(), "tickets")[:1] == [plain.number]
    assert about.number in found(cast, "sam", case.order.number, "tickets")
    assert found(cast, "mara", "lighthouse", "tickets") == []
    page = browser(cast.sam).get("/search/?q=lighthouse").text
    assert f"/support/{plain.number}/" in page


def test_disputes_by_their_order(cast: Cast) -> None:
    case = Case(cast)
    number, dispute = case.order.number, case.dispute.public_id

    for who, seen in (("sam", [dispute]), ("clara", [dispute]), ("wanda", []), ("mara", [])):
        assert found(cast, who, number, "disputes") == seen
    assert f"/disputes/{dispute}/" in browser(cast.clara).get(f"/search/?q={case.order.title}").text

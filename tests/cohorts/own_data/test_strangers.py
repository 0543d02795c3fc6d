"""Members without an account are found by their address: taken along, and forgotten."""

from __future__ import annotations

import pytest

from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_session
from cohorts.actions.member_briefs import save_brief, send_brief
from cohorts.models import CohortMember, MemberBrief, MemberLink
from cohorts.own_data.strangers import ClassMembers
from tests.cohorts.helpers.classes import member
from tests.cohorts.helpers.member_links import WORDS, as_receiver, asked, deliver, linked
from tests.cohorts.helpers.sessions import session_of
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR

pytestmark = pytest.mark.django_db
ADA = "ada@firm.example"


def test_what_was_written_and_received_is_taken_along(cast: Cast) -> None:
    cohort = asked(cast)
    linked(cast, cohort)
    ada = member(cohort, "Ada")
    order = send_brief(actor=as_receiver(ada), member=ada, text=WORDS, version=0, now=START)
    assert order is not None
    deliver(cast, order)
    session = session_of(cohort, cast.clara)
    book_session(actor=cast.clara, session=session, member=ada, now=START)
    after = session.starts_at + HOUR
    statuses = {ada.public_id: "late"}
    record_attendance(actor=cast.clara, session=session, statuses=statuses, now=after)

    (part,) = [one for one in ClassMembers().parts(email=ADA, agency=cast.inkwell) if hasattr(one, "rows")]
    (row,) = part.rows
    assert row["brief"] == WORDS and row["cohort_name"] == "Consultants"
    assert [seat["session_title"] for seat in row["seats"]] == ["Writing clinic"]
    assert [was["status"] for was in row["attendance"]] == ["late"]
    assert "Boats come in" in row["deliveries"][0]["text"]
    assert not ClassMembers().knows(email=ADA, agency=cast.northwind)


def test_who_is_forgotten_has_neither_name_nor_link(cast: Cast) -> None:
    cohort = asked(cast)
    linked(cast, cohort)
    ada = member(cohort, "Ada")
    save_brief(actor=as_receiver(ada), member=ada, text="Not sent", version=0, now=START)

    assert ClassMembers().knows(email=ADA, agency=cast.inkwell)
    assert ClassMembers().erase(email=ADA, agency=cast.inkwell, now=START) > 0

    stored = CohortMember.objects.get(pk=ada.pk)
    assert "Ada" not in stored.name and not stored.email and "ada" not in stored.external_key
    assert not MemberBrief.objects.exists()
    assert not MemberLink.objects.filter(revoked_at=None).exists()
    assert "Ada" not in stored.person.membership.public_name
    assert not ClassMembers().knows(email=ADA, agency=cast.inkwell)

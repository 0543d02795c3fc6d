"""Mail about sessions and of what is late carries the way to the member's page."""

from __future__ import annotations

import re

import pytest

from accounts.models import Mail
from cohorts.actions.bookings import book_session
from cohorts.actions.member_links import revoke_link
from cohorts.actions.nudges import nudge_members
from cohorts.actions.plans import save_milestones
from cohorts.mail.nudges import write_nudges
from cohorts.mail.sessions import BOOKED, write_of_booking
from cohorts.models import MemberLink
from cohorts.rules.member_links import hash_of, key_of
from tests.cohorts.helpers.classes import member, placed
from tests.cohorts.helpers.member_links import asked, linked
from tests.cohorts.helpers.sessions import session_of
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


def key_in(mail: Mail) -> str:
    found = re.search(r"/classes/mine/([^/\s]+)/", mail.text)
    assert found is not None, mail.text
    assert found[0] in mail.html
    return found[1]


def test_a_session_mail_opens_the_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a class whose payer receives, and for somebody who was never sent a link."""
    stop_clock(monkeypatch)
    cohort = placed(cast)
    ada = member(cohort, "Ada")
    booking = book_session(actor=cast.clara, session=session_of(cohort, cast.clara), member=ada, now=START)
    for _twice in range(2):
        write_of_booking(booking_id=booking.pk, what=BOOKED, now=START)
    link, mail = MemberLink.objects.get(), Mail.objects.get(kind="class_session")
    assert hash_of(key_in(mail)) == link.hash
    visitor = browser(None, cast.inkwell)
    assert visitor.get(f"/classes/mine/{key_in(mail)}/").status_code == 200
    revoke_link(actor=cast.clara, member=ada, now=START)
    assert visitor.get(f"/classes/mine/{key_in(mail)}/").status_code == 404

    second = session_of(cohort, cast.clara, starts=START + 20 * DAY)
    other = book_session(actor=cast.clara, session=second, member=ada, now=START)
    write_of_booking(booking_id=other.pk, what=BOOKED, now=START)
    last = Mail.objects.filter(kind="class_session").order_by("-pk")[0]
    assert "/classes/mine/" not in last.text and "Ask the agency for the link" in last.text
    assert MemberLink.objects.count() == 1


def test_a_reminder_opens_the_page_by_the_link_that_there_is(cast: Cast) -> None:
    cohort = asked(cast)
    save_milestones(actor=cast.clara, cohort=cohort, days={"brief": START.date()}, now=START)
    key = linked(cast, cohort, "Ada")
    later = START + 2 * DAY
    both = [member(cohort, "Ada"), member(cohort, "Ben")]
    nudges = nudge_members(actor=cast.clara, cohort=cohort, members=both, now=later)
    for _twice in range(2):
        write_nudges(nudge_ids=[nudge.pk for nudge in nudges], now=later)
    mails = {mail.recipient: mail for mail in Mail.objects.filter(kind="class_nudge")}
    assert key_in(mails[both[0].email]) == key
    made = MemberLink.objects.get(member=both[1])
    assert key_in(mails[both[1].email]) == key_of(made)

"""Mail to members: their link, what happens to their text; never after the link was revoked."""

from __future__ import annotations

import pytest

from accounts.models import Mail
from cohorts.actions.member_briefs import send_brief
from cohorts.actions.member_links import revoke_link, send_all_links, send_link, send_waiting_links
from cohorts.mail.members import may_leave, write_link
from cohorts.models import MemberLink
from cohorts.rules.member_links import key_of
from orders.actions.messages import post_message
from orders.models import Order
from tests.cohorts.helpers.classes import member
from tests.cohorts.helpers.member_links import WORDS, as_receiver, asked, deliver
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.orders.helpers.post import JOBS, Post
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


def to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(recipient=address, kind="class_member").order_by("pk"))


def test_a_link_is_mailed_once_and_not_after_it_was_revoked(cast: Cast) -> None:
    cohort = asked(cast)
    link = send_link(actor=cast.clara, member=member(cohort, "Ada"), now=START)

    assert [write_link(link_id=link.pk, now=START) for _time in range(2)] == [1, 0]

    (mail,) = to("ada@firm.example")
    assert f"/classes/mine/{key_of(link)}/" in mail.text and "Write your brief" in mail.text
    assert key_of(link) not in link.hash and may_leave(mail)
    revoke_link(actor=cast.clara, member=member(cohort, "Ada"), now=START)
    assert not may_leave(mail) and write_link(link_id=link.pk, now=START) == 0


def test_everybody_with_an_address_gets_one_once(cast: Cast) -> None:
    cohort = asked(cast)
    send_all_links(actor=cast.clara, cohort=cohort)
    facts = {"cohort_id": cohort.pk, "by_id": cast.clara.member_id, "now": START}

    assert [send_waiting_links(**facts) for _time in range(2)] == [2, 0]
    assert set(MemberLink.objects.values_list("address", flat=True)) == {
        "ada@firm.example",
        "ben@firm.example",
    }


def test_the_member_is_told_of_their_text_and_of_messages(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, START + 10 * HOUR)
    cohort = asked(cast)
    ada = member(cohort, "Ada")
    link = send_link(actor=cast.clara, member=ada, now=START)
    order = send_brief(actor=as_receiver(ada), member=ada, text=WORDS, version=0, now=START)
    assert order is not None
    deliver(cast, order, now=START)
    stored = Order.objects.get()
    post_message(actor=cast.wendell, order=stored, internal=False, text="Any wishes?", now=START + 9 * HOUR)
    post_message(actor=as_receiver(ada), order=stored, internal=False, text="None", now=START + 9 * HOUR)
    for job in Post(cast).waiting():
        for _time in range(2):
            JOBS[job.task_name](**job.args)

    subjects = [mail.subject for mail in to("ada@firm.example")]
    assert sorted(subjects) == ["[Consultants] New message", "[Consultants] Your text is ready"]
    assert all(key_of(link) in mail.text for mail in to("ada@firm.example"))
    assert not Mail.objects.filter(recipient__endswith="nobody.invalid").exists()

"""The mail of a report: what stands in it, that it leaves only to who may read it, and how one leaves it."""

from __future__ import annotations

import re

import pytest
from django.core import mail as outbox
from django.test import Client

from accounts.actions.mail import deliver
from accounts.models import Mail
from agencies.models import Agency, Membership
from analytics.actions.reports import leave_own, remove_report
from analytics.mail.reports import may_leave
from analytics.models import ReportRecipient
from analytics.rules.report_links import leave_link
from analytics.states.metrics import Board
from tests.analytics.helpers.reports import NEXT, made, scheduled
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import place_order
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db


def mail_to(person) -> Mail:
    return Mail.objects.get(recipient=person.membership.user.email, kind="figures_report")


def test_what_stands_in_it(cast: Cast) -> None:
    place_order(cast.clara, title="Canary of Clara")
    place_order(cast.nick, title="Canary of Nick")
    reader = colleague(cast, "reader")
    made(scheduled(cast.clara, reader, board=Board.CLIENT, name="Our <week>", filters={"service": "article"}))
    mail = mail_to(cast.clara)
    assert mail.subject == "Our <week>: 2 March 2026 – 8 March 2026"
    for text in (mail.text, mail.html):
        assert "Orders placed" in text and "n = 1" in text and "172.80" in text.replace("&nbsp;", " ")
        assert "placed in the period" in text and "Service: Article" in text
        assert (
            "Europe/London" in text and "As of 9 Mar 2026, 08:00" in text and "in the period before" in text
        )
        assert "/analytics/reports/sent/" in text and "/report-leave/" in text
        assert "Canary" not in text
    rows = r'href="http://inkwell.localhost[^"]*(/analytics/client/placed/\?[^"]+)"'
    (address,) = re.findall(rows, mail.html)
    assert "from=2026-03-02" in address and "service=article" in address
    assert "&lt;week&gt;" in mail.html and "<week>" not in mail.html
    # Money is for whoever pays: a colleague who only reads sees none of it.
    assert "172.80" not in mail_to(reader).text and "Orders placed: 1" in mail_to(reader).text


def test_it_is_in_the_readers_language_and_zone_of_the_agency(cast: Cast) -> None:
    made(scheduled(cast.max))
    assert 'lang="en"' in mail_to(cast.max).html


def test_a_mailbox_can_leave_it_with_one_press(cast: Cast) -> None:
    made(scheduled(cast.max, cast.sam))
    assert deliver(mail_id=mail_to(cast.sam).pk, now=NEXT)
    (sent,) = outbox.outbox
    recipient = ReportRecipient.objects.get(membership=cast.sam.membership)
    assert sent.extra_headers["List-Unsubscribe"] == f"<{leave_link(recipient)}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = leave_link(recipient).partition("localhost")[2].partition("/")[2]
    mailbox = Client(enforce_csrf_checks=True, headers={"host": "inkwell.localhost"})
    answer = mailbox.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    recipient.refresh_from_db()
    assert answer.status_code == 204 and recipient.left_at is not None


def test_the_link_shows_a_button_and_leaves_by_post_alone(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    recipient = report.recipients.get(membership=cast.sam.membership)
    path = "/" + leave_link(recipient).partition("localhost")[2].partition("/")[2]
    page = browser(None, cast.inkwell)
    answer = page.get(path)
    assert "Stop receiving this report?" in answer.text and report.name in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex" and "no-store" in answer.headers["Cache-Control"]
    assert page.head(path).status_code == 200 and recipient.left_at is None
    for _time in range(2):
        assert "no longer receive" in page.post(path, follow=True).text
    recipient.refresh_from_db()
    assert recipient.left_at is not None
    assert report.recipients.get(membership=cast.max.membership).left_at is None
    assert page.get(path[:-2] + "x/").status_code == 404
    assert browser(None, cast.northwind).get(path).status_code == 404
    remove_report(actor=cast.max, report=report, now=NEXT)
    assert page.get(path).status_code == 404


def test_at_the_last_moment_it_is_asked_again(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam, cast.otto)
    made(report)
    assert all(may_leave(mail_to(person)) for person in (cast.max, cast.sam, cast.otto))
    leave_own(actor=cast.sam, report=report, now=NEXT)
    Membership.objects.filter(pk=cast.otto.member_id).update(roles=["editor"])
    for person, goes in ((cast.sam, False), (cast.otto, False), (cast.max, True)):
        mail = mail_to(person)
        assert may_leave(mail) == goes
        assert deliver(mail_id=mail.pk, now=NEXT) == goes


@pytest.mark.parametrize("facts", [{"features": ["-scheduled_reports"]}, {"suspended_at": NEXT}])
def test_nothing_leaves_an_agency_that_switched_it_off_or_is_suspended(cast: Cast, facts) -> None:
    made(scheduled(cast.max))
    Agency.objects.filter(pk=cast.inkwell.pk).update(**facts)
    assert not deliver(mail_id=mail_to(cast.max).pk, now=NEXT) and not outbox.outbox

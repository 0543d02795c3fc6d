"""The pages of scheduled reports: set up from a board, read again, paused, left; and their queries."""

from __future__ import annotations

import re

import pytest

from agencies.models import Agency, Membership
from analytics.models import ReportRun, ScheduledReport
from analytics.states.metrics import Board
from tests.analytics.helpers.reports import NEXT, made, scheduled
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import place_order
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
LIST, NEW = "/analytics/reports/", "/analytics/reports/new/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NEXT)


def said(person, **facts) -> dict[str, object]:
    """What the form sends."""
    return {
        "name": "Articles",
        "rhythm": "monthly",
        "weekday": "0",
        "day": "31",
        "hour": "8",
        "span": "days30",
        "granularity": "week",
        "recipients": [person.membership.public_id],
        **facts,
    }


def test_a_board_is_put_on_a_schedule_as_it_is_shown(cast: Cast) -> None:
    place_order(cast.clara)
    page = browser(cast.max)
    board = page.get("/analytics/agency/?period=90&by=week&service=article").text
    (address,) = re.findall(r'href="(/analytics/reports/new/[^"]+)"', board)
    address = address.replace("&amp;", "&")
    text = page.get(address).text
    assert "Article" in text and "Europe/London" in text and "Preview with your figures" in text
    assert 'value="week" selected' in text
    answer = page.post(address, said(cast.max, only_service="article"))
    report = ScheduledReport.objects.get()
    assert answer.url == f"{LIST}{report.public_id}/"
    assert (report.board, report.day, report.weekday, report.granularity) == ("agency", 31, None, "week")
    assert list(report.filters.values_list("key", "value")) == [("service", "article")]
    text = page.get(answer.url).text
    assert "Every month on day 31 at 08:00" in text and "31 Mar 2026, 08:00 Europe/London" in text
    assert "Service: Article" in text and "Articles" in page.get(LIST).text
    page.post(f"{answer.url}edit/", said(cast.max, only_service="", name="All", version="1"))
    report.refresh_from_db()
    assert report.name == "All" and not report.filters.exists()


def test_an_error_keeps_what_was_typed(cast: Cast) -> None:
    page = browser(cast.max)
    wrong = said(cast.max, name="Kept words", day="32", recipients=[cast.wendell.membership.public_id])
    answer = page.post(NEW, wrong)
    assert answer.status_code == 422 and "Kept words" in answer.text
    assert "32 is not one" in answer.text and "Choose people from the list" in answer.text
    answer = page.post(NEW, said(cast.max, rhythm="monthly", day=""))
    assert answer.status_code == 422 and "Enter a day of the month" in answer.text
    report = scheduled(cast.max)
    stale = page.post(f"{LIST}{report.public_id}/edit/", said(cast.max, version="9", name="Typed twice"))
    assert stale.status_code == 422 and "Typed twice" in stale.text
    assert page.get(f"{NEW}?board=client").status_code == 403
    assert page.get(f"{NEW}?board=writers&of=aaaaaaaaaa").status_code == 404


def test_a_report_that_was_sent_is_read_again_as_it_was(cast: Cast) -> None:
    place_order(cast.clara)
    report = scheduled(cast.max, cast.sam)
    made(report)
    place_order(cast.clara)
    run = ReportRun.objects.get(membership=cast.max.membership)
    page, address = browser(cast.max), f"{LIST}sent/{run.public_id}/"
    text = page.get(address).text
    for words in (
        "Orders placed",
        "n = 1",
        "Europe/London",
        "As of 9 Mar 2026, 08:00",
        "placed in the period",
    ):
        assert words in text
    (rows,) = set(re.findall(r'href="(/analytics/agency/placed/\?[^"]+)"><strong>', text))
    rows_page = page.get(rows.replace("&amp;", "&")).text
    assert "n = 2" in rows_page and "2 March 2026 – 8 March 2026" in rows_page
    for other in (cast.sam, cast.otto, cast.clara, cast.mara):
        assert browser(other).get(address).status_code == 404
    # Of a figure that they may no longer see, what was stored is shown no longer either.
    assert "Margin" in text
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["support"])
    text = browser(cast.max).get(address).text
    assert "Margin" not in text and "Revenue" in text
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["writer"])
    assert browser(cast.max).get(address).status_code == 404


def test_one_is_sent_to_oneself_and_shown(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    answer = browser(cast.sam).post(f"{LIST}{report.public_id}/send/", follow=True)
    assert "Sent to you" in answer.text and "Orders placed" in answer.text


def test_what_became_of_it_is_said_on_its_page(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    Membership.objects.filter(pk=cast.sam.member_id).update(roles=["writer"])
    made(report)
    text = browser(cast.max).get(f"{LIST}{report.public_id}/").text
    assert "Not sent" in text and "can no longer open these figures" in text
    # Whoever lost the figures still finds the report, to leave it, and no figure of it.
    theirs = browser(cast.sam).get(f"{LIST}{report.public_id}/").text
    assert "You cannot open these figures" in theirs and "Orders placed" not in theirs


def test_pausing_leaving_and_removing(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    one = f"{LIST}{report.public_id}/"
    sam, max_ = browser(cast.sam), browser(cast.max)
    settings = sam.get("/account/notices/settings/").text
    assert report.name in settings and f"{one}leave/" in settings
    assert "Send it to me again" in sam.post(f"{one}leave/", follow=True).text
    assert report.name not in sam.get("/account/notices/settings/").text
    assert "Stop sending it to me" in sam.post(f"{one}rejoin/", follow=True).text
    assert "Resume" in max_.post(f"{one}pause/", follow=True).text
    assert "Pause" in max_.post(f"{one}resume/", follow=True).text
    for verb in ("pause", "resume", "remove"):
        assert sam.post(f"{one}{verb}/").status_code == 403
    assert max_.post(f"{one}fly/").status_code == 404 and max_.get(f"{one}pause/").status_code in (302, 405)
    assert "No scheduled reports yet" in max_.post(f"{one}remove/", follow=True).text


def test_pages_take_as_many_queries_whatever_there_is(cast: Cast) -> None:
    page, counts = browser(cast.max), []
    for more in range(2):
        for _time in range(1 + 2 * more):
            report = scheduled(cast.max, *([cast.sam, cast.otto] if more else []))
            made(report, NEXT)
            place_order(cast.clara)
        run = ReportRun.objects.filter(membership=cast.max.membership).latest("pk")
        pages = (LIST, f"{LIST}{report.public_id}/", NEW, f"{LIST}sent/{run.public_id}/")
        counts.append([queries_of(page, address) for address in pages])
    assert counts[0] == counts[1], counts
    assert max(counts[0]) <= 10, counts


def test_with_the_feature_off_there_is_no_button_and_nothing_new(cast: Cast) -> None:
    report = scheduled(cast.max)
    made(report)
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-scheduled_reports"])
    page = browser(cast.max)
    assert "Schedule this" not in page.get("/analytics/agency/").text
    assert page.get(NEW).status_code == 404
    assert page.get(f"{LIST}{report.public_id}/").status_code == 200
    assert "New report" not in page.get(LIST).text
    run = ReportRun.objects.get()
    assert "Orders placed" in page.get(f"{LIST}sent/{run.public_id}/").text


def test_without_figures_for_clients_theirs_are_closed(cast: Cast) -> None:
    report = scheduled(cast.clara, board=Board.CLIENT, now=START)
    made(report)
    run = ReportRun.objects.get()
    page = browser(cast.clara)
    assert page.get(f"{LIST}sent/{run.public_id}/").status_code == 200
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-client_analytics"])
    assert page.get(f"{LIST}sent/{run.public_id}/").status_code in (403, 404)
    assert page.get(NEW).status_code == 403
    # What is still on their list can be left all the same.
    assert report.name in page.get("/account/notices/settings/").text
    assert page.post(f"{LIST}{report.public_id}/leave/").url == "/account/notices/settings/"
    assert report.recipients.get().left_at == NEXT
    report.recipients.update(left_at=None)
    assert Api(cast.clara).post(f"analytics/reports/{report.public_id}/leave/").status == 200
    assert report.recipients.get().left_at == NEXT

"""The page of calendar links, the calendar that they open, and their place in the security centre."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.rules.limits import CALENDAR_LINK
from orders.models import Order
from tests.accounts.helpers.factors import prove
from tests.helpers.capacity import away
from tests.helpers.cast import START, Cast, browser
from tests.helpers.many import copies
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, stop_clock
from writers.actions.calendar_feeds import make_feed, revoke_feed
from writers.models import BlackoutPeriod, CalendarFeed
from writers.pages.calendar_feeds import MOST_EVENTS
from writers.rules.half_days import morning_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PAGE = "/studio/capacity/calendar-links/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def path(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    _feed, key = make_feed(actor=cast.wendell, name="Phone", now=START)
    stop_clock(monkeypatch, START)
    return f"/calendar/{key}.ics"


def read(cast: Cast, path: str) -> Any:
    return browser(None, cast.inkwell).get(path)


def events(answer: Any) -> dict[str, Any]:
    return {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_it_is_shown_once_and_listed(cast: Cast, sign_in: SignIn) -> None:
    client = prove(sign_in(cast.wendell), cast.wendell)

    page = client.post(PAGE, {"name": "Phone"})

    (url,) = set(re.findall(r"https?://[^\"]+/calendar/[0-9a-f]{48}\.ics", page.content.decode()))
    answer = read(cast, "/" + url.split("/", 3)[3])
    assert (page.status_code, answer.status_code) == (200, 200)
    again = client.get(PAGE).content.decode()
    assert url not in again and "Phone" in again


def test_mistakes_keep_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    make_feed(actor=cast.wendell, name="Phone", now=START)

    refused = prove(sign_in(cast.wendell), cast.wendell).post(PAGE, {"name": "Phone"})

    assert refused.status_code == 422 and 'value="Phone"' in refused.content.decode()


def test_what_the_calendar_says(cast: Cast, path: str) -> None:
    order = Story(cast, title="Harbour lights; part, two").in_progress().order
    day = (START + 3 * DAY).date()
    period = away(cast.wendell, day, 2)
    away(cast.wanda, day)

    found = events(read(cast, path))

    work, off = found[f"order-{order.number}@INK"], found[f"time-off-{period.public_id}@INK"]
    assert len(found) == 2
    assert str(work["summary"]) == f"Due: {order.number} Harbour lights; part, two"
    assert work.decoded("dtstart") == order.writer_deadline
    assert (off.decoded("dtstart"), off.decoded("dtend")) == (day, day + 2 * DAY)


def test_no_client_no_money_no_reason_and_no_zone(cast: Cast, path: str) -> None:
    order = Story(cast).in_progress().order
    period = away(cast.wendell, (START + DAY).date())
    BlackoutPeriod.objects.filter(pk=period.pk).update(reason="Surgery")

    text = read(cast, path).content.decode()

    shut = ["Surgery", "VTIMEZONE", "TZID", order.account.name, cast.clara.membership.public_name]
    assert order.number in text and not [word for word in shut if word in text]
    assert not re.search(r"\d+[.,]\d\d\b", text)


def test_half_a_day_is_a_time_in_utc(cast: Cast, path: str) -> None:
    period = away(cast.wendell, dt.date(2026, 7, 6))
    noon = morning_of(dt.date(2026, 7, 6)) + 1
    BlackoutPeriod.objects.filter(pk=period.pk).update(from_half=noon)
    zone = cast.wendell.membership.user.zone or cast.inkwell.zone

    event = events(read(cast, path))[f"time-off-{period.public_id}@INK"]

    assert event.decoded("dtstart") == dt.datetime(2026, 7, 6, 12, tzinfo=zone)
    assert event.decoded("dtend") == dt.datetime(2026, 7, 7, tzinfo=zone)
    assert event["dtstart"].to_ical().endswith(b"Z")


def test_a_title_makes_no_line_of_its_own(cast: Cast, path: str) -> None:
    order = Story(cast).in_progress().order
    Order.objects.filter(pk=order.pk).update(title="Sea\r\nEND:VEVENT\r\nX-EVIL:1" + "é" * 80)

    answer = read(cast, path)

    assert len(events(answer)) == 1 and b"\nX-EVIL" not in answer.content
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_its_headers(cast: Cast, path: str) -> None:
    answer = read(cast, path)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"no-store", "private"} == set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_it_is_bounded_and_costs_the_same(cast: Cast, path: str) -> None:
    order = Story(cast).in_progress().order
    read(cast, path)
    one = queries_of(browser(None, cast.inkwell), path)
    copies(order, MOST_EVENTS + 1)

    assert len(events(read(cast, path))) == MOST_EVENTS
    assert queries_of(browser(None, cast.inkwell), path) <= one


def test_all_that_opens_nothing_is_answered_alike(cast: Cast, path: str) -> None:
    made_up = read(cast, f"/calendar/{'0' * 48}.ics")
    revoke_feed(actor=cast.wendell, feed=CalendarFeed.objects.get(), now=START)
    revoked = read(cast, path)

    assert made_up.status_code == revoked.status_code == 404
    assert made_up.content == revoked.content


def test_guesses_are_counted(cast: Cast, path: str) -> None:
    tried = [read(cast, f"/calendar/{number:048x}.ics") for number in range(CALENDAR_LINK.allowed + 1)]

    assert {answer.status_code for answer in tried[:-1]} == {404}
    assert tried[-1].status_code == 429 and tried[-1].headers["Retry-After"]
    assert read(cast, path).status_code == 200, "programs behind the same address go on"


def test_the_security_centre_lists_it_and_its_button_ends_it(cast: Cast, sign_in: SignIn, path: str) -> None:
    client = sign_in(cast.wendell)

    shown = client.get("/account/tokens/").content.decode()

    feed = CalendarFeed.objects.get()
    button = f"{PAGE}{feed.public_id}/revoke/"
    assert button in shown and "Phone" in shown
    assert button not in sign_in(cast.wanda).get("/account/tokens/").content.decode()
    assert sign_in(cast.wanda).post(button).status_code == 404
    assert client.post(button).status_code == 302
    assert read(cast, path).status_code == 404
    assert button not in client.get("/account/tokens/").content.decode()

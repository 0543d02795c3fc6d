"""The pages of tickets: lists, the queue, a new one, its page and what is pressed there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, WorkingHours
from agencies.states.sla import Priority, Target
from project.base import clock
from project.base.api.fields import moment_text
from project.base.paging import cut
from support.actions.ticket_handling import handle_ticket
from support.models import Ticket, TicketFile, TicketMessage
from support.pages.tickets import queue_order, queue_view
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR, place_order
from tests.orders.helpers.support import queries_of, stop_clock
from tests.support.helpers.tickets import fresh, opened, replied, timer

pytestmark = pytest.mark.django_db


def test_a_client_asks_about_an_order_and_reads_the_reply(cast: Cast) -> None:
    order, clara, sam = place_order(cast.clara), browser(cast.clara), browser(cast.sam)
    page = clara.get(f"/orders/{order.number}/")
    assert f"/support/new/?order={order.number}" in page.text
    address = f"/support/new/?order={order.number}"
    assert order.title in clara.get(address).text

    file = SimpleUploadedFile("letter.txt", b"We moved.")
    answer = clara.post(address, {"subject": "Wrong title", "text": "It should say Dusk.", "files": file})

    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/support/{ticket.number}/" and ticket.order == order
    assert ticket.number in sam.get("/desk/support/").text
    assert ticket.subject in sam.get(f"/orders/{order.number}/").text
    file_url = f"/files/{TicketFile.objects.get().public_id}/"
    assert file_url in sam.get(f"/support/{ticket.number}/").text
    assert browser(cast.wendell).get(file_url).status_code == 404

    sam.post(f"/support/{ticket.number}/note/", {"text": "Check the brief."})
    sam.post(f"/support/{ticket.number}/say/", {"text": "Changed.", "then": "solved"})
    page = clara.get(f"/support/{ticket.number}/").text
    assert "Changed." in page and "Check the brief." not in page and "Solved" in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(cast: Cast) -> None:
    clara = browser(cast.clara)
    answer = clara.post("/support/new/", {"subject": "", "text": "We moved."})
    assert answer.status_code == 422
    assert "We moved." in answer.text and "Enter what it is about." in answer.text

    ticket = opened(cast)
    answer = clara.post(f"/support/{ticket.number}/say/", {"text": " "})
    assert answer.status_code == 422 and "Write something" in answer.text


@pytest.mark.usefixtures("monday")
def test_the_page_says_what_is_promised_and_why_it_waits(cast: Cast) -> None:
    ticket = opened(cast, now=START - 2 * DAY)
    replied(cast, ticket, now=START)
    assert "Paused: waiting for you." in browser(cast.clara).get(f"/support/{ticket.number}/").text

    ticket = opened(cast, now=START - 4 * DAY)
    replied(cast, ticket, now=START - 3 * DAY)
    assert "waiting for you" in browser(cast.clara).get(f"/support/{ticket.number}/").text
    assert "waiting for them" in browser(cast.sam).get(f"/support/{ticket.number}/").text


def test_the_desk_gives_a_ticket_to_someone_and_presses(cast: Cast) -> None:
    ticket, sam = opened(cast), browser(cast.sam)
    person = cast.max.membership
    sam.post(f"/support/{ticket.number}/handle/", {"priority": "high", "assignee": person.public_id})
    assert (fresh(ticket).priority, fresh(ticket).assignee) == (Priority.HIGH, person)
    sam.post(f"/support/{ticket.number}/press/", {"verb": "close"})
    assert fresh(ticket).state == "closed"
    refused = sam.post(f"/support/{ticket.number}/press/", {"verb": "solve"})
    assert refused.status_code == 409 and "only possible" in refused.text
    assert sam.post(f"/support/{ticket.number}/press/", {"verb": "expire"}).status_code == 422


def test_htmx_gets_the_part_of_the_page(cast: Cast) -> None:
    ticket, sam = opened(cast), browser(cast.sam)
    headers = {"HX-Request": "true", "HX-Target": "ticket"}
    answer = sam.post(f"/support/{ticket.number}/say/", {"text": "Yes.", "then": "open"}, headers=headers)

    assert answer.status_code == 200 and "<html" not in answer.text and "Yes." in answer.text


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("open", {"fresh", "late", "mine"}),
        ("mine", {"mine", "waits"}),
        ("unassigned", {"fresh", "late"}),
        ("overdue", {"late"}),
        ("soon", {"mine"}),
        ("waiting", {"waits"}),
        ("done", {"solved"}),
    ],
)
def test_views_of_the_queue(cast: Cast, view: str, found: set[str]) -> None:
    now = clock.now()
    opened(cast, now=now, subject="fresh")
    opened(cast, now=now - dt.timedelta(days=30), subject="late")
    mine = opened(cast, now=now, subject="mine")
    sam = browser(cast.sam)
    handle = {"priority": "critical", "assignee": cast.sam.membership.public_id}
    sam.post(f"/support/{mine.number}/handle/", handle)
    replied(cast, opened(cast, now=now, subject="waits"), now=now)
    replied(cast, opened(cast, now=now, subject="solved"), now=now, then="solved")

    page = sam.get(f"/desk/support/?view={view}").text

    names = {"fresh", "late", "mine", "waits", "solved"}
    assert {name for name in names if f">{name}</a>" in page} == found


def test_the_queue_begins_with_what_has_been_overdue_the_longest(cast: Cast) -> None:
    """What was touched last says nothing about what is due; pages go on in the same order."""
    now = clock.now()
    rows = (("b", 40, "low"), ("c", 0, "critical"), ("a", 60, "low"), ("d", 0, "low"))
    for subject, days, priority in rows:
        ticket = opened(cast, now=now - dt.timedelta(days=days), subject=subject)
        handle_ticket(actor=cast.sam, ticket=ticket, assignee=None, priority=priority, now=now)

    text = browser(cast.sam).get("/desk/support/").text
    assert [text.index(f">{subject}</a>") for subject in "abcd"] == sorted(
        text.index(f">{subject}</a>") for subject in "abcd"
    )
    found, order = queue_view(cast.sam, "open", now), queue_order("open")
    first = list(cut(found, order, None, back=False, size=1))
    beyond = cut(found, order, [first[0].next_due_at, first[0].pk], back=False, size=50)
    assert [row.subject for row in (*first[:1], *beyond)] == ["a", "b", "c", "d"]


def test_everyone_sees_their_own_and_the_desk_its_queue(cast: Cast) -> None:
    opened(cast, subject="Clara asks")
    opened(cast, by=cast.wendell, subject="Wendell asks")

    page = browser(cast.wendell).get("/support/").text
    assert "Wendell asks" in page and "Clara asks" not in page
    assert browser(cast.wendell).get("/desk/support/").status_code == 403


@pytest.mark.parametrize("path", ["/desk/support/?view=open", "/support/"])
def test_lists_cost_the_same_with_more_rows(
    cast: Cast, path: str, django_assert_max_num_queries: object
) -> None:
    counts = []
    for _round in range(2):
        opened(cast, by=cast.sam if path == "/support/" else cast.clara)
        counts.append(queries(cast, path))
        opened(cast, by=cast.sam if path == "/support/" else cast.clara)

    assert counts[0] == counts[1]


def queries(cast: Cast, path: str) -> int:
    client = browser(cast.sam)
    client.get(path)
    return queries_of(client, path)


def test_a_ticket_costs_the_same_with_more_messages(cast: Cast) -> None:
    ticket = opened(cast)
    before = queries(cast, f"/support/{ticket.number}/")
    for _message in range(3):
        replied(cast, ticket, now=clock.now(), then="open")

    assert queries(cast, f"/support/{ticket.number}/") == before
    assert TicketMessage.objects.count() == 4


@pytest.mark.usefixtures("own_hours")
def test_what_ended_is_judged_by_the_hours_of_then(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked on Friday evening, answered on Monday morning: in time. Then the agency works around the clock,
    by which it would have been late; the page and the API say what the reports say."""
    friday = START + 4 * DAY + 6 * HOUR
    ticket = opened(cast, now=friday)
    replied(cast, ticket, now=friday + 3 * DAY - 4 * HOUR)
    WorkingHours.objects.filter(agency=cast.inkwell).delete()
    Agency.objects.filter(pk=cast.inkwell.pk).update(calendar_version=99)
    stop_clock(monkeypatch, friday + 4 * DAY)

    page = browser(cast.clara).get(f"/support/{ticket.number}/").text
    first, solved = Api(cast.clara).get(f"support/sla-timers/?ticket={ticket.number}").results

    assert "Met" in page and "Missed" not in page and "Judged by the working hours of that time." in page
    told = timer(ticket, Target.FIRST_REPLY)
    assert (first["state"], first["due_at"]) == (told.outcome, moment_text(told.due_at))
    assert (first["elapsed_seconds"], first["paused_seconds"]) == (None, None)
    assert solved["state"] == "overdue" and solved["elapsed_seconds"] > 0  # what runs counts anew


@pytest.mark.usefixtures("monday")
def test_working_time_is_told_in_hours(cast: Cast) -> None:
    """“1 day, 16 hr” of working time would be read as two days."""
    ticket = opened(cast, now=START)

    assert "of 40 hr working time used" in browser(cast.clara).get(f"/support/{ticket.number}/").text

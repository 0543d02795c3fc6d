"""The pages of saved replies, putting one into a reply, and rating a ticket."""

from __future__ import annotations

import pytest

from project.base import clock
from support.actions.saved_replies import save_reply
from support.actions.ticket_watchers import watch_ticket
from support.models import SavedReply, TicketMessage, TicketRating
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import place_order
from tests.orders.helpers.support import colleague
from tests.support.helpers.tickets import opened, replied
from tests.support.views.test_tickets import queries

pytestmark = pytest.mark.django_db
ROOT = "/desk/support/replies/"


def test_the_desk_keeps_its_replies(cast: Cast) -> None:
    sam = browser(cast.sam)
    assert "No saved replies yet" in sam.get(ROOT).text
    refused = sam.post(f"{ROOT}new/", {"title": "Hello", "text": "Dear {name},"})
    assert refused.status_code == 422 and "{name} is no placeholder" in refused.text
    assert "Dear {name}," in refused.text

    sam.post(f"{ROOT}new/", {"title": "Hello", "text": "Dear {customer},"})
    reply = SavedReply.objects.get()
    address = f"{ROOT}{reply.public_id}/"
    assert "Hello" in sam.get(ROOT).text and "Dear {customer}," in sam.get(address).text
    sam.post(address, {"title": "Hello again", "text": "Dear {customer}!"})
    assert SavedReply.objects.get().title == "Hello again"
    assert browser(cast.clara).get(ROOT).status_code == 403
    assert browser(cast.mara).get(address).status_code == 404
    sam.post(f"{address}remove/")
    assert not SavedReply.objects.exists()


def test_one_is_put_behind_what_is_written_and_nothing_is_sent(cast: Cast) -> None:
    ticket, sam = opened(cast), browser(cast.sam)
    address = f"/support/{ticket.number}/"
    assert "Insert" not in sam.get(address).text
    reply = save_reply(actor=cast.sam, title="Hello", text="Dear {customer}, {order}", now=clock.now())
    assert "Insert" in sam.get(address).text and "Insert" not in browser(cast.clara).get(address).text

    typed = {"text": "I looked.", "then": "solved", "saved": reply.public_id, "key": "a2b3c4d5e6"}
    page = sam.post(f"{address}insert/", typed)

    name = cast.clara.membership.public_name
    assert page.status_code == 200 and f"I looked.\n\nDear {name}, {{order}}</textarea>" in page.text
    assert 'value="a2b3c4d5e6"' in page.text and 'value="solved" selected' in page.text
    assert TicketMessage.objects.count() == 1
    refused = sam.post(f"{address}insert/", {**typed, "saved": ""})
    assert refused.status_code == 422 and "I looked." in refused.text
    refused = sam.post(f"{address}say/", {**typed, "text": "Your {order}."})
    assert refused.status_code == 422 and "Replace {order}" in refused.text
    assert browser(cast.clara).post(f"{address}insert/", typed).status_code == 403


def test_whoever_asked_rates_it_and_the_desk_reads_it(cast: Cast) -> None:
    ticket, clara, sam = opened(cast, order=place_order(cast.clara)), browser(cast.clara), browser(cast.sam)
    ines, address = colleague(cast, "reader"), f"/support/{ticket.number}/"
    watch_ticket(actor=cast.sam, ticket=ticket, person=ines.membership, now=clock.now())
    assert "Send rating" not in clara.get(address).text
    assert clara.post(f"{address}rate/", {"verdict": "good"}).status_code == 409
    replied(cast, ticket, now=clock.now(), then="solved")
    assert "Send rating" in clara.get(address).text and "Send rating" not in sam.get(address).text
    assert clara.post(f"{address}rate/", {"verdict": ""}).status_code == 422

    clara.post(f"{address}rate/", {"verdict": "bad", "words": "Too slow."})

    assert TicketRating.objects.get().verdict == "bad"
    assert "Too slow." in sam.get(address).text and "Too slow." not in browser(ines).get(address).text
    assert "Rated good: 0 of 1 ticket" in sam.get("/desk/support/?view=done").text
    assert sam.post(f"{address}rate/", {"verdict": "good"}).status_code == 403


def test_the_page_costs_the_same_with_more_replies(cast: Cast) -> None:
    ticket, counts = opened(cast), []
    for number in range(3):
        save_reply(actor=cast.sam, title=f"Reply {number}", text="Yes.", now=clock.now())
        counts.append((queries(cast, f"/support/{ticket.number}/"), queries(cast, ROOT)))

    assert len(set(counts)) == 1

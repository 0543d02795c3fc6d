"""Tags and snoozes on the page of a ticket and in the queue."""

from __future__ import annotations

import datetime as dt

import pytest

from project.base import clock
from support.models import TicketSnooze
from tests.helpers.cast import Cast, browser
from tests.support.helpers.tickets import opened
from tests.support.views.test_tickets import queries

pytestmark = pytest.mark.django_db


def test_the_desk_tags_and_filters_its_queue(cast: Cast) -> None:
    moved, other, sam = opened(cast, subject="Moved"), opened(cast, subject="Other"), browser(cast.sam)
    assert "All tags" not in sam.get("/desk/support/").text
    sam.post(f"/support/{moved.number}/tags/", {"tags": "Invoice, moving"})
    sam.post(f"/support/{other.number}/tags/", {"tags": "other"})

    page = sam.get("/desk/support/?tag=invoice").text
    assert ">Moved</a>" in page and ">Other</a>" not in page and "tag=invoice" in page
    assert ">Other</a>" in sam.get("/desk/support/?tag=nonsense").text
    assert "invoice, moving" in sam.get(f"/support/{moved.number}/").text
    assert "moving" not in browser(cast.clara).get(f"/support/{moved.number}/").text
    refused = sam.post(f"/support/{moved.number}/tags/", {"tags": "x" * 31})
    assert refused.status_code == 422 and "x" * 31 in refused.text and "is longer than" in refused.text


def test_the_desk_snoozes_and_wakes(cast: Cast) -> None:
    ticket, sam = opened(cast, subject="Later"), browser(cast.sam)
    address, tomorrow = f"/support/{ticket.number}/", clock.now() + dt.timedelta(days=1)
    refused = sam.post(f"{address}snooze/", {"until": "2020-01-01T10:00"})
    assert refused.status_code == 422 and "within the next 90 days" in refused.text
    assert sam.post(f"{address}snooze/", {"until": ""}).status_code == 422

    sam.post(f"{address}snooze/", {"until": tomorrow.strftime("%Y-%m-%dT%H:%M")})

    assert TicketSnooze.objects.filter(ticket=ticket).exists()
    assert ">Later</a>" not in sam.get("/desk/support/").text
    assert ">Later</a>" in sam.get("/desk/support/?view=snoozed").text
    assert "Snoozed until" in sam.get(address).text
    assert "Snooze" not in browser(cast.clara).get(address).text
    sam.post(f"{address}wake/")
    assert ">Later</a>" in sam.get("/desk/support/").text
    sam.post(f"{address}press/", {"verb": "close"})
    closed = sam.post(f"{address}snooze/", {"until": tomorrow.strftime("%Y-%m-%dT%H:%M")})
    assert closed.status_code == 409 and "only possible" in closed.text


def test_tags_cost_one_query(cast: Cast) -> None:
    sam, counts = browser(cast.sam), []
    for number in range(3):
        sam.post(f"/support/{opened(cast).number}/tags/", {"tags": f"one, tag {number}"})
        counts.append(queries(cast, "/desk/support/"))

    assert len(set(counts)) == 1

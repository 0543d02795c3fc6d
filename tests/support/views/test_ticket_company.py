"""The page of a ticket: its watchers, and merging it."""

from __future__ import annotations

import pytest

from project.base import clock
from support.actions.ticket_merging import merge_ticket
from support.models import TicketWatcher
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import place_order
from tests.orders.helpers.support import colleague
from tests.support.helpers.tickets import fresh, opened
from tests.support.views.test_tickets import queries

pytestmark = pytest.mark.django_db


def test_the_desk_adds_a_watcher_who_reads_along_and_leaves(cast: Cast) -> None:
    ticket, ines = opened(cast, order=place_order(cast.clara)), colleague(cast, "reader")
    sam, client, address = browser(cast.sam), browser(ines), f"/support/{ticket.number}/"
    assert client.get(address).status_code == 404
    assert sam.post(f"{address}watch/", {"person": ""}).status_code == 422
    assert "reader P." in sam.get(address).text

    sam.post(f"{address}watch/", {"person": ines.membership.public_id})
    sam.post(f"{address}watch/", {"person": cast.max.membership.public_id})

    page = client.get(address).text
    assert "Stop watching" in page and "Send reply" not in page and "Max" not in page
    assert ticket.subject in client.get("/support/?view=watched").text
    assert ticket.subject not in client.get("/support/").text
    assert ticket.subject in browser(cast.max).get("/desk/support/?view=watched").text
    assert "reader P." in browser(cast.clara).get(address).text
    assert client.post(f"{address}unwatch/", {"person": cast.max.membership.public_id}).status_code == 403
    answer = client.post(f"{address}unwatch/")
    assert answer.headers["Location"] == "/support/" and client.get(address).status_code == 404
    sam.post(f"{address}unwatch/", {"person": cast.max.membership.public_id})
    assert not TicketWatcher.objects.exists()
    assert sam.post(f"{address}unwatch/", {"person": cast.max.membership.public_id}).status_code == 404


def test_the_desk_merges_two_tickets(cast: Cast) -> None:
    first, second = opened(cast, subject="Address"), opened(cast, text="Once more.")
    sam, clara = browser(cast.sam), browser(cast.clara)
    refused = sam.post(f"/support/{second.number}/merge/", {"into": opened(cast, by=cast.wendell).number})
    assert refused.status_code == 422 and "Choose an option from the list." in refused.text

    answer = sam.post(f"/support/{second.number}/merge/", {"into": first.number})

    assert answer.headers["Location"] == f"/support/{first.number}/" and fresh(second).state == "merged"
    page = clara.get(f"/support/{first.number}/").text
    assert "Once more." in page and second.number in page
    page = sam.get(f"/support/{second.number}/").text
    assert "merged into another" in page and "Send reply" not in page and "Save note" not in page
    clara.post(f"/support/{second.number}/say/", {"text": "And?"})
    assert first.messages.count() == 2
    answer = sam.post(
        f"/support/{second.number}/say/",
        {"text": "Here.", "then": "waiting"},
        headers={"HX-Request": "true", "HX-Target": "ticket"},
    )
    assert answer.headers["HX-Redirect"] == f"/support/{first.number}/"
    assert clara.get(f"/support/new/?follows={second.number}").text.count(second.number) == 0


def test_a_wrong_button_says_so(cast: Cast) -> None:
    answer = browser(cast.sam).post(f"/support/{opened(cast).number}/press/", {"verb": "expire"})

    assert answer.status_code == 422 and "Choose an option from the list." in answer.text


def test_the_page_costs_the_same_with_more_company(cast: Cast) -> None:
    ticket, address = opened(cast, order=place_order(cast.clara)), ""
    address = f"/support/{ticket.number}/"
    counts = []
    for person, role in ((cast.max, "reader"), (cast.otto, "payer"), (cast.sam, "orderer")):
        for one in (person, colleague(cast, role)):
            browser(cast.sam).post(f"{address}watch/", {"person": one.membership.public_id})
        opened(cast)
        merge_ticket(actor=cast.sam, ticket=opened(cast), into=ticket, now=clock.now())
        counts.append(queries(cast, address))

    assert TicketWatcher.objects.filter(ticket=ticket).count() == 6
    assert len(set(counts)) == 1

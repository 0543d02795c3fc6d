"""The desk's board: columns by state, the same filters as the table,
marks, what can be chosen, and its queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.models import Order
from orders.pages.lists.board import SHOWN
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.many import copies
from tests.helpers.pages import markup, words_of
from tests.helpers.story import make_order
from tests.orders.helpers.support import queries_of, stop_clock

from .test_lists import numbers, shown, tile

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
STATES = (
    "placed",
    "offered",
    "assigned",
    "in_progress",
    "in_review",
    "delivered",
    "revision_requested",
    "on_hold",
)


def columns(response: Any) -> list[str]:
    """The board's columns as HTML, in their order."""
    return re.findall(r'<details class="board-column".*?</details>', response.content.decode(), re.DOTALL)


def tickable(response: Any) -> list[str]:
    return re.findall(r'name="n" value="([^"]+)"', markup(response))


def test_one_column_for_each_open_state(cast: Cast, sign_in: SignIn) -> None:
    orders = [make_order(cast, state) for state in STATES]
    make_order(cast, "completed")

    found = columns(sign_in(cast.max).get("/desk/?view=board"))

    assert [re.findall(r"INK-\d{4}-\d{5} ", column) for column in found] == [
        [f"{order.number} "] for order in orders
    ]


def test_a_column_prints_its_most_urgent_and_leads_to_all(cast: Cast, sign_in: SignIn) -> None:
    first = place_order(cast.clara)
    rest = copies(first, SHOWN + 2)
    page = sign_in(cast.max).get("/desk/?view=board")

    assert shown(page) == numbers(first, *rest[: SHOWN - 1])
    url = re.search(r'class="board-all" href="([^"]+)">Show all 11<', markup(page))
    assert url and len(shown(sign_in(cast.max).get(f"/desk/{url[1].replace('&amp;', '&')}"))) == 11


def test_columns_go_by_what_is_due_there(cast: Cast, sign_in: SignIn) -> None:
    late_window, early_window = make_order(cast, "delivered"), make_order(cast, "delivered")
    Order.objects.filter(pk=late_window.pk).update(review_ends_at=START + 20 * DAY, placed_at=START - DAY)
    Order.objects.filter(pk=early_window.pk).update(review_ends_at=START + 3 * DAY)
    far, near = make_order(cast, "revision_requested"), make_order(cast, "revision_requested")
    far.revisions.update(due_at=START + 30 * DAY)
    near.revisions.update(due_at=START + 4 * DAY)

    assert shown(sign_in(cast.max).get("/desk/?view=board")) == numbers(early_window, late_window, near, far)


def test_the_filters_of_the_table_narrow_the_board(cast: Cast, sign_in: SignIn) -> None:
    harbour, mill = make_order(cast, "assigned"), place_order(cast.clara, title="Mill feature")
    client = sign_in(cast.max)

    assert shown(client.get("/desk/?view=board&q=mill")) == numbers(mill)
    assert shown(client.get("/desk/?view=board&writer=wendell")) == numbers(harbour)
    assert (
        'href="?q=mill"' in client.get("/desk/?view=board&q=mill").content.decode()
    )  # the table, still narrowed
    assert 'href="?view=board&amp;q=mill"' in client.get("/desk/?q=mill&tab=waiting").content.decode()
    assert "No matching orders" in words_of(client.get("/desk/?view=board&q=nowhere"))
    for query in ("view=board&tab=closed", "view=board&state=placed", "view=board&sort=due"):
        assert set(shown(client.get(f"/desk/?{query}"))) == set(numbers(harbour, mill)), query


def test_late_and_soon_are_marked_alike_in_both_and_counted_so(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = START + 12 * DAY
    make_order(cast, "in_progress")  # due after ten days
    soon = place_order(cast.clara, now=START, deadline=now + 5 * HOUR)
    place_order(cast.clara, now=START, deadline=now + 3 * DAY)
    held, delivered = make_order(cast, "on_hold"), make_order(cast, "delivered")
    revised = make_order(cast, "revision_requested")
    revised.revisions.update(due_at=now - HOUR)
    stop_clock(monkeypatch, now)
    client = sign_in(cast.max)

    table, board = markup(client.get("/desk/")), markup(client.get("/desk/?view=board"))

    for label, count, mark in (("Late", 2, "late"), ("Due within a day", 1, "soon")):
        url, number = tile(client.get("/desk/?view=board"), label)
        rows = shown(client.get(f"/desk/{url}"))
        assert (len(rows), number) == (count, str(count)), label
        assert table.count(f'class="row-{mark}"') == board.count(f"card-{mark}") == count
        assert not {held.number, delivered.number} & set(rows)
    assert shown(client.get("/desk/?due=soon")) == numbers(soon)


def test_every_tile_counts_the_rows_it_leads_to(cast: Cast, sign_in: SignIn) -> None:
    for state in (*STATES, "placed", "in_review"):
        make_order(cast, state)
    client = sign_in(cast.max)
    page = client.get("/desk/")

    for label in ("Late", "Due within a day", "Unassigned", "In review", "Delivered"):
        url, number = tile(page, label)
        assert len(shown(client.get(f"/desk/{url}"))) == int(number), label


@pytest.mark.parametrize("view", ["", "?view=board"])
def test_only_management_chooses_and_only_what_waits_for_a_writer(
    cast: Cast, sign_in: SignIn, view: str
) -> None:
    placed, offered = make_order(cast, "placed"), make_order(cast, "offered")
    make_order(cast, "in_progress")

    for member in (cast.max, cast.otto):
        assert set(tickable(sign_in(member).get(f"/desk/{view}"))) == set(numbers(placed, offered))
    support = sign_in(cast.sam).get(f"/desk/{view}")
    assert tickable(support) == [] and "give-out" not in support.content.decode()
    assert len(shown(support)) == 3


def test_the_board_is_the_desks_and_of_one_agency(cast: Cast, sign_in: SignIn) -> None:
    ours, theirs = place_order(cast.clara), place_order(cast.nick)

    assert shown(sign_in(cast.sam).get("/desk/?view=board")) == numbers(ours)
    assert shown(sign_in(cast.mara).get("/desk/?view=board")) == numbers(theirs)
    for member in (cast.clara, cast.wendell, cast.edith):
        assert sign_in(member).get("/desk/?view=board").status_code == 403
    assert "board-column" not in sign_in(cast.clara).get("/orders/?view=board").content.decode()


def test_htmx_gets_the_board_alone(cast: Cast, sign_in: SignIn) -> None:
    place_order(cast.clara)
    part = sign_in(cast.max).get("/desk/?view=board", headers={"HX-Request": "true", "HX-Target": "list"})

    assert markup(part).startswith('<div id="list"') and b"<html" not in part.content
    assert part["HX-Push-Url"] == "/desk/?view=board"


def test_five_queries_for_one_three_and_fifty_rows(cast: Cast, sign_in: SignIn) -> None:
    client, order = sign_in(cast.max), place_order(cast.clara)
    client.get("/desk/?view=board")

    counted = [queries_of(client, "/desk/?view=board")]
    for more in (2, 47):
        copies(order, more)
        counted.append(queries_of(client, "/desk/?view=board"))

    assert counted == [5, 5, 5]  # session, person, counts, rows, what they need
    # Two names and words ask one each.
    assert queries_of(client, "/desk/?view=board&client=clara&writer=wendell&q=harbour&due=late") == 7


def test_no_orders_at_all(cast: Cast, sign_in: SignIn) -> None:
    assert "No open orders" in words_of(sign_in(cast.max).get("/desk/?view=board"))

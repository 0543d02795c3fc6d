"""The lists of the client and of the desk: whose rows, which filters, how many queries, page and fragment."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.models import Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, account_of, make_draft, place_order
from tests.helpers.many import copies
from tests.helpers.pages import markup, pager_links, words_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers.support import colleague, queries_of, stop_clock

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def shown(response: Any) -> list[str]:
    """The order numbers of the rows, in their order."""
    return re.findall(r'class="cell-sub numeric">([A-Z]+-\d{4}-\d{5})', markup(response))


def numbers(*orders: Order) -> list[str]:
    return [order.number for order in orders]


def tile(response: Any, label: str) -> tuple[str, str]:
    """The address and the number of a figure in the line above the list, which leaves out what counts
    nothing."""
    found = re.search(
        rf'<a href="([^"]*)"[^>]*>(?:<svg(?:(?!</svg>).)*</svg>)?{label}<span class="tab-count">([^<]+)',
        markup(response),
    )
    if found:
        return found[1].replace("&amp;", "&"), found[2]
    (figure,) = [figure for figure in response.context["tiles"] if str(figure["label"]) == label]
    assert figure["value"] == "0", f"no figure {label}"
    return figure["url"], "0"


def tab(response: Any, label: str) -> dict[str, Any]:
    """An item of the line above the list, as it is prepared."""
    (found,) = [item for item in response.context["tabs"] if str(item["label"]) == label]
    return found


def test_the_client_sees_exactly_the_own_orders(cast: Cast, sign_in: SignIn) -> None:
    mine = [make_order(cast, state) for state in ("placed", "delivered", "completed")]
    other = colleague(cast, "payer", account=account_of(cast.clara))
    other.membership.account_people.filter(account=account_of(cast.clara)).delete()
    place_order(other, title="Of another client")
    place_order(cast.nick, title="Of Northwind")

    found = sign_in(cast.clara).get("/orders/?tab=all")

    assert sorted(shown(found)) == sorted(numbers(*mine))
    assert set(shown(sign_in(cast.clara).get("/orders/"))) == set(numbers(*mine[:2]))


def test_a_client_who_is_also_staff_finds_the_own_orders_under_my_orders(cast: Cast, sign_in: SignIn) -> None:
    place_order(cast.clara)
    max_too = Story(cast).order  # Clara's
    cast.max.membership.roles = ["client", "manager"]
    cast.max.membership.save()

    assert max_too.number not in shown(sign_in(cast.max).get("/orders/?tab=all"))


def test_the_desk_sees_every_order_of_its_agency_alone(cast: Cast, sign_in: SignIn) -> None:
    ours, theirs = make_order(cast, "assigned"), place_order(cast.nick)

    for member in (cast.sam, cast.max, cast.otto):
        assert shown(sign_in(member).get("/desk/?tab=all")) == numbers(ours)
    assert shown(sign_in(cast.mara).get("/desk/?tab=all")) == numbers(theirs)


@pytest.mark.parametrize(
    ("path", "name"), [("/orders/", "wendell"), ("/desk/", "clara"), ("/desk/", "edith")]
)
def test_an_area_of_another_role_is_refused(cast: Cast, sign_in: SignIn, path: str, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(path).status_code == 403


CLIENT_TABS = {
    "": {"placed", "assigned", "in_review", "delivered", "on_hold"},
    "answer": {"delivered"},
    "work": {"placed", "assigned", "in_review", "on_hold"},
    "closed": {"completed", "cancelled"},
    "all": {"placed", "assigned", "in_review", "delivered", "on_hold", "completed", "cancelled"},
}


def test_the_tabs_of_the_client(cast: Cast, sign_in: SignIn) -> None:
    orders = {state: make_order(cast, state).number for state in CLIENT_TABS["all"]}
    client = sign_in(cast.clara)

    for tab, states in CLIENT_TABS.items():
        assert set(shown(client.get(f"/orders/?tab={tab}"))) == {orders[state] for state in states}, tab


def test_the_tabs_of_the_desk(cast: Cast, sign_in: SignIn) -> None:
    states = (
        "placed",
        "offered",
        "in_progress",
        "revision_requested",
        "in_review",
        "delivered",
        "on_hold",
        "cancelled",
    )
    orders = {state: make_order(cast, state).number for state in states}
    client = sign_in(cast.max)
    tabs = {
        "waiting": {"placed"},
        "offered": {"offered"},
        "work": {"in_progress", "revision_requested"},
        "review": {"in_review"},
        "delivered": {"delivered"},
        "hold": {"on_hold"},
        "closed": {"cancelled"},
    }

    for tab, wanted in tabs.items():
        assert set(shown(client.get(f"/desk/?tab={tab}"))) == {orders[state] for state in wanted}, tab


def test_a_figure_is_the_number_of_the_rows_behind_it(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for state in ("placed", "placed", "in_review", "delivered", "on_hold", "completed"):
        make_order(cast, state)
    soon = place_order(cast.clara, deadline=START + 20 * HOUR)
    make_draft(cast.clara)
    stop_clock(monkeypatch, START + 19 * HOUR)
    desk, client = sign_in(cast.max), sign_in(cast.clara)

    for now, late in ((START + 19 * HOUR, 0), (START + 21 * HOUR, 1), (START + 11 * DAY, 4)):
        stop_clock(monkeypatch, now)
        assert tile(desk.get("/desk/"), "Late")[1] == str(late)
    stop_clock(monkeypatch, START + 19 * HOUR)
    for browser, path, labels in (
        (
            desk,
            "/desk/",
            ("Late", "Due within a day", "Unassigned", "In review", "Delivered"),
        ),
        (client, "/orders/", ("Needs my answer", "In progress", "Late")),
    ):
        page = browser.get(path)
        for label in labels:
            query, number = tile(page, label)
            assert len(shown(browser.get(f"{path}{query}"))) == int(number), label
    assert shown(desk.get("/desk/?due=soon")) == numbers(soon)
    assert tile(client.get("/orders/"), "Drafts") == ("/orders/drafts/", "1")


def test_figures_never_count_another_agency(cast: Cast, sign_in: SignIn) -> None:
    for _each in range(3):
        place_order(cast.clara)

    assert tile(sign_in(cast.mara).get("/desk/"), "Unassigned")[1] == "0"


def test_search_and_filters(cast: Cast, sign_in: SignIn) -> None:
    light = Story(cast, title="Lighthouse feature").assigned().order
    bread = place_order(cast.clara, title="Bread feature")
    place_order(cast.nick, title="Fjord feature")
    client, desk = sign_in(cast.clara), sign_in(cast.max)

    assert shown(client.get("/orders/?q=light")) == numbers(light)
    assert set(shown(client.get("/orders/?q=feature"))) == set(numbers(light, bread))
    assert shown(client.get("/orders/?q=fjord")) == shown(desk.get("/desk/?q=fjord&tab=all")) == []
    assert set(shown(desk.get("/desk/?q=feature&tab=all"))) == set(numbers(light, bread))
    assert shown(client.get(f"/orders/?q={bread.number.lower()}")) == numbers(bread)
    assert shown(client.get("/orders/?state=placed")) == numbers(bread)
    assert shown(desk.get("/desk/?writer=wendell")) == numbers(light)
    assert shown(desk.get("/desk/?writer=nora")) == shown(desk.get("/desk/?client=nick")) == []
    assert set(shown(desk.get("/desk/?client=clara"))) == set(numbers(light, bread))


def test_sorting(cast: Cast, sign_in: SignIn) -> None:
    early = place_order(cast.clara, deadline=START + 9 * DAY)
    late = place_order(cast.clara, now=START + HOUR, deadline=START + 5 * DAY)
    client = sign_in(cast.clara)

    assert shown(client.get("/orders/")) == numbers(late, early)
    assert shown(client.get("/orders/?sort=due")) == numbers(late, early)
    assert shown(client.get("/orders/?sort=due&tab=all")) == numbers(
        late, early
    )  # newest first: closed ones, too
    Order.objects.filter(pk=early.pk).update(client_deadline=START + 4 * DAY, writer_deadline=START + 3 * DAY)
    assert shown(client.get("/orders/?sort=due")) == numbers(early, late)


@pytest.mark.parametrize("sort", ["new", "due"])
@pytest.mark.parametrize("groups", [1, 3, 1_000])
def test_paging_shows_every_row_once_there_and_back(
    cast: Cast, sign_in: SignIn, sort: str, groups: int
) -> None:
    wanted = set(numbers(*(order := [place_order(cast.clara)]), *copies(order[0], 103, groups=groups)))
    client, page = sign_in(cast.clara), f"/orders/?sort={sort}"

    there = [client.get(page)]
    while url := pager_links(there[-1]).get("next"):
        there.append(client.get(url))
    back = [there[-1]]
    while url := pager_links(back[-1]).get("prev"):
        back.append(client.get(url))

    assert [len(shown(each)) for each in there] == [50, 50, 4]
    walked = [number for each in there for number in shown(each)]
    assert len(walked) == len(wanted) and set(walked) == wanted
    assert [shown(each) for each in reversed(back)] == [shown(each) for each in there]


@pytest.mark.parametrize(("path", "name", "queries"), [("/orders/", "clara", 6), ("/desk/", "max", 6)])
def test_the_same_queries_for_one_three_and_fifty_rows(
    cast: Cast, sign_in: SignIn, path: str, name: str, queries: int
) -> None:
    client, order = sign_in(getattr(cast, name)), place_order(cast.clara)
    client.get(path)  # the host is remembered from here on

    counted = [queries_of(client, path)]
    copies(order, 2)
    counted.append(queries_of(client, path))
    copies(order, 50)
    counted.append(queries_of(client, path))

    assert (
        counted == [queries] * 3
    )  # session, person, accounts of a client, counts, late ones of the desk, rows, what they need
    assert queries_of(client, path, **{"HX-Request": "true", "HX-Target": "list"}) == queries


def test_names_cost_one_query_each(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)
    client.get("/desk/")

    assert queries_of(client, "/desk/?client=clara&writer=wendell&q=harbour&due=late") == 7


def test_htmx_gets_the_list_alone(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)
    client = sign_in(cast.clara)

    page = client.get("/orders/?q=harbour&sort=new&state=")
    part = client.get(
        "/orders/?q=harbour&sort=new&state=", headers={"HX-Request": "true", "HX-Target": "list"}
    )

    assert shown(page) == shown(part) == numbers(order)
    assert b"<html" in page.content and b"<html" not in part.content
    assert markup(part).startswith('<div id="list"')
    assert "HX-Request" in page["Vary"] and "HX-Request" in part["Vary"]
    assert part["HX-Push-Url"] == "/orders/?q=harbour" and "HX-Push-Url" not in page
    assert b"1 order shown" in part.content


@pytest.mark.parametrize(
    ("shown_before", "header"),
    [
        ("http://inkwell.localhost/orders/", "HX-Push-Url"),
        ("http://inkwell.localhost/orders/?q=harb", "HX-Replace-Url"),
        ("http://inkwell.localhost/orders/?q=harbour", "HX-Replace-Url"),
        ("http://inkwell.localhost/orders/?q=harbour&tab=closed", "HX-Push-Url"),
        ("http://inkwell.localhost/home/?q=harbour", "HX-Push-Url"),
    ],
)
def test_a_search_is_one_entry_of_the_history(
    cast: Cast, sign_in: SignIn, shown_before: str, header: str
) -> None:
    """Typing on replaces it, and so does leaving the field, which asks for the same list again."""
    asked = {"HX-Request": "true", "HX-Target": "list", "HX-Current-URL": shown_before}

    part = sign_in(cast.clara).get("/orders/?q=harbour", headers=asked)

    assert [name for name in ("HX-Push-Url", "HX-Replace-Url") if name in part] == [header]
    assert part[header] == "/orders/?q=harbour"


GARBAGE = [
    "state=x",
    "state=placed&tab=closed",
    "sort=x",
    "sort=writer",
    "tab=x",
    "due=x",
    "after=garbage",
    "before=:::",
    "after=%E2%98%83",
    "q=1_0",
    "q='",
    "q=%25",
    "q=%C2%B2",
    "q=a%3A*%20%26%20!b",
    "q=" + "x" * 5_000,
    "client=%25_",
    "client=" + "y" * 5_000,
    "writer='",
    "q=a&q=b",
    "tab[]=1",
    "state=%ED%A0%80",
]


@pytest.mark.parametrize("query", GARBAGE)
def test_garbage_in_the_address_is_ignored(cast: Cast, sign_in: SignIn, query: str) -> None:
    place_order(cast.clara)

    for path, name in (("/orders/", "clara"), ("/desk/", "max")):
        assert sign_in(getattr(cast, name)).get(f"{path}?{query}").status_code in (200, 400), path


@pytest.mark.parametrize("query", ["state=%00", "q=%00", "client=a%00b", "after=%00"])
def test_what_cannot_be_stored_is_refused(cast: Cast, sign_in: SignIn, query: str) -> None:
    assert sign_in(cast.max).get(f"/desk/?{query}").status_code == 400


def test_unknown_values_count_as_not_given(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)

    for query in ("state=x", "sort=x", "tab=x", "due=x", "after=garbage"):
        assert shown(sign_in(cast.clara).get(f"/orders/?{query}")) == numbers(order), query


def test_a_cursor_of_one_agency_shows_nothing_of_it_elsewhere(cast: Cast, sign_in: SignIn) -> None:
    copies(place_order(cast.clara), 60)
    theirs = place_order(cast.nick, now=START - DAY)

    url = pager_links(sign_in(cast.max).get("/desk/"))["next"]

    assert shown(sign_in(cast.mara).get(url)) == numbers(theirs)


def test_titles_are_printed_as_text(cast: Cast, sign_in: SignIn) -> None:
    place_order(cast.clara, title="<img src=x onerror=alert(1)>")

    content = (
        sign_in(cast.clara).get("/orders/?q=%22%3E%3Cscript%3E&tab=all").content
        + sign_in(cast.max).get("/desk/").content
    )

    assert b"<img src=x" not in content and b'"><script>' not in content
    assert b"&lt;img src=x" in content


def test_empty_lists_say_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    client, desk = sign_in(cast.clara), sign_in(cast.max)

    assert "Place your first order" in words_of(client.get("/orders/"))
    assert "No orders yet" in words_of(desk.get("/desk/"))
    make_order(cast, "cancelled")
    assert "No open orders" in words_of(client.get("/orders/"))
    assert "Nothing is waiting for your response" in words_of(client.get("/orders/?tab=answer"))
    assert "There are no orders in this state at the moment." in words_of(desk.get("/desk/?tab=review"))
    assert "No matching orders" in words_of(desk.get("/desk/?q=nowhere&tab=all"))


def test_lists_are_private(cast: Cast, sign_in: SignIn) -> None:
    response = sign_in(cast.clara).get("/orders/")

    assert "no-store" in response["Cache-Control"] and "ETag" not in response
    assert sign_in(None, cast.inkwell).get("/orders/").status_code == 302
    assert sign_in(cast.clara).post("/orders/").status_code == 405


@pytest.mark.parametrize(
    ("role", "turn"), [("payer", "Your turn"), ("orderer", "Your turn"), ("reader", "Your account")]
)
def test_the_turn_is_of_those_who_may_answer(cast: Cast, sign_in: SignIn, role: str, turn: str) -> None:
    Story(cast).delivered()

    page = words_of(sign_in(colleague(cast, role)).get("/orders/"))

    assert turn in page
    assert ("Your turn" in page) == (turn == "Your turn")


def test_late_orders_stand_above_the_others_once(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that is late for longest first; the others newest first, on every page. A text that was handed
    over is no longer late."""
    later = place_order(cast.clara, deadline=START + 3 * DAY)
    late = place_order(cast.clara, deadline=START + 2 * DAY)
    delivered = make_order(cast, "delivered")
    other = place_order(cast.clara, now=START + HOUR, deadline=START + 90 * DAY)
    others = [other, *copies(other, 32)]
    stop_clock(monkeypatch, START + 10 * DAY)
    desk = sign_in(cast.max)

    first = desk.get("/desk/")
    second = desk.get(pager_links(first)["next"])

    newest = sorted([delivered, *others], key=lambda order: (order.placed_at, order.pk), reverse=True)
    assert shown(first) == [*numbers(late, later), *numbers(*newest)[:30]]
    assert shown(second) == numbers(*newest)[30:]
    assert shown(desk.get(pager_links(second)["prev"])) == shown(first)
    assert shown(desk.get("/desk/?sort=new"))[-2:] == numbers(late, later)
    assert shown(desk.get("/desk/?due=late")) == numbers(late, later)


def test_of_many_late_orders_a_few_are_lifted_and_none_is_lost(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [place_order(cast.clara, deadline=START + DAY + n * HOUR) for n in range(4)]
    monkeypatch.setattr("orders.pages.lists.listing.LIFTED", 3)
    stop_clock(monkeypatch, START + 20 * DAY)

    found = shown(sign_in(cast.max).get("/desk/"))

    assert found == numbers(*late)


def test_a_filter_is_taken_off_by_its_chip(cast: Cast, sign_in: SignIn) -> None:
    place_order(cast.clara, title="Lighthouse")
    desk = sign_in(cast.max)

    page = desk.get("/desk/?q=lighthouse&client=Clara&state=placed")

    chips = {chip.words: chip.url for chip in page.context["filters"].chips}
    assert chips == {
        "lighthouse": "?client=Clara&state=placed",
        "Client: Clara": "?q=lighthouse&state=placed",
        "Placed": "?q=lighthouse&client=Clara",
    }
    for url in chips.values():
        assert f'href="{url.replace("&", "&amp;")}"' in page.content.decode()

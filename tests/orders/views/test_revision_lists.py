"""The lists of revisions: whose rows, tabs, filters, how many queries, page and
fragment; and what order lists count."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.models import Membership
from orders.models import RevisionRequest
from orders.querysets import hits
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.pages import markup, pager_links, words_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers import revision_turns
from tests.orders.helpers.support import queries_of, stop_clock
from tests.orders.views.test_lists import shown as orders_shown
from tests.orders.views.test_lists import tile

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PATHS = {
    "client": "/orders/revisions/",
    "writer": "/studio/revisions/",
    "editor": "/editing/revisions/",
    "desk": "/desk/revisions/",
}
WHO = {"client": "clara", "writer": "wendell", "editor": "edith", "desk": "max"}


def shown(response: Any) -> list[str]:
    """The rows by their addresses, in their order."""
    found = re.findall(
        r'class="cell-main"><a href="[^"]*/orders/([A-Z]+-\d{4}-\d{5})/[^"]*?(\d+)/?"', markup(response)
    )
    return [f"{number} {place}" for number, place in found]


def rows(*stories: Story) -> list[str]:
    return [f"{story.order.number} {revision_turns.latest(story).number}" for story in stories]


@pytest.fixture
def stage(cast: Cast) -> dict[str, Story]:
    """Revisions at several turns, each of an order of Clara's, due one after the other."""
    made: dict[str, Story] = {}
    for at, name in enumerate(
        ("asked", "question", "given", "review", "answered", "pending", "refused", "offered")
    ):
        made[name] = Story(cast, now=START + at * HOUR).delivered()
    revision_turns.ask(made["asked"], severity="minor", summary="Commas")
    revision_turns.reply(revision_turns.start(revision_turns.ask(made["question"])), "question")
    revision_turns.give(revision_turns.ask(made["given"]), cast.edith)
    for name in ("review", "answered"):
        revision_turns.reply(revision_turns.start(revision_turns.ask(made[name]))).deliver()
    made["answered"].approve()
    revision_turns.pending(made["pending"])
    revision_turns.judge(revision_turns.pending(made["refused"]), False)
    revision_turns.offer(revision_turns.judge(revision_turns.pending(made["offered"]), False))
    return made


TABS = {
    ("client", ""): "question answered offered",
    ("client", "open"): "asked question given pending",
    ("client", "answered"): "review answered",
    ("client", "closed"): "refused offered",
    ("client", "all"): "asked question given review answered pending refused offered",
    ("writer", ""): "asked",
    ("writer", "open"): "asked question given pending",
    ("editor", ""): "given review",
    ("desk", ""): "pending",
    ("desk", "open"): "asked question given pending",
    ("desk", "all"): "asked question given review answered pending refused offered",
}


def test_the_tabs_of_every_side(stage: dict[str, Story], sign_in: SignIn) -> None:
    for (side, tab), names in TABS.items():
        member = getattr(load_cast(), WHO[side])
        page = sign_in(member).get(f"{PATHS[side]}?tab={tab}")
        wanted = rows(*(stage[name] for name in names.split()))
        assert sorted(shown(page)) == sorted(wanted), (side, tab)


def test_a_revision_is_in_the_lists_of_its_parties_alone(cast: Cast, sign_in: SignIn) -> None:
    mine = revision_turns.ask(Story(cast).delivered())
    given = revision_turns.give(revision_turns.ask(Story(cast).delivered()), cast.wanda)

    assert shown(sign_in(cast.wanda).get("/studio/revisions/?tab=all")) == rows(given)
    assert set(shown(sign_in(cast.edith).get("/editing/revisions/?tab=all"))) == set(rows(mine, given))
    assert shown(sign_in(cast.nick).get("/orders/revisions/?tab=all")) == []
    assert shown(sign_in(cast.mara).get("/desk/revisions/?tab=all")) == []
    assert shown(sign_in(cast.nora).get("/studio/revisions/?tab=all")) == []
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["manager", "client", "editor"])
    manager = load_cast().max
    assert shown(sign_in(manager).get("/orders/revisions/?tab=all")) == []
    assert shown(sign_in(manager).get("/editing/revisions/?tab=all")) == []


@pytest.mark.parametrize(
    ("side", "name"), [("client", "max"), ("desk", "clara"), ("writer", "edith"), ("editor", "wendell")]
)
def test_the_list_of_another_side_is_refused(cast: Cast, sign_in: SignIn, side: str, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(PATHS[side]).status_code == 403


def test_filters(
    cast: Cast, stage: dict[str, Story], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, START + 2 * DAY)

    def found(query: str) -> set[str]:
        return set(shown(sign_in(cast.max).get(f"/desk/revisions/?{query}")))

    assert found("tab=open&severity=minor") == set(rows(stage["asked"]))
    assert found("tab=open&state=in_progress") == set(rows(stage["question"]))
    assert found("tab=open&scope=pending") == found("tab=mine") == set(rows(stage["pending"]))
    assert found("tab=open&assignee=edith") == set(rows(stage["given"]))
    assert found("tab=all&cause=change") == set(rows(stage["refused"], stage["offered"]))
    assert found(f"tab=all&q={stage['given'].order.number.lower()}") == set(rows(stage["given"]))
    assert found("tab=all&q=nowhere") == set()
    assert found("tab=all&asked=30") == set(rows(*stage.values()))
    stop_clock(monkeypatch, START + 60 * DAY)
    assert found("tab=all&asked=30") == set() and len(found("tab=all&asked=90")) == 8


def test_common_words_are_sought_in_the_newest_orders(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (revision_turns.ask(Story(cast, now=START + at * HOUR).delivered()) for at in range(2))
    client = sign_in(cast.max)
    path = f"/desk/revisions/?tab=all&q={old.order.title.split()[0]}"
    assert set(shown(client.get(path))) == set(rows(old, new))

    monkeypatch.setattr(hits, "MOST_HITS", 1)
    monkeypatch.setattr(hits, "NEWEST", 1)
    page = client.get(path)

    assert shown(page) == rows(new)
    assert "only your newest 1 orders are searched." in words_of(page)


def test_late_is_what_is_in_work_and_does_not_rest(
    cast: Cast, stage: dict[str, Story], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision_turns.hold(stage["given"])
    stop_clock(monkeypatch, START + 60 * DAY)
    page = sign_in(cast.max).get("/desk/revisions/?tab=open&due=late")

    assert set(shown(page)) == set(rows(stage["asked"], stage["pending"]))
    assert page.content.count(b'class="row-late"') == 2
    assert tile(page, "Late") == ("?tab=open&due=late", "2")
    assert tile(page, "Scope undecided") == ("?tab=open&scope=pending", "1")


def test_what_a_row_says(cast: Cast, sign_in: SignIn) -> None:
    story = revision_turns.pending(Story(cast).delivered())
    RevisionRequest.objects.update(urgent=True, priority=8)

    desk = words_of(sign_in(cast.max).get("/desk/revisions/"))
    client = words_of(sign_in(cast.clara).get("/orders/revisions/?tab=open"))

    for words in (
        "More market",
        story.order.number,
        "round 1",
        "Harbour feature",
        "Moderate",
        "Requested",
        "Urgent",
    ):
        assert words in desk and words in client, words
    assert (
        "Your turn" in desk and "Wendell H." in desk and desk.count("Scope undecided") == 2
    )  # the tile, the row
    assert "The agency" in client and "Wendell H." not in client and "Scope undecided" not in client


def test_sorted_by_due_time_or_newest(cast: Cast, sign_in: SignIn) -> None:
    first = revision_turns.ask(Story(cast).delivered(), severity="major")
    second = revision_turns.ask(Story(cast, now=START + HOUR).delivered(), severity="critical")
    client = sign_in(cast.wendell)

    assert shown(client.get("/studio/revisions/")) == rows(second, first)
    RevisionRequest.objects.filter(order=second.order).update(due_at=START + 90 * DAY)
    assert shown(client.get("/studio/revisions/")) == rows(first, second)
    assert shown(client.get("/studio/revisions/?sort=new")) == rows(second, first)


@pytest.mark.parametrize("tab", ["mine", "all"])
def test_paging_shows_every_row_once(cast: Cast, sign_in: SignIn, tab: str) -> None:
    story = revision_turns.ask(Story(cast).delivered())
    base = revision_turns.latest(story)
    many(cast, base, 59)
    client = sign_in(cast.wendell)

    one = client.get(f"/studio/revisions/?tab={tab}")
    two = client.get(pager_links(one)["next"])

    assert (len(shown(one)), len(shown(two))) == (50, 10)
    assert len(set(shown(one) + shown(two))) == 60
    assert shown(client.get(pager_links(two)["prev"])) == shown(one)


def many(cast: Cast, revision: RevisionRequest, count: int) -> None:
    """As many more live revisions, each of an order of its own."""
    from tests.helpers.many import copies

    for order in copies(revision.order, count):
        twin = RevisionRequest.objects.get(pk=revision.pk)
        twin.pk, twin.order, twin._state.adding = None, order, True
        twin.public_id = order.number[-10:]
        twin.save()


@pytest.mark.parametrize("side", PATHS)
def test_four_queries_for_one_and_three_rows(cast: Cast, sign_in: SignIn, side: str) -> None:
    client, story = sign_in(getattr(cast, WHO[side])), revision_turns.ask(Story(cast).delivered())
    path = f"{PATHS[side]}?tab=all"
    client.get(path)

    counted = [queries_of(client, path)]
    many(cast, revision_turns.latest(story), 2)
    counted.append(queries_of(client, path))

    few = 5 if side == "client" else 4  # session, person, a client's accounts, counts, rows
    assert counted == [few, few]
    assert len(shown(client.get(path))) == 3
    if side == "desk":
        assert queries_of(client, f"{path}&assignee=wendell&q=harbour&severity=minor&asked=30") == 6


@pytest.mark.parametrize("side", PATHS)
def test_an_empty_list_says_what_to_do_next(cast: Cast, sign_in: SignIn, side: str) -> None:
    client = sign_in(getattr(cast, WHO[side]))
    own = {"client": "/orders/", "writer": "/studio/", "editor": "/editing/", "desk": "/desk/"}[side]

    page = markup(client.get(PATHS[side]))

    assert "No revisions yet" in page and f'class="btn btn-primary" href="{own}"' in page
    revision_turns.ask(Story(cast).delivered())
    other = markup(client.get(f"{PATHS[side]}?tab=answered"))
    assert "No answered revisions" in other and 'class="btn btn-primary" href="?tab=open"' in other


def test_htmx_gets_the_list_alone(cast: Cast, sign_in: SignIn) -> None:
    story = revision_turns.ask(Story(cast).delivered())

    part = sign_in(cast.wendell).get(
        "/studio/revisions/", headers={"HX-Request": "true", "HX-Target": "list"}
    )

    assert shown(part) == rows(story) and b"<html" not in part.content
    assert b"1 revision shown" in part.content


def test_needs_my_answer_holds_questions_and_change_orders_too(cast: Cast, sign_in: SignIn) -> None:
    delivered = make_order(cast, "delivered")
    asked = revision_turns.reply(
        revision_turns.start(revision_turns.ask(Story(cast).delivered())), "question"
    )
    bought = revision_turns.offer(
        revision_turns.judge(revision_turns.pending(Story(cast).completed()), False)
    )
    working = revision_turns.start(revision_turns.ask(Story(cast).delivered()))
    make_order(cast, "completed")
    client = sign_in(cast.clara)

    page = client.get("/orders/?tab=answer")

    assert set(orders_shown(page)) == {delivered.number, asked.order.number, bought.order.number}
    assert tile(page, "Needs my answer")[1] == "3"
    revision_turns.tell(asked)
    assert asked.order.number not in orders_shown(client.get("/orders/?tab=answer"))
    assert working.order.number not in orders_shown(page)


def test_the_desks_day_counts_the_scopes_to_decide(cast: Cast, sign_in: SignIn) -> None:
    revision_turns.pending(Story(cast).delivered())
    revision_turns.judge(revision_turns.pending(Story(cast).delivered()), True)
    place_order(cast.clara)
    desk = sign_in(cast.sam)

    for path in ("/desk/", "/desk/?view=board"):
        url, number = tile(desk.get(path), "Scope undecided")
        assert number == "1" == str(len(shown(desk.get(url))))
    assert tile(sign_in(cast.mara).get("/desk/"), "Scope undecided")[1] == "0"

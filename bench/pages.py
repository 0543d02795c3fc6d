"""The pages with a goal. The others are in other_pages.py; what is not measured, and why, in excused.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.filling.words import COMMON, RARE, UNKNOWN

ONE, LIST, BARE = "floor: one row", "floor: 50 rows", "floor: bare page"


@dataclass(frozen=True)
class Goal:
    """So many times the cost of a page of the floor, at most, in one house. `postgres`: milliseconds of the
    database's processor time. `kilobytes`: as they are sent."""

    floor: str
    most: float
    postgres: float = 0.0
    kilobytes: float = 0.0
    house: str = "middle"


@dataclass(frozen=True)
class Page:
    """One page as one person of the crew sees it ("" is anybody). `scene` names what the address holds: see
    scene.py. `grows`: the cost at every size is of interest, and may not grow by more than this."""

    label: str
    door: str
    who: str = ""
    scene: str = ""
    query: str = ""
    goal: Goal | None = None
    grows: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    #: How its request is made, where it is more than a GET: see acts.py.
    act: str = ""
    status: int = 200


#: Whoever of the crew has written the order with the long history.
HEAVY_WRITER = "heavy writer"

GROWTH = 1.25
LISTED = Goal(LIST, 0.60, kilobytes=4.4)
SEARCHED = Goal(LIST, 1.0, postgres=5.0, house="large")
DETAIL = Goal(LIST, 0.55)
FIGURES = Goal(LIST, 0.50, house="large")
HEAVY = Goal(LIST, 0.9)
HTMX = {"HX-Request": "true"}
#: A choice in the public calculator.
PRICED = "?service=article&quantity=1200&quality=premium&pace=express&addons=seo"

GOALS = [
    Page("empty page", "orders:search", "owner", goal=Goal(BARE, 1.3)),
    Page("desk", "orders:desk", "manager", goal=LISTED, grows=GROWTH),
    Page("desk: all orders", "orders:desk", "manager", query="?tab=all", goal=LISTED, grows=GROWTH),
    Page("desk: rows alone", "orders:desk", "manager", query="?tab=all", headers=HTMX),
    Page("board", "orders:desk", "manager", query="?view=board", goal=LISTED, grows=GROWTH),
    Page("client's orders", "orders:list", "client", goal=LISTED, grows=GROWTH),
    Page("newcomer's orders", "orders:list", "newcomer", goal=LISTED, grows=GROWTH),
    Page("studio", "writers:studio", "writer", goal=LISTED, grows=GROWTH),
    Page("desk's revisions", "orders:desk_revisions", "manager", goal=LISTED, grows=GROWTH),
    Page("client's revisions", "orders:revisions", "client", goal=LISTED, grows=GROWTH),
    Page("writer's revisions", "writers:revisions", "writer", goal=LISTED, grows=GROWTH),
    Page("figures of revisions", "orders:revision_figures", "manager", goal=LISTED, grows=GROWTH),
    Page("figures of the agency", "analytics:agency", "manager", goal=FIGURES, grows=GROWTH),
    Page("figures of a client", "analytics:client", "client", goal=FIGURES, grows=GROWTH),
    Page("figures of a writer", "analytics:writer", "writer", goal=FIGURES, grows=GROWTH),
    Page("figures of an editor", "analytics:editor", "editor", goal=FIGURES, grows=GROWTH),
    Page("order, desk", "orders:order", "manager", "delivered", goal=DETAIL),
    Page("order, client", "orders:order", "client", "delivered", goal=DETAIL),
    Page("order, writer", "orders:order", "writer", "written", goal=DETAIL),
    Page("heavy order, desk", "orders:order", "manager", "heavy", goal=HEAVY),
    Page("heavy order, client", "orders:order", "client", "heavy", goal=HEAVY),
    Page("heavy order, writer", "orders:order", HEAVY_WRITER, "heavy", goal=HEAVY),
    Page("search: rare word", "orders:search", "manager", query=f"?q={RARE}", goal=SEARCHED, grows=GROWTH),
    Page("search: rare, client", "orders:search", "client", query=f"?q={RARE}", goal=SEARCHED, grows=GROWTH),
    Page("search: rare, writer", "orders:search", "writer", query=f"?q={RARE}", goal=SEARCHED, grows=GROWTH),
    Page(
        "search: unknown word", "orders:search", "manager", query=f"?q={UNKNOWN}", goal=SEARCHED, grows=GROWTH
    ),
    Page("search: common word", "orders:search", "manager", query=f"?q={COMMON}"),
    Page("desk: rare word", "orders:desk", "manager", query=f"?tab=all&q={RARE}", goal=SEARCHED),
    Page("live price", "drafts:draft_price", "client", "draft", goal=Goal(ONE, 1.6), act="price"),
    Page("autosave", "drafts:draft", "client", "draft", goal=Goal(ONE, 2.5), act="autosave"),
    Page("draft of a price", "drafts:draft_from_price", "client", query=PRICED),
    Page("notices poll", "account_bell", "client", goal=Goal(ONE, 1.0)),
    Page("public page, first", "catalog:services", goal=Goal(LIST, 0.40)),
    Page("public page, a price", "catalog:services", query=PRICED, headers=HTMX, goal=Goal(LIST, 0.40)),
    Page("public directory, first", "writers:public_directory", goal=Goal(LIST, 0.40)),
    Page(
        "public directory, again",
        "writers:public_directory",
        goal=Goal(ONE, 0.5),
        act="again",
        status=304,
    ),
    Page("public portfolio, first", "writers:public_portfolio", scene="portfolio", goal=Goal(LIST, 0.40)),
    Page(
        "public portfolio, again",
        "writers:public_portfolio",
        scene="portfolio",
        goal=Goal(ONE, 0.5),
        act="again",
        status=304,
    ),
    Page("public page, again", "catalog:services", goal=Goal(ONE, 0.5), act="again", status=304),
]

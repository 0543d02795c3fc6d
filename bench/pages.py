"""What is measured: every page that the table of doors knows, or a word why not."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.filling.words import COMMON, RARE, UNKNOWN

ONE, LIST, BARE = "floor: one row", "floor: 50 rows", "floor: bare page"


@dataclass(frozen=True)
class Goal:
    """So many times the cost of a page of the floor, at most. `postgres`: milliseconds of the database's
    processor time."""

    floor: str
    most: float
    postgres: float = 0.0


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
    #: How its request is made, where it is more than a GET: see visits.py.
    act: str = ""
    status: int = 200

    def __str__(self) -> str:
        return self.label


GROWTH = 1.25
LISTED = Goal(LIST, 0.60)
SEARCHED = Goal(LIST, 1.0, postgres=5.0)
DETAIL = Goal(LIST, 0.55)

PAGES = [
    # The table of goals.
    Page("empty page", "orders:search", "owner", goal=Goal(BARE, 1.3)),
    Page("desk", "orders:desk", "manager", goal=LISTED, grows=GROWTH),
    Page("desk: all orders", "orders:desk", "manager", query="?tab=all", goal=LISTED, grows=GROWTH),
    Page("board", "orders:desk", "manager", query="?view=board", goal=LISTED, grows=GROWTH),
    Page("client's orders", "orders:list", "client", goal=LISTED, grows=GROWTH),
    Page("newcomer's orders", "orders:list", "newcomer", goal=LISTED, grows=GROWTH),
    Page("studio", "writers:studio", "writer", goal=LISTED, grows=GROWTH),
    Page("revisions of the desk", "orders:desk_revisions", "manager", goal=LISTED, grows=GROWTH),
    Page("revisions of a client", "orders:revisions", "client", goal=LISTED, grows=GROWTH),
    Page("revisions of a writer", "writers:revisions", "writer", goal=LISTED, grows=GROWTH),
    Page("figures of revisions", "orders:revision_figures", "manager", goal=LISTED, grows=GROWTH),
    Page("order, desk", "orders:order", "manager", "delivered", goal=DETAIL, grows=GROWTH),
    Page("order, client", "orders:order", "client", "delivered", goal=DETAIL, grows=GROWTH),
    Page("order, writer", "orders:order", "writer", "written", goal=DETAIL, grows=GROWTH),
    Page("heavy order, desk", "orders:order", "manager", "heavy", goal=Goal(LIST, 0.9)),
    Page("heavy order, client", "orders:order", "client", "heavy", goal=Goal(LIST, 0.9)),
    Page("search: a rare word", "orders:search", "manager", query=f"?q={RARE}", goal=SEARCHED, grows=GROWTH),
    Page("search: a common word", "orders:search", "manager", query=f"?q={COMMON}", grows=GROWTH),
    Page(
        "search: an unknown word",
        "orders:search",
        "manager",
        query=f"?q={UNKNOWN}",
        goal=SEARCHED,
        grows=GROWTH,
    ),
    Page(
        "search: a rare word, client",
        "orders:search",
        "client",
        query=f"?q={RARE}",
        goal=SEARCHED,
        grows=GROWTH,
    ),
    Page(
        "search: a rare word, writer",
        "orders:search",
        "writer",
        query=f"?q={RARE}",
        goal=SEARCHED,
        grows=GROWTH,
    ),
    Page(
        "desk: a rare word", "orders:desk", "manager", query=f"?tab=all&q={RARE}", goal=SEARCHED, grows=GROWTH
    ),
    Page("notices poll", "account_bell", "client", goal=Goal(ONE, 1.0)),
    Page("public page", "catalog:services", goal=Goal(LIST, 0.40)),
]

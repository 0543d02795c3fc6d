"""EXPLAIN of every statement of the lists, searches and counts: how many rows it reads for those it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import connection
from django.urls import reverse

from project.launcher.say import step

from .filling.houses import House
from .other_pages import OTHERS
from .pages import GOALS, Page
from .plans import Plan, plan_of, short
from .reporting import DOCUMENT, markdown, write
from .scene import scene
from .staging import Stage
from .watched import EXPLAIN

#: The lists among the pages without a goal.
OTHER_LISTS = {
    "account_sessions",
    "account_devices",
    "account_activity",
    "account_notices",
    "account_tokens",
    "agencies:people",
    "agencies:person",
    "billing:invoices",
    "catalog:catalog_history",
    "clients:account",
    "clients:favourites",
    "desk_events",
    "desk_posture",
    "drafts:drafts",
    "drafts:presets",
    "orders:order_assign",
    "orders:order_history",
    "orders:order_ledger",
    "orders:order_messages",
    "orders:order_offer",
    "quotes:desk_quotes",
    "quotes:quotes",
    "writers:assignment",
    "writers:editing",
    "writers:editing_revisions",
    "writers:offers",
    "writers:past_work",
    "writers:pool",
    "writers:desk_pool",
}
#: The pages whose statements are looked at.
LISTS = tuple(page for page in (*GOALS, *OTHERS) if page.grows or page.query or page.label in OTHER_LISTS)
HEAD = ["page", "statement", "rows shown", "rows read", "buffers", "ms", "within"]


def explain(stage: Stage, house: House, wanted: list[str]) -> int:
    """Print all plans in short, and put the table into the document. 1 where a statement reads too much."""
    rows, failed = [], False
    with step(f"Explaining the statements of {house.name}"):
        for page in LISTS:
            if not wanted or any(word in page.label for word in wanted):
                for plan in plans(stage, page, house):
                    rows.append(_row(page, plan))
                    failed |= not plan.within
    table = markdown(HEAD, rows)
    print(table)
    if not wanted:
        write(DOCUMENT, {"plans": f"Measured with {house.orders:,} orders.\n\n{table}"})
    return int(failed)


def _row(page: Page, plan: Plan) -> list[str]:
    numbers = [f"{plan.shown:.0f}", f"{plan.read:.0f}", str(plan.buffers), f"{plan.milliseconds:.1f}"]
    return [page.label, short(plan.sql), *numbers, "yes" if plan.within else "no"]


def plans(stage: Stage, page: Page, house: House) -> Iterator[Plan]:
    """Of each statement that one visit takes; it is made twice, as the first of a process asks more."""
    with connection.cursor() as cursor:
        arguments = scene(cursor, house)[page.scene]
    path = reverse(page.door, kwargs=arguments) + page.query
    visitor = stage.visitor(stage.watched, house, page.who)
    headers = {**page.headers, EXPLAIN: "1", "Accept-Encoding": "identity"}
    statements = [json.loads(visitor.ask(path, headers=headers).body) for _visit in range(3)][-1]
    for sql in statements:
        if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            yield plan_of(sql)

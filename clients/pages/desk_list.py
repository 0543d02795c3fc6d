"""The desk's list of client accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.hooks import AccountSummary, account_work
from clients.models import AccountContact, AccountPerson, ClientAccount
from clients.models.accounts import AccountKind
from project.base import formatting
from project.base.paging import count_words
from project.base.search import holds
from project.base.viewer import Viewer

#: key -> label, in the order of the tabs.
TABS = {
    "": _("All"),
    "company": _("Companies"),
    "personal": _("Personal"),
    "open": _("With open orders"),
    "owing": _("Owing money"),
    "empty": _("Nobody has joined"),
    "merged": _("Merged"),
}
SORTS = {
    "name": _("Name"),
    "new": _("Newest first"),
    "last_order": _("Last order"),
    "open_orders": _("Most open orders"),
    "owed": _("Highest balance"),
}
ORDERS: dict[str, tuple[tuple[str, ...], tuple[type, ...]]] = {
    "name": (("name", "id"), (str, int)),
    "new": (("-created_at", "-id"), (dt.datetime, int)),
    "last_order": (("-last_order", "-id"), (dt.datetime, int)),
    "open_orders": (("-open_orders", "-id"), (int, int)),
    "owed": (("-balance", "-id"), (Decimal, int)),
}
#: Sorts by what orders and the ledger say: the figure of every account of the tab is worked out, by an index.
FIGURES = {"last_order": "last_order", "open_orders": "open_orders", "owed": "balance"}
#: Accounts that words lead to, of each kind of hit.
MOST_HITS = 200


@dataclass(frozen=True)
class AccountRow:
    """One printed row."""

    name: str
    url: str
    kind: str
    merged: str
    people: str
    open: str
    balance: str
    last: str


def accounts_of(
    viewer: Viewer, tab: str | None, words: list[str], sort: str = "name"
) -> QuerySet[ClientAccount]:
    """The accounts that a tab and words leave, with what they are sorted by; merged ones on their own tab, or
    where words find them, or without a tab (None)."""
    rows: Any = ClientAccount.objects.visible_to(viewer)
    if tab == "merged":
        rows = rows.filter(merged_into__isnull=False)
    elif not words and tab is not None:
        rows = rows.filter(merged_into=None)
    if tab in AccountKind.values:
        rows = rows.filter(kind=tab)
    if tab == "open":
        rows = account_work().with_open(rows)
    figures = {FIGURES[sort]} if sort in FIGURES else set()
    for figure in sorted(figures | ({"balance"} if tab == "owing" else set())):
        rows = account_work().with_figure(rows, figure)
    if tab == "owing":
        rows = rows.filter(balance__gt=0)
    if tab == "empty":
        people = AccountPerson.objects.present().filter(agency_id=viewer.agency_id, account=OuterRef("pk"))
        rows = rows.exclude(Exists(people))
    for word in words:
        rows = rows.filter(pk__in=_hits(viewer, word))
    found: QuerySet[ClientAccount] = rows.select_related("merged_into")
    return found


def _hits(viewer: Viewer, word: str) -> set[int]:
    """Ids of the accounts whose name has the word in it, or the name or address of a person or a contact."""
    own = {"agency_id": viewer.agency_id}
    people = AccountPerson.objects.present().filter(
        holds(word, "membership__public_name", "membership__user__email"), **own
    )
    contacts = AccountContact.objects.filter(holds(word, "name", "email"), **own)
    named = ClientAccount.objects.filter(holds(word, "name"), **own)
    found = (
        named.values_list("pk", flat=True),
        people.values_list("account_id", flat=True),
        contacts.values_list("account_id", flat=True),
    )
    return {key for keys in found for key in keys[:MOST_HITS]}


def rows_of(viewer: Viewer, accounts: list[Any]) -> list[AccountRow]:
    """Accounts for printing, with what the merged ones add. Three queries."""
    keys = [account.pk for account in accounts]
    summaries = summaries_of(viewer, keys)
    people = _people(viewer, keys)
    return [_row(viewer, account, summaries[account.pk], people.get(account.pk, 0)) for account in accounts]


def summaries_of(viewer: Viewer, keys: Iterable[int]) -> dict[int, AccountSummary]:
    """Work and money of accounts with that of the accounts merged into them. Two queries."""
    merged = ClientAccount.objects.filter(agency_id=viewer.agency_id, merged_into__in=list(keys))
    into = dict(merged.values_list("pk", "merged_into_id"))
    found = account_work().summaries(viewer.agency_id, [*keys, *into])
    sums = {key: found.get(key, AccountSummary()) for key in keys}
    for key, root in into.items():
        sums[root] = sums[root].plus(found.get(key, AccountSummary()))
    return sums


def _people(viewer: Viewer, keys: list[int]) -> dict[int, int]:
    rows = AccountPerson.objects.present().filter(agency_id=viewer.agency_id, account_id__in=keys)
    return dict(rows.order_by().values_list("account_id").annotate(count=Count("pk")))


def _row(viewer: Viewer, account: Any, summary: AccountSummary, people: int) -> AccountRow:
    return AccountRow(
        name=account.name,
        url=reverse("clients:desk_client", args=[account.public_id]),
        kind=account.get_kind_display(),
        merged=account.merged_into.name if account.merged_into else "",
        people=formatting.whole(people),
        open=count_words(summary.open),
        balance=formatting.money(summary.balance, viewer.agency.currency),
        last=formatting.day(summary.last_at) if summary.last_at else "–",
    )


def merged_of(account: ClientAccount) -> QuerySet[Any]:
    """Public id and name of the accounts that were merged into this one."""
    rows = ClientAccount.objects.filter(agency_id=account.agency_id, merged_into=account)
    return rows.order_by("name", "id").values("public_id", "name", "merged_at", key=F("pk"))

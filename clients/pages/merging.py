"""What merging two client accounts would do, before anybody does it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models import AccountPerson, ClientAccount
from clients.rules.desk import why_not_merge
from clients.rules.style_guides import current_guide
from project.base import formatting
from project.base.paging import count_words
from project.base.viewer import Viewer

from .desk_list import accounts_of, summaries_of

#: Accounts that one search shows.
MOST = 30


@dataclass(frozen=True)
class MergePreview:
    """`refusal`: why it cannot be, "" for nothing; `moving` and `staying`: who gets access to what is the
    other's, by name and role; `open_orders`, `balance`, `style_guide`: what of these comes along, in
    words, "" for nothing."""

    refusal: str
    moving: list[str]
    staying: list[str]
    open_orders: str
    balance: str
    style_guide: str


def candidates(viewer: Viewer, account: ClientAccount, words: list[str]) -> list[ClientAccount]:
    """What an account can be merged into, by name."""
    rows = accounts_of(viewer, "", words).filter(merged_into=None).exclude(pk=account.pk)
    return list(rows.order_by("name", "id")[:MOST])


def preview(viewer: Viewer, account: ClientAccount, into: ClientAccount) -> MergePreview:
    """Who would see what of whom, what would be summed up, and whose style guide would count. Seven
    queries."""
    sums = summaries_of(viewer, [account.pk, into.pk])
    source, root = sums[account.pk], sums[into.pk]
    return MergePreview(
        refusal=why_not_merge(account, into),
        moving=_people(account, without=into),
        staying=_people(into, without=account),
        open_orders=_open_orders(source.open),
        balance=_balance(source.balance, source.plus(root).balance, viewer.agency.currency),
        style_guide=_style_guide(account, into),
    )


def _style_guide(account: ClientAccount, into: ClientAccount) -> str:
    """Whose guide holds for the orders of both (actions.style_guides.carry_guide)."""
    ours, theirs = (guide and guide.says_something for guide in map(current_guide, (account, into)))
    names = {"account": account.name, "into": into.name}
    if theirs and ours:
        return _("%(into)s’s counts for open orders of both; %(account)s’s stays readable") % names
    if theirs:
        return _("%(into)s’s counts for open orders of both") % names
    if ours:
        return _("%(account)s’s counts for orders of both") % names
    return ""


def _open_orders(count: int) -> str:
    words = ngettext("%(orders)s comes along", "%(orders)s come along", count)
    return words % {"orders": count_words(count)} if count else ""


def _balance(moving: Decimal, both: Decimal, currency: str) -> str:
    words = _("%(balance)s comes along; both together: %(after)s")
    named = {"balance": formatting.money(moving, currency), "after": formatting.money(both, currency)}
    return words % named if moving else ""


def _people(account: ClientAccount, *, without: ClientAccount) -> list[str]:
    """Those of an account who do not belong to the other yet."""
    there = without.people.values("membership_id")
    rows: list[AccountPerson] = list(
        account.people.present().exclude(membership__in=there).select_related("membership").order_by("pk")
    )
    return [f"{row.membership.public_name} ({row.get_role_display()})" for row in rows]

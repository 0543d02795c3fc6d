"""What merging two client accounts would do, before anybody does it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

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
    other's, by name and role."""

    refusal: str
    moving: list[str]
    staying: list[str]
    open_orders: str
    balance: str
    balance_after: str
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
    money = viewer.agency.currency
    return MergePreview(
        refusal=why_not_merge(account, into),
        moving=_people(account, without=into),
        staying=_people(into, without=account),
        open_orders=count_words(source.open),
        balance=formatting.money(source.balance, money),
        balance_after=formatting.money(source.plus(root).balance, money),
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
    return _("Neither has one")


def _people(account: ClientAccount, *, without: ClientAccount) -> list[str]:
    """Those of an account who do not belong to the other yet."""
    there = without.people.values("membership_id")
    rows: list[AccountPerson] = list(
        account.people.present().exclude(membership__in=there).select_related("membership").order_by("pk")
    )
    return [f"{row.membership.public_name} ({row.get_role_display()})" for row in rows]

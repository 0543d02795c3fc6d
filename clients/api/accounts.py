"""`/api/v1/clients/accounts/`: who pays. Their people are clients/api/colleagues.py, where invoices go
billing/api/details.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from clients.actions.desk import change_account, make_account
from clients.forms.desk import AccountForm
from clients.hooks import account_work
from clients.models import ClientAccount
from clients.models.accounts import AccountKind, AccountRole
from clients.pages import desk_list
from clients.rules.accounts import sees_accounts
from clients.rules.desk import is_desk
from clients.views.colleagues import account_or_404
from project.base.api import fields
from project.base.api.bodies import Out, Paged, bound
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid
from project.base.search import words_of

from .desk_shapes import AccountBody

#: The tabs of the desk's list. The first of the page is called by no name there.
TABS = {key or "all": key for key in desk_list.TABS}
COLUMNS = ("id", "public_id", "name", "kind", "created_at", "own_role")
SEES, DESK = only(sees_accounts), only(is_desk)
PATH = "/api/v1/clients/accounts/"


#: Rows of one page, as dicts.
Rows = list[dict[str, Any]]


class AccountFilters(Paged):
    """What the desk's list of clients offers."""

    tab = fields.Choice(
        choices=tuple(TABS),
        required=False,
        help_text="A tab of that list; merged accounts are on their own. Without: every account.",
    )
    q = fields.Text(
        max_length=100,
        required=False,
        help_text="Words in the name, or of a person or contact, or an address.",
    )
    sort = fields.Choice(choices=tuple(desk_list.SORTS), required=False, help_text="“name” without.")


class AccountOut(Out):
    """A client account. `role` is yours in it, null for the desk."""

    id = fields.Id()
    name = fields.Text()
    kind = fields.Choice(choices=AccountKind.values)
    role = fields.Choice(choices=AccountRole.values, allow_null=True)
    created_at = fields.Moment()

    example = {
        "id": "a9c4m7x2hd",
        "name": "Harbour Books",
        "kind": "company",
        "role": "payer",
        "created_at": "2026-03-02T09:00:00Z",
    }


class ListedAccountOut(AccountOut):
    """A client account in the list. `balance`: what the client owes, with what accounts that were merged into
    this one owe, below zero for what they have paid ahead; null for clients, who read it in statements."""

    balance = fields.Money(signed=True, allow_null=True)
    currency = fields.Text(allow_null=True)

    example = {**AccountOut.example, "balance": "180.00", "currency": "EUR"}


class AccountDetailOut(AccountOut):
    """A client account with how many orders are open, counted no further than 1,001, and the one that it was
    merged into, if any."""

    open_orders = fields.Whole()
    merged_into = fields.Id(allow_null=True)

    example = {**AccountOut.example, "open_orders": 3, "merged_into": None}


class AccountResource(Resource):
    """A client account that the viewer may see."""

    def thing(self, key: str) -> ClientAccount:
        return account_or_404(self.http, key)

    def shown(self, thing: Any) -> dict[str, Any]:
        row = account_row({name: getattr(thing, name) for name in COLUMNS})
        into = thing.merged_into
        open_orders = account_work().open_orders(self.viewer, thing)
        return {**row, "open_orders": open_orders, "merged_into": into.public_id if into else None}


class AccountViewSet(AccountResource):
    """Client accounts: one's own, of the desk all."""

    @endpoint(SEES, ListedAccountOut, listed=True, query=AccountFilters)
    def list(self, request: Any) -> Response:
        """List your client accounts by name. The desk reads all, narrowed and sorted as its page is."""
        if not is_desk(self.viewer):
            _refuse_narrowing(self.asked)
        tab, sort = self.asked.get("tab"), self.asked.get("sort", "name")
        words = words_of(self.asked.get("q", ""))
        found: Any = desk_list.accounts_of(self.viewer, TABS[tab] if tab else None, words, sort)
        order, kinds = desk_list.ORDERS[sort]
        figures = [desk_list.FIGURES[sort]] if sort in desk_list.FIGURES else []
        rows = found.with_role_of(self.viewer).values("pk", *COLUMNS, *figures)
        return page(self, rows, listed_row, order=order, kinds=kinds, prepare=self._know_balances)

    def _know_balances(self, rows: Rows) -> None:
        """Of those of one page, for the desk, which reads what each client owes."""
        if is_desk(self.viewer):
            sums = desk_list.summaries_of(self.viewer, [row["pk"] for row in rows])
            for row in rows:
                row["owed"], row["currency"] = sums[row["pk"]].balance, self.viewer.agency.currency

    @endpoint(SEES, AccountDetailOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a client account."""
        return self.ok(self.thing(public_id))

    @endpoint(DESK, AccountDetailOut, status=201, body=AccountBody, creates=True)
    def create(self, request: Any) -> Response:
        """Make a client account that nobody belongs to yet."""
        form = bound(AccountForm, self.body)
        account = make_account(actor=self.viewer, now=self.now, **form.cleaned_data)
        return self.created(self.thing(account.public_id), f"{PATH}{account.public_id}/")

    @endpoint(DESK, AccountDetailOut, body=AccountBody)
    def update(self, request: Any, public_id: str) -> Response:
        """Give a client account another name or kind. What was issued before keeps its name."""
        form = bound(AccountForm, self.body)
        change_account(actor=self.viewer, account=self.thing(public_id), now=self.now, **form.cleaned_data)
        return self.ok(self.thing(public_id))


def _refuse_narrowing(asked: Mapping[str, Any]) -> None:
    """Words find by what the desk has written down, which clients don't read."""
    if given := [name for name in ("tab", "q", "sort") if name in asked]:
        raise Invalid({name: [_("Only the agency’s desk narrows this list.")] for name in given})


def listed_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A client account as a list shows it."""
    owed = row.get("owed")
    return {
        **account_row(row),
        "balance": None if owed is None else money_text(owed),
        "currency": row.get("currency"),
    }


def account_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A client account as the API shows it."""
    return {
        "id": row["public_id"],
        "name": row["name"],
        "kind": row["kind"],
        "role": row["own_role"],
        "created_at": moment_text(row["created_at"]),
    }

"""What narrows a list of invoices: state, age, words, client, period. All of it stands in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from billing.models import BillingDetails, Invoice
from billing.models.invoices import InvoiceQuerySet
from clients.models import AccountPerson, ClientAccount
from orders.models import Order
from orders.querysets.hits import hits_of
from project.base import query
from project.base.search import MOST_NAMES, holds
from project.base.viewer import Member, Viewer

from .ageing import AGES, Ageing, ageing_of, of_age, part_due

STATES = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("Open"),
    "overdue": gettext_lazy("Overdue"),
    "disputed": gettext_lazy("Disputed"),
    "paid": gettext_lazy("Paid"),
}
UNBILLED = gettext_lazy("Not invoiced")


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; unknown values count as not given. `account` is the id of a client account,
    `begins` and `ends` the first and the last day of issue."""

    state: str = ""
    age: str = ""
    q: str = ""
    account: str = ""
    begins: dt.date | None = None
    ends: dt.date | None = None

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; "" for nothing."""
        given = {
            "state": self.state,
            "age": self.age,
            "q": self.q,
            "account": self.account,
            "begins": self.begins.isoformat() if self.begins else "",
            "ends": self.ends.isoformat() if self.ends else "",
        }
        said = urlencode({name: value for name, value in given.items() if value})
        return f"?{said}" if said else ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state is asked for."""
        return bool(replace(self, state="").query)

    def url(self, **changed: Any) -> str:
        """The list, with something else asked for."""
        return reverse("billing:invoices") + replace(self, **changed).query


def wanted_of(given: Mapping[str, Any]) -> Wanted:
    """Read from an address."""
    return Wanted(
        state=query.choice(given, "state", STATES),
        age=query.choice(given, "age", AGES),
        q=query.text(given, "q"),
        account=query.public_id(given, "account"),
        begins=query.day(given, "begins"),
        ends=query.day(given, "ends"),
    )


def tabs(chosen: str, *, unbilled: bool = False) -> list[dict[str, Any]]:
    """For ui/tabs.html: the states of invoices, and the orders that are on none."""
    found = [
        {
            "label": label,
            "url": Wanted(state=key).url(),
            "active": key == chosen and not unbilled,
            "count": None,
        }
        for key, label in STATES.items()
    ]
    return [
        *found,
        {"label": UNBILLED, "url": reverse("billing:unbilled"), "active": unbilled, "count": None},
    ]


def narrowed(viewer: Viewer, wanted: Wanted, today: dt.date) -> InvoiceQuerySet:
    """The invoices that the viewer may see and asked for; `today` is a day in the agency's zone."""
    rows = Invoice.objects.visible_to(viewer)
    if wanted.state in ("open", "overdue") or wanted.age:
        rows = rows.filter(open__agency_id=viewer.agency_id)
    if wanted.state == "overdue":
        rows = rows.filter(Q(due_on__lt=today) | part_due(Q(due_on__lt=today)))
    if wanted.state == "paid":
        rows = rows.paid()
    if wanted.state == "disputed":
        rows = rows.disputed()
    if wanted.age:
        rows = rows.filter(of_age(wanted.age, today))
    return rows.filter(_in_period(wanted), _of_account(viewer, wanted), found_by(viewer, wanted.q))


def groups_of(viewer: Viewer, wanted: Wanted, today: dt.date) -> list[Ageing]:
    """The sums above a list: of what is asked for, whatever its state and age. Each leads to its rows."""
    asked = replace(wanted, state="", age="")
    return [
        replace(group, ages=tuple(replace(each, url=asked.url(age=each.key)) for each in group.ages))
        for group in ageing_of(narrowed(viewer, asked, today), today)
    ]


def _in_period(wanted: Wanted) -> Q:
    first = Q(issued_on__gte=wanted.begins) if wanted.begins else Q()
    return first & (Q(issued_on__lte=wanted.ends) if wanted.ends else Q())


def _of_account(viewer: Viewer, wanted: Wanted) -> Q:
    return account_is(viewer, wanted.account)


def account_is(viewer: Viewer, public_id: str) -> Q:
    """Rows of this client account and of those merged into it; nothing to narrow without one."""
    return Q(account__in=family_ids(viewer, public_id)) if public_id else Q()


def family_ids(viewer: Viewer, public_id: str) -> list[int]:
    """The keys of the account of that id, if the viewer may see it, and of those merged with it."""
    account = ClientAccount.objects.visible_to(viewer).filter(public_id=public_id).first()
    if account is None:
        return []
    return list(ClientAccount.objects.family(account).values_list("pk", flat=True))


def account_name(viewer: Member, public_id: str) -> str:
    """The name of the account that narrows a list; "" for none."""
    if not public_id:
        return ""
    rows = ClientAccount.objects.visible_to(viewer).filter(public_id=public_id)
    return rows.values_list("name", flat=True).first() or ""


def found_by(viewer: Viewer, text: str) -> Q:
    """Rows whose invoice or order has `text` as its number, whose order has it in its title, or whose client
    has it in name, address or an email address."""
    if not text:
        return Q()
    digits = text.upper().rpartition("-INV-")[2].lstrip("0")
    number = (
        Q(number=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else Q(pk=None)
    )
    return number | Q(order__in=orders_by(viewer, text)) | Q(account__in=accounts_by(viewer, text))


def orders_by(viewer: Viewer, text: str) -> list[int]:
    """The newest orders with `text` as their number, or in their title, each word of it the beginning of one.
    The index of words finds them: what that costs does not grow with the agency."""
    if not isinstance(viewer, Member):
        return []
    hits = hits_of(viewer, text)
    own = Order.objects.filter(agency_id=viewer.agency_id, pk__in=hits.orders)
    titled = own.filter(holds(text, "title") | Q(pk__in=hits.numbered))
    return list(titled.order_by("-id").values_list("pk", flat=True)[:MOST_NAMES])


def accounts_by(viewer: Viewer, text: str) -> list[int]:
    """The client accounts with `text` in their name, billing address or an email address of their people."""
    own = {"agency_id": OuterRef("agency_id"), "account": OuterRef("pk")}
    billed = BillingDetails.objects.filter(holds(text, "name", "address"), **own)
    people = AccountPerson.objects.filter(holds(text, "membership__user__email"), **own)
    rows = ClientAccount.objects.visible_to(viewer)
    found = rows.filter(holds(text, "name") | Exists(billed) | Exists(people))
    return list(found.order_by("name", "pk").values_list("pk", flat=True)[:MOST_NAMES])

"""The list of drafts: tab, words and order read from the URL, rows with the price of those that are ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.pricing.formula import PricingProblem
from catalog.pricing.offering import current_offering
from catalog.pricing.paces import SHORTEST
from clients.rules.accounts import can_order, orders_somewhere
from drafts.models import OrderDraft
from drafts.pricing.draft_price import facts_of_row, price_now
from drafts.rules.drafts import can_edit_draft
from project.base import formatting, marks, query
from project.base.http import MemberRequest
from project.base.paging import count_words, page_of
from project.base.text import excerpt
from project.base.viewer import Viewer

from .draft_list_reading import counts_of, found, reader_of

#: How long the list offers to bring back what was just discarded, after which reloading it does not ask
#: again.
OFFERED = dt.timedelta(minutes=2)
TABS = {
    "open": gettext_lazy("Open"),
    "unfinished": gettext_lazy("Unfinished"),
    "ready": gettext_lazy("Ready to order"),
    "ordered": gettext_lazy("Ordered"),
}
SORTS: dict[str, tuple[Any, tuple[str, ...], tuple[type, ...]]] = {
    "saved": (gettext_lazy("Most recently saved first"), ("-updated_at", "-id"), (dt.datetime, int)),
    "due": (gettext_lazy("Nearest deadline first"), ("due", "id"), (dt.datetime, int)),
    "title": (gettext_lazy("By title"), ("sort_title", "id"), (str, int)),
}


#: Characters of a brief that a row shows.
EXCERPT = 160
#: The verbs of a draft are posted below its own address.
PREFIX = "/orders/drafts/"


@dataclass(frozen=True)
class DraftRow:
    """One printed row; "" for what does not belong there: the account where there is but one, the order or
    else the price, the verbs of a draft that is read alone."""

    public_id: str
    url: str
    title: str
    excerpt: str
    account: str
    service: str
    deadline: SafeString
    order: str
    order_url: str
    price: str
    saved: SafeString
    copy_url: str
    discard_url: str


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; unknown values count as not given."""

    tab: str
    sort: str
    words: str

    def url(self, **changes: str) -> str:
        values = {"tab": self.tab, "sort": self.sort, "q": self.words, **changes}
        kept = {name: value for name, value in values.items() if value and value not in ("open", "saved")}
        return f"?{urlencode(kept)}"


def read(given: query.Given) -> Wanted:
    """The tab, the order and the words that stand in the URL."""
    tab, sort = query.choice(given, "tab", TABS, "open"), query.choice(given, "sort", SORTS, "saved")
    return Wanted(tab, sort, " ".join(query.words(given)))


def context(request: MemberRequest, now: dt.datetime) -> dict[str, Any]:
    """Everything that the list prints. Five queries with session and person, one more after a discard."""
    wanted, viewer, ready_after = read(request.GET), request.viewer, now + SHORTEST
    _label, order, kinds = SORTS[wanted.sort]
    words = wanted.words.split()
    rows = (
        found(viewer, wanted.tab, order, ready_after, now, words)
        if words
        else reader_of(viewer, wanted.tab, order, ready_after, now)
    )
    key = itemgetter(*(name.lstrip("-") for name in order))
    page = page_of(rows, request, order=order, kinds=kinds, key=key)
    several = len({draft["account_id"] for draft in page.rows}) > 1
    counted = counts_of(viewer, ready_after, now)
    return {
        "page": page.with_rows([_row(request, draft, now, several=several) for draft in page.rows]),
        "wanted": wanted,
        "sorts": [(name, label) for name, (label, _order, _kinds) in SORTS.items()],
        "tabs": [
            {
                "label": label,
                "url": wanted.url(tab=name),
                "active": name == wanted.tab,
                "count": count_words(counted[name]) if name in counted else None,
            }
            for name, label in TABS.items()
        ],
        "discarded": _discarded(request, now),
        "may_order": orders_somewhere(viewer),
    }


def draft_row(draft: OrderDraft, viewer: Viewer) -> dict[str, Any]:
    """What a list prints of any draft. Reads its service and its account."""
    return {
        "public_id": draft.public_id,
        "title": draft.title or _("Untitled draft"),
        "service": draft.service.name if draft.service else "",
        "account": draft.account.name,
        "excerpt": excerpt(draft.brief, EXCERPT),
        "updated_at": draft.updated_at,
        "deadline": draft.deadline,
        "editable": draft.converted_at is None and can_edit_draft(viewer, draft),
    }


def _row(request: MemberRequest, draft: Mapping[str, Any], now: dt.datetime, *, several: bool) -> DraftRow:
    url, order = f"{PREFIX}{draft['public_id']}/", draft["order__number"] or ""
    editable = draft["converted_at"] is None and can_order(request.viewer, draft["account_id"])
    return DraftRow(
        public_id=draft["public_id"],
        url=url,
        title=draft["title"] or _("Untitled draft"),
        excerpt=excerpt(draft["beginning"], EXCERPT),
        account=draft["account__name"] if several else "",
        service=draft["service__name"] or "–",
        deadline=marks.deadline(draft["deadline"], now=now, done=bool(order)),
        order=order,
        order_url=reverse("orders:order", args=[order]) if order else "",
        price="" if draft["converted_at"] else _price(request, draft, now),
        saved=marks.deadline(draft["updated_at"], now=now, done=True),
        copy_url=f"{url}copy/" if editable else "",
        discard_url=f"{url}discard/" if editable else "",
    )


def _price(request: MemberRequest, draft: Mapping[str, Any], now: dt.datetime) -> str:
    """What it would cost now; "" while something is missing, as on its own page. No queries."""
    if not (draft["title"] and draft["beginning"] and draft["deadline"]):
        return ""
    offering = current_offering(request.agency)
    try:
        found = price_now(offering, facts_of_row(offering, draft, now), draft["deadline"])
    except PricingProblem:
        return ""
    return formatting.money(found.total, found.currency)


def _discarded(request: MemberRequest, now: dt.datetime) -> OrderDraft | None:
    """The draft that was put away a moment ago, for the button that brings it back."""
    public_id = query.public_id(request.GET, "discarded")
    if not public_id:
        return None
    rows = OrderDraft.objects.discarded_by(request.viewer, now - OFFERED)
    return rows.filter(public_id=public_id).select_related("account").first()

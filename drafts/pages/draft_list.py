"""The list of drafts: tab, words and order read from the URL, rows with the price of those that are ready."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.pricing.formula import PricingProblem, price
from catalog.pricing.offering import current_offering
from clients.rules.accounts import orders_somewhere
from drafts.models import OrderDraft
from drafts.models.drafts import OrderDraftQuerySet
from drafts.pricing.deadlines import SHORTEST, deadline_problem
from drafts.pricing.draft_price import pricing_facts
from drafts.rules.drafts import can_edit_draft
from drafts.rules.held_drafts import in_writing
from project.base import clock, formatting, query
from project.base.http import MemberRequest
from project.base.paging import capped_counts, count_words, page_of
from project.base.text import excerpt
from project.base.viewer import Viewer

#: How long the list offers to bring back what was just discarded, after which reloading it does not ask
#: again.
OFFERED = dt.timedelta(minutes=2)
#: Everything that a price needs; what the catalog offers today is asked when the row is printed.
WITH_FACTS = (
    Q(service__isnull=False, quality__isnull=False, quantity__isnull=False) & ~Q(title="") & ~Q(brief="")
)
TABS = {
    "open": gettext_lazy("Open"),
    "unfinished": gettext_lazy("Unfinished"),
    "ready": gettext_lazy("Ready to order"),
    "ordered": gettext_lazy("Ordered"),
}
SORTS: dict[str, tuple[Any, tuple[str, ...], tuple[type, ...]]] = {
    "saved": (gettext_lazy("Saved last first"), ("-updated_at", "-id"), (dt.datetime, int)),
    "due": (gettext_lazy("Due soonest first"), ("due", "id"), (dt.datetime, int)),
    "title": (gettext_lazy("By title"), ("sort_title", "id"), (str, int)),
}


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
    """Everything that the list prints. Six queries with session and person, one more after a discard."""
    wanted = read(request.GET)
    rows = OrderDraft.objects.visible_to(request.viewer)
    tabs = _tabs(rows, now)
    found = tabs[wanted.tab]
    for word in wanted.words.split():
        found = found.containing(word)
    _label, order, kinds = SORTS[wanted.sort]
    latest = Value(clock.LATEST, output_field=DateTimeField())
    found = found.annotate(due=Coalesce("deadline", latest), sort_title=Lower("title"))
    found = found.select_related("service", "quality", "account", "order").prefetch_related("addon_rows")
    page = page_of(found, request, order=order, kinds=kinds)
    counted = capped_counts(request.agency, {name: rows for name, rows in tabs.items() if name != "ordered"})
    return {
        "page": page.with_rows([_row(request, draft, now) for draft in page.rows]),
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
        "several": len({draft.account_id for draft in page.rows}) > 1,
        "discarded": _discarded(request, now),
        "may_order": orders_somewhere(request.viewer),
    }


def _tabs(rows: OrderDraftQuerySet, now: dt.datetime) -> dict[str, OrderDraftQuerySet]:
    ready = WITH_FACTS & Q(deadline__gt=now + SHORTEST)
    unfinished = ~WITH_FACTS | Q(deadline=None) | Q(deadline__lte=now + SHORTEST)
    current = in_writing(rows)
    return {
        "open": current,
        "unfinished": current.filter(unfinished),
        "ready": current.filter(ready),
        "ordered": rows.filter(converted_at__isnull=False),
    }


def draft_row(draft: OrderDraft, viewer: Viewer) -> dict[str, Any]:
    """What a list prints of any draft. Reads its service and its account."""
    return {
        "public_id": draft.public_id,
        "title": draft.title or _("Untitled draft"),
        "service": draft.service.name if draft.service else "",
        "account": draft.account.name,
        "excerpt": excerpt(draft.brief, 160),
        "updated_at": draft.updated_at,
        "deadline": draft.deadline,
        "editable": draft.converted_at is None and can_edit_draft(viewer, draft),
    }


def _row(request: MemberRequest, draft: OrderDraft, now: dt.datetime) -> dict[str, Any]:
    ordered = draft.converted_at is not None
    return {
        **draft_row(draft, request.viewer),
        "order": draft.order.number if ordered else "",
        "price": "" if ordered else _price(request, draft, now),
    }


def _price(request: MemberRequest, draft: OrderDraft, now: dt.datetime) -> str:
    """What it would cost now; "" while something is missing, as on its own page. No queries."""
    if not (draft.title and draft.brief and draft.deadline) or deadline_problem(draft.deadline, now):
        return ""
    offering = current_offering(request.agency)
    facts = pricing_facts(
        offering,
        service_id=draft.service_id,
        quality_id=draft.quality_id,
        quantity=draft.quantity,
        deadline=draft.deadline,
        addon_ids=[row.addon_id for row in draft.addon_rows.all()],
        preferred_writer=draft.preferred_writer_id is not None,
        now=now,
    )
    try:
        return formatting.money(price(offering.book, facts).total, offering.book.currency)
    except PricingProblem:
        return ""


def _discarded(request: MemberRequest, now: dt.datetime) -> OrderDraft | None:
    """The draft that was put away a moment ago, for the button that brings it back."""
    public_id = query.public_id(request.GET, "discarded")
    if not public_id:
        return None
    rows = OrderDraft.objects.discarded_by(request.viewer, now - OFFERED)
    return rows.filter(public_id=public_id).select_related("account").first()

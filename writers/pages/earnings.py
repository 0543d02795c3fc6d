"""What somebody earned and will earn, prepared for themselves and for managers: by month, by row, by person.
Days and months are those of the agency's zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from orders.models import LedgerEntry, Order
from orders.models.ledger import FeeCause
from project.base import formatting
from project.base.csv_export import lines_of
from project.base.viewer import Viewer
from writers.querysets import earnings
from writers.rules.earnings import Month, month_at
from writers.rules.rates import levels_on, today_at

#: How the rows of a month are ordered, and the people of one.
LATEST, LATEST_KINDS = ("-at", "-id"), (dt.datetime, int)
PEOPLE, PEOPLE_KINDS = ("writer__public_name", "writer_id"), (str, int)
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Addresses:
    """Where the pages of one person's earnings are: their own, or those that managers read."""

    person: Membership
    own: bool

    def _of(self, name: str, *args: Any) -> str:
        if self.own:
            return reverse(f"writers:earnings{name}", args=args)
        return reverse(f"writers:person_earnings{name}", args=[self.person.public_id, *args])

    def year(self, year: int) -> str:
        return f"{self._of('')}?year={year}"

    def month(self, month: Month) -> str:
        return self._of("_month", str(month))

    def statement(self, month: Month, kind: str) -> str:
        return self._of(f"_{kind}", str(month))


@dataclass(frozen=True)
class Coming:
    """One fee that is agreed and not booked."""

    number: str
    title: str
    order_id: int
    cause: FeeCause
    words: str
    amount: Decimal
    due_at: dt.datetime
    delivered: bool


def month_words(month: Month) -> str:
    """The month as people read it: "March 2026"."""
    return str(format_date(month.first_day, "LLLL y", locale=to_locale(get_language() or "en")))


def months_of(agency: Agency, person: Membership, year: int) -> list[dict[str, Any]]:
    """The months of a year with what was earned in them; without fees a month is left out. One query."""
    first = Month(year, 1).span(agency.zone)[0]
    end = Month(year, 12).span(agency.zone)[1]
    rows = earnings.of_person(agency.pk, person.pk).filter(at__gte=first, at__lt=end)
    return [
        {"month": Month(row["month"].year, row["month"].month), "total": row["total"], "count": row["count"]}
        for row in earnings.by_month(rows, agency.zone)
    ]


def to_come(agency: Agency, person: Membership) -> list[Coming]:
    """Every fee that was agreed with the person and is not booked, the nearest deadline first. Three
    queries."""
    found = [
        *map(_of_work, earnings.works_to_come(agency.pk, person.pk)),
        *map(_of_revision, earnings.revisions_to_come(agency.pk, person.pk).select_related("order")),
        *map(_of_change, earnings.changes_to_come(agency.pk, person.pk).select_related("order")),
    ]
    return sorted(found, key=lambda row: (row.delivered, row.due_at, row.number))


def _of_work(order: Order) -> Coming:
    return _coming(order, FeeCause.WORK, "", order.writer_fee, order.writer_deadline)


def _of_revision(revision: Any) -> Coming:
    words = _("Revision %(number)s") % {"number": revision.number}
    return _coming(revision.order, FeeCause.REVISION, words, revision.fee, revision.due_at)


def _of_change(change: Any) -> Coming:
    words = _("Change order %(number)s") % {"number": change.number}
    return _coming(change.order, FeeCause.CHANGE, words, change.writer_fee, change.due_at)


def _coming(order: Order, cause: FeeCause, words: str, fee: Decimal | None, due_at: dt.datetime) -> Coming:
    return Coming(
        number=order.number,
        title=order.title,
        order_id=order.pk,
        cause=cause,
        words=words or _("Writing"),
        amount=fee or ZERO,
        due_at=due_at,
        delivered=order.state == "delivered" or (cause == FeeCause.WORK and order.delivered_at is not None),
    )


def overview(viewer: Viewer, at: Addresses, year: int, now: dt.datetime) -> dict[str, Any]:
    """The page of a person's earnings. Seven queries at most."""
    agency, person = viewer.agency, at.person
    months, coming, today = months_of(agency, person, year), to_come(agency, person), today_at(agency, now)
    first = Month(year, 1).span(agency.zone)[0]
    older = earnings.of_person(agency.pk, person.pk).filter(at__lt=first).exists()
    money = lambda amount: formatting.money(amount, agency.currency)  # noqa: E731
    level = levels_on(agency.pk, [person.pk], today).get(person.pk)
    return {
        "year": year,
        "months": [
            {
                "words": month_words(row["month"]),
                "total": money(row["total"]),
                "count": row["count"],
                "url": at.month(row["month"]),
                "csv_url": at.statement(row["month"], "csv"),
                "pdf_url": at.statement(row["month"], "pdf"),
            }
            for row in reversed(months)
        ],
        "earned": money(sum((row["total"] for row in months), ZERO)),
        "older_url": at.year(year - 1) if older else "",
        "newer_url": at.year(year + 1) if year < today.year else "",
        "coming": _linked(viewer, coming, money),
        "coming_total": money(sum((row.amount for row in coming), ZERO)),
        "level": level.name if level else "",
    }


def _linked(viewer: Viewer, rows: Sequence[Coming], money: Any) -> list[dict[str, Any]]:
    visible = visible_orders(viewer, (row.order_id for row in rows))
    return [
        {
            "number": row.number,
            "title": row.title if row.order_id in visible else "",
            "url": reverse("orders:order", args=[row.number]) if row.order_id in visible else "",
            "words": row.words,
            "amount": money(row.amount),
            "due_at": row.due_at,
            "delivered": row.delivered,
        }
        for row in rows
    ]


def visible_orders(viewer: Viewer, ids: Iterable[int]) -> set[int]:
    """Those of the orders that the viewer can open. One query, none without orders."""
    wanted = set(ids)
    if not wanted:
        return set()
    rows = Order.objects.visible_to(viewer).filter(pk__in=wanted)
    return set(rows.values_list("pk", flat=True))


def rows_of(agency: Agency, person: Membership, month: Month) -> QuerySet[LedgerEntry]:
    """The fees that a person earned in a month, with what a row prints."""
    start, end = month.span(agency.zone)
    return all_rows_of(agency, person).filter(at__gte=start, at__lt=end)


def all_rows_of(agency: Agency, person: Membership) -> QuerySet[LedgerEntry]:
    """The same of every month."""
    rows = earnings.of_person(agency.pk, person.pk).select_related("order", "revision", "change")
    return rows.defer("order__search", "order__brief")


def cause_words(entry: LedgerEntry) -> str:
    """What a fee is for."""
    if entry.revision:
        return _("Revision %(number)s") % {"number": entry.revision.number}
    if entry.change:
        return _("Change order %(number)s") % {"number": entry.change.number}
    return _("Writing")


def printed(viewer: Viewer, entries: Sequence[LedgerEntry]) -> list[dict[str, Any]]:
    """Rows of a month for its page. One query."""
    visible = visible_orders(viewer, (entry.order_id for entry in entries))
    zone, currency = viewer.agency.zone, viewer.agency.currency
    return [
        {
            "day": formatting.date(entry.at.astimezone(zone).date()),
            "number": entry.order.number,
            "title": entry.order.title if entry.order_id in visible else "",
            "url": reverse("orders:order", args=[entry.order.number]) if entry.order_id in visible else "",
            "words": cause_words(entry),
            "amount": formatting.money(entry.amount, currency),
        }
        for entry in entries
    ]


def total_words(agency: Agency, rows: QuerySet[LedgerEntry]) -> str:
    """What the rows come to. One query."""
    return formatting.money(rows.order_by().aggregate(sum=Sum("amount"))["sum"] or ZERO, agency.currency)


def month_total(agency: Agency, month: Month) -> str:
    """What everybody earned in a month. One query."""
    return total_words(agency, earnings.booked(agency.pk, *month.span(agency.zone)))


def statement_csv(agency: Agency, rows: QuerySet[LedgerEntry]) -> Iterator[str]:
    """The lines of a month's statement, the oldest fee first."""
    header = [_("day"), _("order"), _("for"), _("amount"), _("currency")]
    return lines_of(header, (_cells(agency, row) for row in rows.order_by("at", "id").iterator(500)))


def _cells(agency: Agency, entry: LedgerEntry) -> list[Any]:
    day = entry.at.astimezone(agency.zone).date().isoformat()
    return [day, entry.order.number, cause_words(entry), entry.amount, entry.currency]


def people_of(agency: Agency, month: Month) -> QuerySet[Any, Any]:
    """Who earned something in a month, and how much, as dicts."""
    return earnings.by_person(earnings.booked(agency.pk, *month.span(agency.zone)))


def person_row(agency: Agency, month: Month, row: Mapping[str, Any]) -> dict[str, Any]:
    key = row["writer__public_id"]
    return {
        "name": row["writer__public_name"],
        "count": row["count"],
        "total": formatting.money(row["total"], agency.currency),
        "url": reverse("writers:person_earnings_month", args=[key, str(month)]),
        "pdf_url": reverse("writers:person_earnings_pdf", args=[key, str(month)]),
    }


def people_csv(agency: Agency, month: Month) -> Iterator[str]:
    """The lines of the list of a month, by name."""
    rows = people_of(agency, month).order_by(*PEOPLE)
    header = [_("month"), _("person"), _("fees"), _("amount"), _("currency")]
    cells = (
        [str(month), row["writer__public_name"], row["count"], row["total"], agency.currency] for row in rows
    )
    return lines_of(header, cells)


def around(month: Month, agency: Agency, now: dt.datetime) -> tuple[Month, Month | None]:
    """The month before, and the one after where it has begun."""
    return month.previous, month.next if month < month_at(now, agency.zone) else None

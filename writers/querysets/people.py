"""What people have in hand and have set, read for many at once. Load is counted from orders each time."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from agencies.models import Agency, Membership
from clients.models import AccountPerson
from orders.models import Order, OrderEvent, RevisionRequest
from orders.querysets.orders import GIVING
from orders.states.orders import LOADS, State
from project.base.compiled import Among, Slot, compiled
from writers.models import (
    BlackoutPeriod,
    EditorWorkload,
    PreferredClient,
    PreferredService,
    PreferredSubject,
    ServiceEffort,
    WriterCapacity,
    WriterLanguage,
)
from writers.states.capacity import DEFAULT_PER_HOUR, Side

#: No local day is longer.
LONGEST_DAY = dt.timedelta(hours=26)


@dataclass(frozen=True)
class Work:
    """How much of one service: `quantity` units of it in `orders` orders."""

    service_id: int
    unit: str
    orders: int
    quantity: int


@dataclass(frozen=True)
class Facts:
    """What is known of one member at one moment. `zone` is their own, or the agency's."""

    zone: zoneinfo.ZoneInfo
    capacity: WriterCapacity
    workload: EditorWorkload
    subjects: frozenset[int]
    services: frozenset[int]
    edited_subjects: frozenset[int]
    edited_services: frozenset[int]
    clients: frozenset[int]
    accounts: frozenset[int]
    languages: frozenset[tuple[str, str]]
    away: tuple[tuple[int, int], ...]
    work: tuple[Work, ...]
    revisions: int
    reviews: int
    given: tuple[dt.datetime, ...]

    @property
    def active(self) -> int:
        """Orders in hand, and revisions of other people's orders."""
        return sum(each.orders for each in self.work) + self.revisions

    def given_on(self, now: dt.datetime) -> int:
        """Orders that they have been given on the day of their own zone in which `now` lies."""
        today = now.astimezone(self.zone).date()
        return sum(moment.astimezone(self.zone).date() == today for moment in self.given)


def people_facts(agency: Agency, ids: Collection[int], now: dt.datetime) -> dict[int, Facts]:
    """The facts of these members of the agency, by id. Three queries, however many they are."""
    if not ids:
        return {}
    who: dict[str, Any] = {"agency_id": agency.pk, "ids": list(ids)}
    capacities = {row.member_id: row for row in _capacities(**who)}
    workloads = {row.member_id: row for row in _workloads(**who)}
    return {
        row["pk"]: Facts(
            zone=zoneinfo.ZoneInfo(row["user__timezone"] or agency.timezone),
            capacity=capacities.get(row["pk"]) or WriterCapacity(agency=agency, member_id=row["pk"]),
            workload=workloads.get(row["pk"]) or EditorWorkload(agency=agency, member_id=row["pk"]),
            languages=frozenset((pair["source"] or "", pair["target"]) for pair in row["languages"]),
            away=tuple((period["a"], period["b"]) for period in row["away"]),
            work=tuple(Work(**each) for each in row["work"]),
            revisions=row["revisions"] or 0,
            reviews=row["reviews"] or 0,
            given=tuple(row["given"]),
            **{name: frozenset(row[name]) for name in SETS},
        )
        for row in _rows(**who, now=now, since=now - LONGEST_DAY, half=_half_of_yesterday(now))
    }


#: Sets of ids that are read as arrays.
SETS = ("subjects", "services", "edited_subjects", "edited_services", "clients", "accounts")


@compiled
def _capacities(agency_id: Slot, ids: Slot) -> QuerySet[WriterCapacity]:
    return WriterCapacity.objects.filter(Among("member_id", ids), agency_id=agency_id)


@compiled
def _workloads(agency_id: Slot, ids: Slot) -> QuerySet[EditorWorkload]:
    return EditorWorkload.objects.filter(Among("member_id", ids), agency_id=agency_id)


@compiled
def _rows(
    agency_id: Slot, ids: Slot, now: Slot, since: Slot, half: Slot
) -> QuerySet[Membership, dict[str, Any]]:
    subjects = _of_member(PreferredSubject)
    services = _of_member(PreferredService)
    rows = Membership.objects.filter(Among("pk", ids), agency_id=agency_id).annotate(
        subjects=ArraySubquery(subjects.filter(side=Side.WRITER).values("subject_id")),
        services=ArraySubquery(services.filter(side=Side.WRITER).values("service_id")),
        edited_subjects=ArraySubquery(subjects.filter(side=Side.EDITOR).values("subject_id")),
        edited_services=ArraySubquery(services.filter(side=Side.EDITOR).values("service_id")),
        clients=ArraySubquery(_of_member(PreferredClient).values("account_id")),
        accounts=ArraySubquery(_accounts().values("account_id")),
        languages=ArraySubquery(
            _of_member(WriterLanguage).values(pair=JSONObject(source="source", target="target"))
        ),
        away=ArraySubquery(_away(half).values(period=JSONObject(a="from_half", b="to_half"))),
        work=ArraySubquery(_work()),
        revisions=Subquery(_counted(_revisions(), "assignee_id")),
        reviews=Subquery(_counted(_reviews(), "editor_id")),
        given=ArraySubquery(_given(since, now)),
    )
    return rows.values(
        "pk", "user__timezone", *SETS, "languages", "away", "work", "revisions", "reviews", "given"
    )


def _of_member(model: Any) -> QuerySet[Any]:
    return model.objects.filter(agency_id=OuterRef("agency_id"), member_id=OuterRef("pk"))


def _accounts() -> QuerySet[AccountPerson]:
    return AccountPerson.objects.filter(agency_id=OuterRef("agency_id"), membership_id=OuterRef("pk"))


def _half_of_yesterday(now: dt.datetime) -> int:
    """What ends after this half-day is not over for sure: a day more than the present, whose half depends on
    the zone."""
    return 2 * (now.date().toordinal() - 1)


def _away(half: Slot) -> QuerySet[BlackoutPeriod]:
    rows: QuerySet[BlackoutPeriod] = _of_member(BlackoutPeriod)
    return rows.filter(to_half__gt=half)


def _work() -> QuerySet[Order, Any]:
    rows = Order.objects.filter(agency_id=OuterRef("agency_id"), writer_id=OuterRef("pk"), state__in=LOADS)
    grouped = rows.order_by().values("service_id", "service__unit")
    sums = {"orders": Count("pk"), "quantity": Sum("quantity")}
    facts = JSONObject(service_id=F("service_id"), unit=F("service__unit"), **sums)
    return grouped.annotate(held=facts).values("held")


def _revisions() -> QuerySet[RevisionRequest]:
    live = RevisionRequest.objects.live().filter(agency_id=OuterRef("agency_id"))
    return live.filter(assignee_id=OuterRef("pk"), order__state__in=LOADS)


def _reviews() -> QuerySet[Order]:
    rows = Order.objects.filter(agency_id=OuterRef("agency_id"), editor_id=OuterRef("pk"))
    return rows.filter(state=State.IN_REVIEW)


def _counted(rows: QuerySet[Any], person: str) -> QuerySet[Any, Any]:
    return rows.order_by().values(person).annotate(n=Count("pk")).values("n")


def _given(since: Slot, now: Slot) -> QuerySet[OrderEvent, Any]:
    """When each order that they still have, or finished, was last given to them, in the last day or so."""
    events = OrderEvent.objects.filter(agency_id=OuterRef("agency_id"), person_id=OuterRef("pk"))
    recent = events.filter(verb__in=GIVING, at__gt=since, at__lte=now)
    held = recent.filter(order__writer_id=F("person_id")).order_by()
    return held.values("order_id").annotate(last=Max("at")).values("last")


def efforts_of(agency: Agency) -> dict[int, Decimal]:
    """Units an hour, by service, where the agency has set them. One query."""
    return dict(_efforts(agency_id=agency.pk))


@compiled
def _efforts(agency_id: Slot) -> QuerySet[ServiceEffort, tuple[int, Decimal]]:
    return ServiceEffort.objects.filter(agency_id=agency_id).values_list("service_id", "per_hour")


def hours_of(quantity: int, unit: str, per_hour: Decimal | None) -> Decimal:
    """Hours of work in `quantity` units at the agency's rate, or else at that of the unit."""
    return Decimal(quantity) / (per_hour or DEFAULT_PER_HOUR[unit])

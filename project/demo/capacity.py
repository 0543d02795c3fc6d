"""How much work the demo people take: settings, times away, effort rates, a rule; orders in the pool and on a
waiting list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from agencies.models import Agency, Membership
from catalog.models import ServiceType, Subject
from orders.hooks.eligibility import eligibility
from orders.models import Order
from orders.pricing.suggested_fee import suggested_fee
from orders.states.orders import State
from project.base.viewer import Member
from writers.actions.auto_accept import create_rule
from writers.actions.blackouts import add_blackout
from writers.actions.capacity import CapacityFields, save_capacity
from writers.actions.editor_workload import WorkloadFields, save_workload
from writers.actions.efforts import save_efforts
from writers.actions.pool import put_into_pool
from writers.actions.waiting_list import set_waiting_list
from writers.querysets.people import people_facts
from writers.rules.half_days import morning_of
from writers.states.assignment import PoolMode
from writers.states.capacity import EVERY_DAY, MOST_ACTIVE

from .story import Crew

PLAIN = CapacityFields(
    accepting=True,
    message="",
    paused_until=None,
    max_active=10,
    max_per_day=None,
    max_hours=None,
    hours_per_day=6,
    buffer_days=0,
    working_days=(0, 1, 2, 3, 4),
    only_subjects=False,
    only_services=False,
)
#: Most orders at once, a day, hours at once, hours a day, days of notice, subjects; one row for each writer.
HABITS = (
    (14, 3, 120, 6, 1, ("travel", "food", "culture")),
    (12, None, 100, 7, 0, ("technology", "finance")),
    (10, 2, None, 5, 2, ("health", "education")),
    (8, None, 60, 4, 1, ("environment",)),
)
#: Maximum reviews at once, and subjects; one row for each editor.
READERS = ((8, ("travel", "culture")), (5, ("finance", "law")))
#: Days from now, days away, what for; each writer begins at another row.
TIMES_OFF = (
    (-40, 5, "Holiday"),
    (9, 2, "Conference"),
    (24, 7, "Holiday"),
    (-12, 1, ""),
    (38, 3, "Moving house"),
)
EFFORTS = (("article", "300"), ("biography", "1.5"), ("press-release", "1"))


def make_room(crew: Crew, now: dt.datetime) -> None:
    """Let everybody take whatever the stories give them."""
    for writer in crew.writers:
        fields = replace(PLAIN, max_active=MOST_ACTIVE, working_days=EVERY_DAY)
        save_capacity(actor=writer, member=writer.membership, fields=fields, version=1, now=now)
    for editor in crew.editors:
        limits = WorkloadFields(True, "", None, MOST_ACTIVE, [])
        save_workload(actor=editor, member=editor.membership, fields=limits, version=1, now=now)


def keep(crew: Crew, now: dt.datetime) -> None:
    """Play what people set once the stories are told, in which everyone had room."""
    manager = crew.managers[0]
    for place, writer in enumerate(crew.writers):
        _habit(writer, HABITS[place % len(HABITS)], now)
        for days, length, reason in (TIMES_OFF * 2)[place : place + 3]:
            start = morning_of((now + dt.timedelta(days=days)).date())
            add_blackout(
                actor=writer,
                member=writer.membership,
                from_half=start,
                to_half=start + 2 * length,
                reason=reason,
                now=now,
            )
    for place, editor in enumerate(crew.editors):
        most, subjects = READERS[place % len(READERS)]
        fields = WorkloadFields(True, "", None, most, _subjects(editor.agency, subjects))
        save_workload(actor=editor, member=editor.membership, fields=fields, version=2, now=now)
    found = {row.key: row for row in ServiceType.objects.filter(agency=manager.agency)}
    rates = {found[key]: Decimal(rate) for key, rate in EFFORTS if key in found}
    save_efforts(actor=manager, efforts=rates)
    rule = {"clients": "preferred", "min_fee": Decimal(60), "min_days": 3, "enabled": False}
    create_rule(actor=crew.writers[0], now=now, fields=rule)
    _give(manager, [writer.membership for writer in crew.writers], now)


def _habit(
    writer: Member, habit: tuple[int, int | None, int | None, int, int, tuple[str, ...]], now: dt.datetime
) -> None:
    most, per_day, hours, a_day, notice, subjects = habit
    held = people_facts(writer.agency, [writer.member_id], now)[writer.member_id].active
    fields = replace(
        PLAIN,
        max_active=min(MOST_ACTIVE, max(most, held + 1)),
        max_per_day=per_day,
        max_hours=hours,
        hours_per_day=a_day,
        buffer_days=notice,
        subjects=_subjects(writer.agency, subjects),
    )
    save_capacity(actor=writer, member=writer.membership, fields=fields, version=2, now=now)


def _subjects(agency: Agency, keys: tuple[str, ...]) -> list[Subject]:
    return list(Subject.objects.filter(agency=agency, key__in=keys, archived_at=None))


def _give(manager: Member, writers: list[Membership], now: dt.datetime) -> None:
    """Two waiting orders go into the pool; of a third, those who can take it are asked in order."""
    rows = Order.objects.filter(agency=manager.agency, state=State.PLACED, client_deadline__gt=now)
    orders = list(rows.select_related("service", "agency").order_by("-client_deadline")[:3])
    for order, mode in zip(orders, (PoolMode.TAKE, PoolMode.INTEREST), strict=False):
        put_into_pool(actor=manager, order=order, mode=mode, fee=suggested_fee(order)[0], now=now)
    for order in orders[2:]:
        against = eligibility().explain_all(people=writers, orders=[order], now=now)
        able = [each for each in writers if not against[each.pk, order.pk]]
        if able:
            places = [(each, suggested_fee(order)[0]) for each in able]
            set_waiting_list(actor=manager, order=order, places=places, hours=24, now=now)

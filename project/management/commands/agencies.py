"""manage.py agencies"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agencies.models import Agency
from project.base.clock import now
from project.figures import Figures, figures_of, waiting_jobs


class Command(BaseCommand):
    help = "Lists the agencies with their people, orders and storage, beside what they may have at most."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = figures_of(Agency.objects.order_by("code"), now())
        facts = {"agencies": [_facts(row) for row in rows], "jobs": waiting_jobs()}
        self.stdout.write(json.dumps(facts) if options["json"] else _table(facts))


def _facts(row: Figures) -> dict[str, Any]:
    agency = row.agency
    return {
        "code": agency.code,
        "name": agency.name,
        "suspended_at": agency.suspended_at.isoformat() if agency.suspended_at else None,
        "people": row.people,
        "most_people": agency.most_people,
        "storage_bytes": row.storage,
        "most_storage_mb": agency.most_storage_mb,
        "orders": row.orders,
        "orders_of_month": row.orders_of_month,
        "most_orders": agency.most_orders,
    }


def _table(facts: dict[str, Any]) -> str:
    lines = [
        f"{row['code']:<6} {row['name'][:30]:<30} people {_of(row['people'], row['most_people'])}, storage "
        f"{_of(row['storage_bytes'] // 1_000_000, row['most_storage_mb'])} MB, orders this month "
        f"{_of(row['orders_of_month'], row['most_orders'])}, in all {row['orders']}"
        f"{', suspended' if row['suspended_at'] else ''}"
        for row in facts["agencies"]
    ]
    jobs = facts["jobs"]
    lines.append(f"Jobs: {jobs['waiting']} waiting, {jobs['running']} running, {jobs['failed']} failed.")
    return "\n".join(lines)


def _of(number: int, most: int | None) -> str:
    return str(number) if most is None else f"{number} of {most}"

"""A writer's rules as pages print them, and what one would have accepted lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.models import Offer, Order
from orders.pages.lists.rows import PREFIX
from orders.querysets.orders import client_side
from project.base import formatting
from project.base.viewer import Member
from writers.models import AutoAcceptRule, PoolEntry, PreferredClient
from writers.rules.auto_accept import asked_of, matches
from writers.states.assignment import RuleClients

#: The days that a dry run looks back, and the most offers and entries of the pool that it looks at.
DAYS, MOST = 30, 500


@dataclass(frozen=True)
class Found:
    """An order that a rule would have accepted. Without a number for whom its writer may no longer see."""

    at: dt.datetime
    fee: Decimal
    currency: str
    number: str = ""
    title: str = ""

    @property
    def url(self) -> str:
        return f"{PREFIX}{self.number}/" if self.number else ""

    @property
    def amount(self) -> str:
        return formatting.money(self.fee, self.currency)


@dataclass(frozen=True)
class DryRun:
    """What a rule would have accepted of the offers of the last days, and what of the pool it would have
    accepted, had that been offered. Newest first."""

    offered: Sequence[Found]
    pooled: Sequence[Found]

    @property
    def words(self) -> str:
        found = len(self.offered)
        if not found:
            return _("In the last %(days)s days this would have accepted no orders.") % {"days": DAYS}
        return ngettext(
            "In the last %(days)s days this would have accepted %(n)s order.",
            "In the last %(days)s days this would have accepted %(n)s orders.",
            found,
        ) % {"days": DAYS, "n": found}


def dry_run(viewer: Member, rule: AutoAcceptRule, now: dt.datetime) -> DryRun:
    """Try a rule on real offers to the viewer, whatever became of them. What spoke against the viewer at the
    time is not asked. Four queries."""
    offers, entries = _offers(viewer, now), _entries(viewer, now)
    liked = set(
        PreferredClient.objects.visible_to(viewer)
        .filter(member_id=viewer.member_id)
        .values_list("account_id", flat=True)
    )

    def fits(order: Order, fee: Decimal, at: dt.datetime) -> bool:
        return matches(rule, asked_of(order, fee, at, preferred=order.account_id in liked))

    took = {each.order_id: each for each in offers if fits(each.order, each.fee, each.offered_at)}
    pooled = {each.order_id: each for each in entries if fits(each.order, each.fee, each.put_at)}
    seen = _visible(viewer, [*took, *pooled])
    return DryRun(
        [_found(each.order, each.fee, each.offered_at, seen) for each in took.values()],
        [_found(each.order, each.fee, each.put_at, seen) for pk, each in pooled.items() if pk not in took],
    )


def _offers(viewer: Member, now: dt.datetime) -> list[Offer]:
    rows = Offer.objects.filter(agency_id=viewer.agency_id, writer_id=viewer.member_id)
    rows = rows.filter(offered_at__gt=now - dt.timedelta(days=DAYS), offered_at__lte=now)
    rows = rows.exclude(client_side(viewer))
    return list(rows.select_related("order").defer("order__search", "order__brief").order_by("-id")[:MOST])


def _entries(viewer: Member, now: dt.datetime) -> list[PoolEntry]:
    """Of the pool what the viewer could see; never what is another writer's alone, nor what they edit."""
    mine = Q(preferred_until=None) | Q(order__preferred_writer_id=viewer.member_id)
    rows = PoolEntry.objects.filter(mine, agency_id=viewer.agency_id)
    rows = rows.exclude(client_side(viewer)).exclude(order__editor_id=viewer.member_id)
    rows = rows.filter(put_at__gt=now - dt.timedelta(days=DAYS), put_at__lte=now)
    return list(rows.select_related("order").defer("order__search", "order__brief").order_by("-id")[:MOST])


def _visible(viewer: Member, ids: Sequence[int]) -> set[int]:
    return set(Order.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def _found(order: Order, fee: Decimal, at: dt.datetime, seen: set[int]) -> Found:
    if order.pk in seen:
        return Found(at, fee, order.currency, order.number, order.title)
    return Found(at, fee, order.currency)


def rule_row(rule: AutoAcceptRule, currency: str) -> dict[str, Any]:
    """What the list prints of a rule."""
    return {
        "url": reverse("writers:auto_accept_rule", args=[rule.public_id]),
        "switch_url": reverse("writers:auto_accept_switch", args=[rule.public_id]),
        "delete_url": reverse("writers:auto_accept_delete", args=[rule.public_id]),
        "words": rule_words(rule, currency),
        "enabled": rule.enabled,
        "version": rule.version,
    }


def rule_words(rule: AutoAcceptRule, currency: str) -> str:
    """All that a rule asks, in one line."""
    parts = [str(RuleClients(rule.clients).label)]
    parts += [row.name for row in (rule.service, rule.subject) if row]
    if rule.min_fee is not None:
        parts.append(_("at least %(fee)s") % {"fee": formatting.money(rule.min_fee, currency)})
    if rule.min_days is not None:
        words = ngettext("at least %(n)s day", "at least %(n)s days", rule.min_days)
        parts.append(words % {"n": rule.min_days})
    if rule.max_quantity is not None:
        parts.append(_("quantity up to %(n)s") % {"n": f"{rule.max_quantity:,}"})
    return " · ".join(parts)

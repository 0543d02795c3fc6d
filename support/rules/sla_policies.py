"""What an agency promises on which ticket: its policies as they were published, and the first that fits."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F
from django.db.models.functions import Coalesce

from agencies.models import Agency
from agencies.rules.sla_log import Goal, Policy
from agencies.states.roles import is_management
from agencies.states.sla import Priority, Target
from clients.models import AccountPerson, ClientAccount
from clients.querysets import with_merged
from orders.models import Order
from project.base.viewer import Viewer
from support.models import EscalationStep, SlaPolicy, SlaTarget, SlaVersion, Ticket
from support.states.sla_policies import About


def can_edit_policies(viewer: Viewer) -> bool:
    """Who says what is promised."""
    return is_management(viewer)


@dataclass(frozen=True)
class Promise:
    """How long a target may take."""

    target: Target
    minutes: int
    working: bool = True


@dataclass(frozen=True)
class Step:
    """What is done when `percent` of a target's time is used up; without `target`, of each."""

    percent: int
    act: str
    target: str = ""
    whom: str = ""
    person_id: int | None = None
    priority: str = ""

    @property
    def same(self) -> tuple[int, str, str, int | None]:
        """What two steps have in common that are one."""
        return (self.percent, self.act, self.whom, self.person_id)


@dataclass(frozen=True)
class Terms:
    """A policy: its conditions ("" and None ask nothing) and what it promises. `policy_id` is its row,
    `position` its place in the list and `version` the number of that, 0 for what is not published; two are
    equal when they say the same."""

    name: str
    promises: tuple[Promise, ...]
    about: str = ""
    priority: str = ""
    account_id: int | None = None
    key: str = ""
    steps: tuple[Step, ...] = ()
    policy_id: int = 0
    position: int = 0
    version: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and self.said == other.said

    def __hash__(self) -> int:
        return hash(self.said)

    @property
    def said(self) -> tuple[object, ...]:
        """All that it says."""
        return (self.key, self.name, self.about, self.priority, self.account_id, self.promises, self.steps)

    @property
    def goals(self) -> Policy:
        """In the words of the clock, for whatever priority a ticket has."""
        times = [(one.target, Goal(dt.timedelta(minutes=one.minutes), one.working)) for one in self.promises]
        return {(priority, target): goal for priority in Priority for target, goal in times}

    def promises_like(self, other: Terms | None) -> bool:
        """Whether a ticket would notice no difference."""
        said = (self.key, self.promises, self.steps)
        return other is not None and said == (other.key, other.promises, other.steps)


@dataclass(frozen=True)
class Book:
    """All policies of an agency in their order, of version `number`; 0 is an agency that has set none."""

    number: int = 0
    policies: tuple[Terms, ...] = ()

    def find(self, key: str) -> Terms | None:
        """The policy of this key."""
        return next((one for one in self.policies if one.key == key), None)

    def place_of(self, key: str) -> int:
        """Where it stands, from 1 on; behind the last for one that is not there."""
        keys = [one.key for one in self.policies]
        return keys.index(key) + 1 if key in keys else len(keys) + 1

    def arranged(self, terms: Terms, position: int) -> tuple[Terms, ...]:
        """The policies with this one at that place, instead of the one of its key."""
        others = [one for one in self.policies if one.key != terms.key]
        others.insert(position - 1, terms)
        return tuple(others)

    def without(self, key: str) -> tuple[Terms, ...]:
        """The policies but this one."""
        return tuple(one for one in self.policies if one.key != key)


def book_of(agency: Agency) -> Book:
    """The policies that hold now. One query; what was published is read once and kept in the process."""
    rows = SlaVersion.objects.filter(agency=agency).order_by("-number")
    newest = rows.values_list("pk", flat=True).first()
    return version_book(newest) if newest else Book()


def terms_of(policy_id: int | None) -> Terms | None:
    """The policy of this row, as it was published; None without one. No query, once it is known."""
    if policy_id is None:
        return None
    return next(one for one in version_book(_version_of(policy_id)).policies if one.policy_id == policy_id)


@lru_cache(maxsize=4096)
def _version_of(policy_id: int) -> int:
    return SlaPolicy.objects.values_list("version_id", flat=True).get(pk=policy_id)


@lru_cache(maxsize=512)
def version_book(version_id: int) -> Book:
    """A version whole."""
    number = SlaVersion.objects.values_list("number", flat=True).get(pk=version_id)
    promises: dict[int, list[Promise]] = {}
    for row in SlaTarget.objects.filter(policy__version=version_id).order_by("id"):
        promises.setdefault(row.policy_id, []).append(Promise(Target(row.target), row.minutes, row.working))
    steps: dict[int, list[Step]] = {}
    for step in EscalationStep.objects.filter(policy__version=version_id).order_by("position"):
        steps.setdefault(step.policy_id, []).append(_step(step))
    rows = SlaPolicy.objects.filter(version=version_id).order_by("position", "id")
    return Book(
        number,
        tuple(_terms(row, number, promises.get(row.pk, []), steps.get(row.pk, [])) for row in rows),
    )


def forget_versions() -> None:
    """What this process has read of versions, where another database takes the place of the one that it read
    them from: a published version never changes, but its id is of one database."""
    version_book.cache_clear()
    _version_of.cache_clear()


def _step(row: EscalationStep) -> Step:
    return Step(row.percent, row.act, row.target, row.whom, row.person_id, row.priority)


def _terms(row: SlaPolicy, number: int, promises: Sequence[Promise], steps: Sequence[Step]) -> Terms:
    return Terms(
        name=row.name,
        promises=tuple(promises),
        about=row.about,
        priority=row.priority,
        account_id=row.account_id,
        key=row.key,
        steps=tuple(steps),
        policy_id=row.pk,
        position=row.position,
        version=number,
    )


class Chooser:
    """Which of some policies a ticket has: the first of which it meets all conditions. For many tickets at
    once; three queries where a policy asks for a client, else none."""

    def __init__(self, agency: Agency, policies: Iterable[Terms], tickets: Sequence[Ticket]) -> None:
        self.policies = tuple(policies)
        asked = {one.account_id for one in self.policies if one.account_id}
        rows = ClientAccount.objects.filter(agency=agency, pk__in=asked)
        self.counting = dict(rows.values_list("pk", Coalesce(F("merged_into"), F("pk")))) if asked else {}
        self.by_order, self.by_person = _clients(agency, tickets) if asked else ({}, {})

    def of(self, ticket: Ticket) -> Terms | None:
        """None where none fits: then the defaults hold."""
        return next((one for one in self.policies if self._fits(one, ticket)), None)

    def _fits(self, terms: Terms, ticket: Ticket) -> bool:
        about = About.ORDER if ticket.order_id else About.OTHER
        return (
            terms.about in ("", about)
            and terms.priority in ("", ticket.priority)
            and (terms.account_id is None or self._is_of(terms.account_id, ticket))
        )

    def _is_of(self, account_id: int, ticket: Ticket) -> bool:
        """By the order that it is about, else by who asks. Accounts that were merged are one client."""
        wanted = self.counting.get(account_id, account_id)
        if ticket.order_id:
            return self.by_order.get(ticket.order_id) == wanted
        return wanted in self.by_person.get(ticket.requester_id or 0, set())


def _clients(agency: Agency, tickets: Sequence[Ticket]) -> tuple[dict[int, int], dict[int, set[int]]]:
    orders = Order.objects.filter(agency=agency, pk__in={one.order_id for one in tickets if one.order_id})
    people = AccountPerson.objects.filter(
        agency=agency,
        membership__in={one.requester_id for one in tickets if one.requester_id and not one.order_id},
    )
    by_person: dict[int, set[int]] = {}
    for person, account in people.values_list("membership_id", with_merged()):
        by_person.setdefault(person, set()).add(account)
    return dict(orders.values_list("pk", with_merged())), by_person


def mark_of(number: int, policies: Iterable[Terms]) -> str:
    """Names a change of version `number` into these policies: what was looked at is what is saved."""
    said = repr((number, [one.said for one in policies]))
    return hashlib.sha256(said.encode()).hexdigest()[:16]

"""Reviews: who may set how many an editor takes, what speaks against giving them one more, and who comes
first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.rules.agencies import is_editor, is_staff
from agencies.states.roles import Role, is_management
from orders.hooks.eligibility import Reason, ReviewCandidate
from writers.querysets.people import Facts, people_facts
from writers.states.capacity import ReasonCode

from . import reason_words
from .against import said

if TYPE_CHECKING:
    from agencies.models import Agency, Membership
    from orders.models import Order
    from project.base.viewer import Member, Viewer


def can_edit_workload(viewer: Viewer, person: Membership) -> bool:
    """An editor's own; management sets that of any editor who has not left."""
    if person.agency_id != viewer.agency_id or Role.EDITOR not in person.roles or person.ended_at:
        return False
    return is_management(viewer) or (person.pk == viewer.member_id and is_editor(viewer))


def sees_workloads(viewer: Viewer) -> bool:
    """Who has a workload, or sees those of others."""
    return is_staff(viewer) or is_editor(viewer)


def against_a_review(facts: Facts, now: dt.datetime) -> Iterator[tuple[ReasonCode, str]]:
    """What speaks against giving somebody one more review, whichever it is."""
    workload, today = facts.workload, now.astimezone(facts.zone).date()
    if not workload.accepts_on(today):
        yield ReasonCode.NOT_ACCEPTING, reason_words.not_accepting(workload)
    if facts.reviews >= workload.max_active:
        yield ReasonCode.FULL, reason_words.full_of_reviews(facts.reviews, workload.max_active)


@dataclass(frozen=True)
class ReviewLoad:
    """An editor's reviews in hand, of how many at most, and what speaks against one more."""

    facts: Facts
    reasons: Sequence[Reason]

    @property
    def in_hand(self) -> int:
        return self.facts.reviews

    @property
    def most(self) -> int:
        return self.facts.workload.max_active

    @property
    def free(self) -> int:
        return max(0, self.most - self.in_hand)


def load_of(agency: Agency, members: Sequence[Membership], now: dt.datetime) -> dict[int, ReviewLoad]:
    """The load of these editors of the agency, by id. Three queries, however many they are."""
    found = people_facts(agency, [member.pk for member in members], now)
    return {pk: ReviewLoad(facts, _reasons(facts, now)) for pk, facts in found.items()}


def own_load(viewer: Member, now: dt.datetime) -> ReviewLoad:
    """The viewer's own."""
    return load_of(viewer.agency, [viewer.membership], now)[viewer.member_id]


def _reasons(facts: Facts, now: dt.datetime) -> list[Reason]:
    return said(against_a_review(facts, now))


def ranked(
    editors: Sequence[Membership],
    order: Order,
    facts: Mapping[int, Facts],
    against: Mapping[tuple[int, int], Sequence[Reason]],
) -> list[ReviewCandidate]:
    """See orders.hooks.eligibility.Eligibility.rank_editors; nobody of another agency."""
    known = [editor for editor in editors if editor.pk in facts]
    found = [_candidate(each, order, facts[each.pk], against[each.pk, order.pk]) for each in known]
    return sorted(found, key=_place)


def _candidate(editor: Membership, order: Order, facts: Facts, reasons: Sequence[Reason]) -> ReviewCandidate:
    preferred = order.subject_id in facts.edited_subjects or order.service_id in facts.edited_services
    return ReviewCandidate(editor, facts.reviews, facts.workload.max_active, preferred, reasons)


def _place(found: ReviewCandidate) -> tuple[int, float, bool, str, int]:
    weight = 2 if any(reason.hard for reason in found.reasons) else 1 if found.reasons else 0
    name, pk = found.person.public_name.casefold(), found.person.pk
    return weight, found.in_hand / found.most, not found.preferred, name, pk

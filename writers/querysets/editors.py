"""The editors whose workload somebody may look at, and what each has set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.models import Membership
from agencies.states.roles import Role, is_staff
from writers.models import EditorWorkload, PreferredService, PreferredSubject
from writers.states.capacity import Side

if TYPE_CHECKING:
    from agencies.models.membership import MembershipQuerySet
    from project.base.viewer import Viewer


@dataclass(frozen=True)
class KeptWorkload:
    """What an editor has set: their row (an unsaved one without any), subjects and services by id and key."""

    row: EditorWorkload
    subjects: dict[int, str]
    services: dict[int, str]


def editors_visible_to(viewer: Viewer) -> MembershipQuerySet:
    """Editors who belong to the agency, suspended ones among them: all of them for the desk, oneself else."""
    rows = Membership.objects.filter(agency_id=viewer.agency_id, ended_at=None).with_role(Role.EDITOR)
    return rows if is_staff(viewer) else rows.filter(pk=viewer.member_id)


def kept_workloads(members: Sequence[Membership]) -> dict[int, KeptWorkload]:
    """What these members of one agency have set, by id. Three queries."""
    if not members:
        return {}
    who = {"agency_id": members[0].agency_id, "member__in": members}
    rows = {row.member_id: row for row in EditorWorkload.objects.filter(**who).select_related("member")}
    found = {
        each.pk: KeptWorkload(
            rows.get(each.pk) or EditorWorkload(agency_id=each.agency_id, member=each), {}, {}
        )
        for each in members
    }
    subjects = PreferredSubject.objects.filter(**who, side=Side.EDITOR).order_by(
        "subject__position", "subject"
    )
    for member_id, pk, key in subjects.values_list("member_id", "subject_id", "subject__key"):
        found[member_id].subjects[pk] = key
    services = PreferredService.objects.filter(**who, side=Side.EDITOR).order_by(
        "service__position", "service"
    )
    for member_id, pk, key in services.values_list("member_id", "service_id", "service__key"):
        found[member_id].services[pk] = key
    return found

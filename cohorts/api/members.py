"""`/api/v1/orders/classes/{id}/members/` and `…/class-members/`: who is in a class, and rosters of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.response import Response

from cohorts.actions.files import attach_files, remove_file
from cohorts.actions.members import add_member, change_member, remove_member
from cohorts.actions.placing import order_as_it_is
from cohorts.actions.rosters import discard_roster, mark_of, match_roster, save_roster, upload_roster
from cohorts.forms.members import PREFIX, MemberForm
from cohorts.models import Cohort, CohortFile, CohortMember
from cohorts.pages.cohort import today_of
from cohorts.pages.members import initial_of
from cohorts.pricing.late_briefs import due_of
from cohorts.rules.progress import due_days, matrix_of, standings_of
from cohorts.rules.rosters import RosterPlan, plan_of
from cohorts.views.fetching import member_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.compiled import Slot, compiled_key
from project.base.errors import Invalid, NotVisible
from project.base.viewer import Viewer

from .classes import PLANNERS, ClassViewSet
from .member_shapes import (
    ClassFileOut,
    ClassGroupsOut,
    ClassMemberChange,
    ClassMemberOut,
    ClassUpload,
    MemberFilters,
    NewClassMember,
    OrderedOut,
    RosterBody,
    RosterOut,
)

PATH = "/api/v1/orders/class-members/"
ORDER, KINDS = ("name", "id"), (str, int)


class ClassRosterViewSet(ClassViewSet):
    """Classes with their members: what stands beneath one."""

    @verb("members", PLANNERS, ClassMemberOut, method="get", listed=True, query=MemberFilters)
    def members(self, request: Any, public_id: str) -> Response:
        """List the members of a class, by name."""
        cohort = self.thing(public_id)
        rows = CohortMember.objects.visible_to(self.viewer).filter(cohort=cohort).present()
        for word in self.asked.get("search", "").split():
            rows = rows.containing(word)
        rows = rows.select_related("group", "order", "cohort", "placing")
        return page(self, rows, lambda row: member_shown(row, self.now), order=ORDER, kinds=KINDS)

    @members.mapping.post
    @endpoint(PLANNERS, ClassMemberOut, status=201, body=NewClassMember, creates=True, moves=True)
    def add_member(self, request: Any, public_id: str) -> Response:
        """Add a member to a class."""
        cohort = self.thing(public_id)
        facts = _facts(cohort, self.body, new=True)
        made = add_member(actor=self.viewer, cohort=cohort, now=self.now, **facts)
        return Response(member_shown(made, self.now), status=201)

    @verb("groups", PLANNERS, ClassGroupsOut, method="get")
    def groups(self, request: Any, public_id: str) -> Response:
        """Read how far each group is with each milestone, all members at the end."""
        cohort = self.thing(public_id)
        days = due_days(cohort)
        rows = matrix_of(standings_of(cohort), days, today_of(cohort, self.now))
        names = ("reached", "expected", "late")
        shown = [
            {"name": row.name, "members": row.size, "milestones": list(days)}
            | {name: [getattr(cell, name) for cell in row.cells] for name in names}
            for row in rows
        ]
        return Response({"groups": shown})

    @verb("roster", PLANNERS, RosterOut, body=RosterBody, moves=True)
    def roster(self, request: Any, public_id: str) -> Response:
        """Check a roster of up to 500 members, and save it whole or not at all. The same again changes
        nothing."""
        cohort, said = self.thing(public_id), self.body
        upload = upload_roster(actor=self.viewer, cohort=cohort, text=said["text"], now=self.now)
        fields = said.get("columns") or [column.field for column in upload.columns.all()]
        saved = False
        try:
            if len(fields) != upload.columns.count():
                raise Invalid({"columns": _("Say what each column holds.")})
            match_roster(actor=self.viewer, upload=upload, fields=fields, now=self.now)
            plan = plan_of(upload)
            if said["save"] and not plan.faults:
                save_roster(actor=self.viewer, upload=upload, seen=mark_of(plan), now=self.now)
                saved = True
        finally:
            if not saved:
                discard_roster(actor=self.viewer, upload=upload)
        return Response(roster_shown(plan, saved=saved))

    @verb("files", PLANNERS, ClassFileOut, status=201, body=ClassUpload, uploads=True)
    def files(self, request: Any, public_id: str) -> Response:
        """Add a file for every member’s order, or for that of one member."""
        cohort = self.thing(public_id)
        named = self.body.get("member")
        member = member_or_404(cohort, named) if named else None
        made = attach_files(
            actor=self.viewer, cohort=cohort, uploads=[self.body["file"]], member=member, now=self.now
        )
        return Response({"id": made[0].public_id, "name": made[0].name}, status=201)

    @verb("files/<public_id:file>", PLANNERS, status=204, method="delete", moves=True)
    def file_remove(self, request: Any, public_id: str, file: str) -> Response:
        """Take a file away. Orders that were placed keep it."""
        cohort = self.thing(public_id)
        rows = CohortFile.objects.filter(agency_id=cohort.agency_id, cohort=cohort, public_id=file)
        found = rows.select_related("member").first()
        if found is None:
            raise NotVisible()
        found.cohort = cohort
        remove_file(actor=self.viewer, use=found, now=self.now)
        return Response(status=204)


@compiled_key
def _members(viewer: Viewer, public_id: Slot) -> QuerySet[CohortMember]:
    rows = CohortMember.objects.visible_to(viewer).filter(public_id=public_id)
    return rows.select_related("cohort__account", "group", "order", "draft", "placing")


class ClassMemberViewSet(Resource):
    """Members of classes."""

    def thing(self, key: str) -> CohortMember:
        found = _members.first(self.viewer, public_id=key)
        if found is None:
            raise NotVisible()
        found.cohort.agency = self.viewer.agency
        return found

    def shown(self, thing: CohortMember) -> dict[str, Any]:
        return member_shown(thing, self.now)

    @endpoint(PLANNERS, ClassMemberOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a member."""
        return self.ok(self.thing(public_id))

    @endpoint(PLANNERS, ClassMemberOut, body=ClassMemberChange, partial=True, moves=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change what is known of a member. An order that was placed stays as it is."""
        member = self.thing(public_id)
        facts = _facts(member.cohort, {**_stored(member), **self.body}, new=False)
        return self.ok(change_member(actor=self.viewer, member=member, now=self.now, **facts))

    @endpoint(PLANNERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Take a member without an order out of the class."""
        remove_member(actor=self.viewer, member=self.thing(public_id), now=self.now)
        return Response(status=204)

    @verb("order", PLANNERS, OrderedOut, moves=True, refusals=(400,))
    def order(self, request: Any, public_id: str) -> Response:
        """Order for a member whose brief is asked for without waiting for it. A second call answers with the
        same order."""
        made = order_as_it_is(actor=self.viewer, member=self.thing(public_id), now=self.now)
        return Response({"order": made.number})


def _stored(member: CohortMember) -> dict[str, Any]:
    said = initial_of(member)
    values = [
        {"key": name.removeprefix(PREFIX), "value": value}
        for name, value in said.items()
        if name.startswith(PREFIX)
    ]
    return {"name": said["name"], "email": said["email"], "group": said["group"], "values": values}


def _facts(cohort: Cohort, said: Mapping[str, Any], *, new: bool) -> dict[str, Any]:
    """What an action takes, by the form of the page. Raises Invalid."""
    fields = list(cohort.fields.all())
    known = {field.key for field in fields}
    values = {each["key"]: each["value"] for each in said.get("values", ())}
    if strange := sorted(set(values) - known):
        raise Invalid({"values": _("This class has no field %(key)s.") % {"key": strange[0]}})
    data = {name: said[name] for name in ("name", "email", "group", "key") if name in said}
    data |= {f"{PREFIX}{key}": value for key, value in values.items()}
    facts: dict[str, Any] = bound(MemberForm, data, fields=fields, new=new).facts
    return facts


def member_shown(row: CohortMember, now: dt.datetime) -> dict[str, Any]:
    """A member as the API shows one."""
    return {
        "id": row.public_id,
        "class_id": row.cohort.public_id,
        "key": row.external_key,
        "name": row.name,
        "email": row.email,
        "group": row.group.name if row.group else "",
        "order": row.order.number if row.order else None,
        "order_state": row.order.state if row.order else "",
        "waiting": row.draft_id is not None and row.order_id is None and row.removed_at is None,
        "deadline": moment_text(due_of(row, now)),
        "removed_at": moment_text(row.removed_at),
    }


def roster_shown(plan: RosterPlan, *, saved: bool) -> dict[str, Any]:
    """What a roster changes, as the API shows it."""
    return {
        "saved": saved,
        "new": len(plan.fresh),
        "changed": len(plan.changed),
        "back": len(plan.back),
        "gone": len(plan.gone),
        "unchanged": len(plan.unchanged),
        "faults": [
            {"row": fault.number, "field": fault.field, "message": fault.words} for fault in plan.faults
        ],
    }

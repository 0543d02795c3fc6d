"""`/api/v1/writer-management/writer-capacity/`: how much work a writer takes, and when they are away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible, WrongState
from writers.actions.blackouts import add_blackout, change_blackout, remove_blackout
from writers.actions.calendar_import import import_calendar, remove_imported
from writers.actions.capacity import reset_capacity, save_capacity
from writers.forms.blackouts import BlackoutForm
from writers.forms.capacity import CapacityForm
from writers.models import BlackoutPeriod
from writers.pages import blackouts as times_off
from writers.pages.capacity import standings_of
from writers.querysets.capacity import Kept, kept_of
from writers.querysets.people import people_facts
from writers.querysets.writers import writers_visible_to
from writers.rules.capacity import edits_capacity, reaches_capacity
from writers.views.capacity import today_of, writer_or_404

from . import capacity_rows as rows
from .capacity_shapes import (
    ActiveCountOut,
    BlackoutBody,
    BlackoutFilters,
    BlackoutOut,
    CalendarBody,
    CapacityBody,
    CapacityOut,
    ImportedOut,
    NewCapacity,
    StatusOut,
)

READERS, SETTERS, WRITERS = only(reaches_capacity), only(edits_capacity), only(is_writer)
ORDER, KINDS = ("public_name", "id"), (str, int)
ROOT = "/api/v1/writer-management/writer-capacity/"
#: Where a period of time off stands below a writer.
ONE = "blackouts/<public_id:blackout_id>"
#: Names of a period in the form -> in the body.
BLACKOUT_NAMES = {
    "from_day": "start_date",
    "from_part": "start_half",
    "to_day": "end_date",
    "to_part": "end_half",
}


class CapacityViewSet(Resource):
    """Capacity of writers. Its id is that of the writer, who is a member."""

    def thing(self, key: str) -> Membership:
        return writer_or_404(self.http, key)

    def shown(self, thing: Membership) -> dict[str, Any]:
        kept = kept_of([thing])[thing.pk]
        facts = people_facts(self.http.agency, [thing.pk], self.now)[thing.pk]
        return rows.capacity_row(thing, kept, facts)

    @endpoint(READERS, CapacityOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the capacity of writers by name: the desk all, writers their own. Those who saved nothing are
        among them."""
        found: dict[int, dict[str, Any]] = {}

        def prepare(people: list[Membership]) -> None:
            kept = kept_of(people)
            facts = people_facts(self.http.agency, [person.pk for person in people], self.now)
            found.update({p.pk: rows.capacity_row(p, kept[p.pk], facts[p.pk]) for p in people})

        people = writers_visible_to(self.viewer)
        return page(self, people, lambda one: found[one.pk], order=ORDER, kinds=KINDS, prepare=prepare)

    @endpoint(READERS, CapacityOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read the capacity of a writer."""
        return self._ok(self.thing(public_id))

    @verb("my-capacity", WRITERS, CapacityOut, method="get", detail=False)
    def my_capacity(self, request: Any) -> Response:
        """Read one’s own capacity: what holds for everyone while nothing is saved."""
        return self._ok(self.thing(self.viewer.membership.public_id))

    @endpoint(SETTERS, CapacityOut, status=201, body=NewCapacity, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Save the capacity of a writer who has saved none, one’s own unless `writer` says whose. 409 where
        something is saved: change that."""
        member = self.thing(self.body.get("writer") or self.viewer.membership.public_id)
        kept = kept_of([member])[member.pk]
        if not kept.is_default:
            raise WrongState(rows.already_saved())
        self._save(member, kept, self.body, version=kept.version)
        response = self._ok(member, status=201)
        response["Location"] = f"{ROOT}{member.public_id}/"
        return response

    @endpoint(SETTERS, CapacityOut, body=CapacityBody, versioned=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace the capacity of a writer. What is left out is as it is for everyone."""
        member = self.thing(public_id)
        self._save(member, kept_of([member])[member.pk], self.body, version=self.version())
        return self._ok(member)

    @endpoint(SETTERS, CapacityOut, body=CapacityBody, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some of the capacity of a writer."""
        member = self.thing(public_id)
        kept = kept_of([member])[member.pk]
        self._save(member, kept, {**rows.settings_row(kept), **self.body}, version=self.version())
        return self._ok(member)

    @endpoint(SETTERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete what a writer saved, so that what holds for everyone holds. Time off stays."""
        reset_capacity(actor=self.viewer, member=self.thing(public_id))
        return Response(status=204)

    @verb("update-active-count", WRITERS, ActiveCountOut, detail=False)
    def update_active_count(self, request: Any) -> Response:
        """Count the caller’s own orders that are load. No count is stored: this answers what every read
        answers, and changes nothing."""
        member = self.thing(self.viewer.membership.public_id)
        (standing,) = standings_of(self.http.agency, [member], self.now)
        return Response(rows.count_row(standing.load))

    @verb("status", READERS, StatusOut, method="get")
    def status(self, request: Any, public_id: str) -> Response:
        """Read how a writer stands: load, free slots, time off, next free date, and everything that speaks
        against a new order."""
        member = self.thing(public_id)
        (standing,) = standings_of(self.http.agency, [member], self.now)
        upcoming = times_off.rows_of(member, self.now, past=False).order_by(*times_off.ORDER)
        return Response(rows.status_row(standing, list(upcoming[: rows.MOST_SHOWN])))

    @verb("blackouts", READERS, BlackoutOut, method="get", listed=True, query=BlackoutFilters)
    def blackouts(self, request: Any, public_id: str) -> Response:
        """List the time off of a writer: what is to come, the next first, or with `past` what is over."""
        member, past = self.thing(public_id), bool(self.asked.get("past"))
        order = times_off.PAST_ORDER if past else times_off.ORDER
        found = times_off.rows_of(member, self.now, past=past)
        return page(self, found, rows.blackout_row, order=order, kinds=times_off.KINDS)

    @verb("add-blackout", SETTERS, BlackoutOut, status=201, body=BlackoutBody, creates=True)
    def add_blackout(self, request: Any, public_id: str) -> Response:
        """Add time off of a writer. The very same again answers with the one that is there."""
        member = self.thing(public_id)
        form = self._blackout_form(member)
        with renamed(BLACKOUT_NAMES):
            made = add_blackout(actor=self.viewer, member=member, now=self.now, **form.facts)
        return Response(rows.blackout_row(made), status=201)

    @verb(ONE, SETTERS, BlackoutOut, method="put", body=BlackoutBody)
    def blackout(self, request: Any, public_id: str, blackout_id: str) -> Response:
        """Replace time off of a writer."""
        found = self._blackout(public_id, blackout_id)
        form = self._blackout_form(found.member, found)
        with renamed(BLACKOUT_NAMES):
            stored = change_blackout(actor=self.viewer, blackout=found, **form.facts)
        return Response(rows.blackout_row(stored))

    @blackout.mapping.delete
    @endpoint(SETTERS, status=204)
    def remove_blackout(self, request: Any, public_id: str, blackout_id: str) -> Response:
        """Delete time off of a writer."""
        remove_blackout(actor=self.viewer, blackout=self._blackout(public_id, blackout_id))
        return Response(status=204)

    @verb("import-calendar", WRITERS, ImportedOut, detail=False, body=CalendarBody)
    def import_calendar(self, request: Any) -> Response:
        """Enter what your calendar takes of the coming year as time off, in place of what an earlier import
        entered. Time off that was entered otherwise stays."""
        text = self.body["calendar"]
        return Response(vars(import_calendar(actor=self.viewer, text=text, now=self.now)))

    @verb("remove-imported", WRITERS, ImportedOut, detail=False)
    def remove_imported(self, request: Any) -> Response:
        """Delete the upcoming time off that imports have entered."""
        return Response(vars(remove_imported(actor=self.viewer, now=self.now)))

    def _ok(self, member: Membership, status: int = 200) -> Response:
        answer = self.shown(member)
        response = Response(answer, status=status)
        response["ETag"] = f'"{answer["version"]}"'
        return response

    def _save(self, member: Membership, kept: Kept, said: Mapping[str, Any], *, version: int) -> None:
        who: dict[str, Any] = {"viewer": self.viewer, "member": member, "kept": kept}
        with renamed(rows.names_of()):
            form = bound(CapacityForm, rows.typed(said), **who, today=today_of(member))
            facts = form.facts
            save_capacity(actor=self.viewer, member=member, fields=facts, version=version, now=self.now)

    def _blackout(self, public_id: str, blackout_id: str) -> BlackoutPeriod:
        member = self.thing(public_id)
        found: BlackoutPeriod | None = (
            BlackoutPeriod.objects.visible_to(self.viewer)
            .filter(member=member, public_id=blackout_id)
            .first()
        )
        if found is None:
            raise NotVisible()
        found.member = member
        return found

    def _blackout_form(self, member: Membership, stored: BlackoutPeriod | None = None) -> BlackoutForm:
        said = {name: self.body.get(named) for name, named in BLACKOUT_NAMES.items()}
        with renamed(BLACKOUT_NAMES):
            return bound(
                BlackoutForm,
                {**said, "reason": self.body.get("reason", "")},
                today=today_of(member),
                stored=stored,
            )

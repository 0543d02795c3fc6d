"""`/api/v1/writer-management/rates/`, `levels/` and `held-levels/`: what the agency pays its writers, for its
managers."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import number_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from writers.actions import levels, rates
from writers.forms.rates import HeldLevelForm, LevelForm, RateForm
from writers.models import FeeRate, HeldLevel, WriterLevel
from writers.pages.rates import NEWEST, NEWEST_KINDS, history, levels_of
from writers.rules.rates import keeps_rates
from writers.views.levels import earner_or_404, held_or_404, level_or_404
from writers.views.rates import form_options, rate_or_404, today_of

from .rate_shapes import (
    HeldLevelFilters,
    HeldLevelOut,
    LevelChange,
    LevelOut,
    NewHeldLevel,
    NewLevel,
    NewRate,
    RateFilters,
    RateOut,
)

MANAGERS = only(keeps_rates)
ROOT = "/api/v1/writer-management/"


class LevelViewSet(Resource):
    """The levels of an agency’s writers."""

    def thing(self, key: str) -> WriterLevel:
        return level_or_404(self.http, key)

    def shown(self, thing: WriterLevel) -> dict[str, Any]:
        return _level(thing)

    @endpoint(MANAGERS, LevelOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the levels by their position, archived ones too."""
        rows = WriterLevel.objects.visible_to(self.viewer)
        return page(self, rows, _level, order=("position", "id"), kinds=(int, int))

    @endpoint(MANAGERS, LevelOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a level."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGERS, LevelOut, status=201, body=NewLevel, creates=True)
    def create(self, request: Any) -> Response:
        """Add a level."""
        form = bound(LevelForm, {"position": 0, **self.body})
        level = levels.add_level(actor=self.viewer, **form.cleaned_data)
        return self.created(level, f"{ROOT}levels/{level.public_id}/")

    @endpoint(MANAGERS, LevelOut, body=LevelChange, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change the name or the position of a level."""
        level = self.thing(public_id)
        form = bound(LevelForm, {"name": level.name, "position": level.position, **self.body})
        return self.ok(levels.change_level(actor=self.viewer, level=level, **form.cleaned_data))

    @verb("archive", MANAGERS, LevelOut)
    def archive(self, request: Any, public_id: str) -> Response:
        """Archive a level. It can no longer be chosen; whoever holds it keeps it."""
        level = levels.archive_level(actor=self.viewer, level=self.thing(public_id), now=self.now)
        return self.ok(level)

    @verb("restore", MANAGERS, LevelOut)
    def restore(self, request: Any, public_id: str) -> Response:
        """Restore an archived level."""
        return self.ok(levels.restore_level(actor=self.viewer, level=self.thing(public_id)))


class RateViewSet(Resource):
    """The rates of an agency’s services."""

    def thing(self, key: str) -> FeeRate:
        return rate_or_404(self.http, key)

    def shown(self, thing: FeeRate) -> dict[str, Any]:
        return self._row(thing)

    @endpoint(MANAGERS, RateOut, listed=True, query=RateFilters)
    def list(self, request: Any) -> Response:
        """List every rate that was set, the latest first."""
        rows = history(self.viewer)
        if service := self.asked.get("service"):
            rows = rows.filter(service__key=service)
        if level := self.asked.get("level"):
            rows = rows.filter(level__public_id=level)
        return page(self, rows, self._row, order=NEWEST, kinds=NEWEST_KINDS)

    @endpoint(MANAGERS, RateOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a rate."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGERS, answers={200: RateOut, 201: RateOut}, body=NewRate, creates=True)
    def create(self, request: Any) -> Response:
        """Set a rate from a day on. The same service, level and day again takes the new amount (200). Agreed
        fees do not change."""
        form = bound(RateForm, self.body, **form_options(self.http))
        rate = rates.set_rate(actor=self.viewer, now=self.now, **form.cleaned_data)
        if not rate.is_new:
            return self.ok(rate)
        return self.created(rate, f"{ROOT}rates/{rate.public_id}/")

    @endpoint(MANAGERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Withdraw a rate that has not begun."""
        rates.remove_rate(actor=self.viewer, rate=self.thing(public_id), now=self.now)
        return Response(status=204)

    def _row(self, rate: FeeRate) -> dict[str, Any]:
        return {
            "id": rate.public_id,
            "service": rate.service.key,
            **_named("level", rate.level),
            "amount": number_text(rate.amount),
            "from_day": rate.from_day.isoformat(),
            "set_by": rate.set_by.public_name,
            "begun": rate.from_day <= today_of(self.http),
        }


class HeldLevelViewSet(Resource):
    """Which level people hold, from which day on."""

    def thing(self, key: str) -> HeldLevel:
        return held_or_404(self.http, key)

    def shown(self, thing: HeldLevel) -> dict[str, Any]:
        return self._row(thing)

    @endpoint(MANAGERS, HeldLevelOut, listed=True, query=HeldLevelFilters)
    def list(self, request: Any) -> Response:
        """List the levels that people held, hold and will hold, the latest first."""
        rows = HeldLevel.objects.visible_to(self.viewer).select_related("member", "level", "set_by")
        if person := self.asked.get("person"):
            rows = rows.filter(member__public_id=person)
        return page(self, rows, self._row, order=NEWEST, kinds=NEWEST_KINDS)

    @endpoint(MANAGERS, HeldLevelOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read which level someone holds from a day on."""
        return self.ok(self.thing(public_id))

    @endpoint(
        MANAGERS,
        answers={200: HeldLevelOut, 201: HeldLevelOut},
        body=NewHeldLevel,
        creates=True,
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Let a writer or an editor hold a level from a day on. The same day again takes the new level (200).
        Agreed fees do not change."""
        person = earner_or_404(self.http, self.body.pop("person"))
        form = bound(HeldLevelForm, self.body, levels=levels_of(self.viewer))
        held = levels.hold_level(actor=self.viewer, person=person, now=self.now, **form.cleaned_data)
        if not held.is_new:
            return self.ok(held)
        return self.created(held, f"{ROOT}held-levels/{held.public_id}/")

    @endpoint(MANAGERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Withdraw a level that has not begun."""
        levels.remove_held(actor=self.viewer, held=self.thing(public_id), now=self.now)
        return Response(status=204)

    def _row(self, held: HeldLevel) -> dict[str, Any]:
        return {
            "id": held.public_id,
            "person": held.member.public_id,
            "person_name": held.member.public_name,
            **_named("level", held.level),
            "from_day": held.from_day.isoformat(),
            "set_by": held.set_by.public_name,
            "begun": held.from_day <= today_of(self.http),
        }


def _level(level: WriterLevel) -> dict[str, Any]:
    return {
        "id": level.public_id,
        "name": level.name,
        "position": level.position,
        "archived": level.archived_at is not None,
    }


def _named(field: str, level: WriterLevel | None) -> dict[str, Any]:
    return {field: level.public_id if level else None, f"{field}_name": level.name if level else None}

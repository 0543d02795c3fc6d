"""`/api/v1/support/sla-policies/`: what the agency promises on tickets, version by version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.models import Membership
from agencies.states.sla import Target
from clients.models import ClientAccount
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid
from support.actions.sla_policies import planned, remove_policy, save_policy
from support.models import SlaPolicy
from support.pages.ladder import people_of
from support.pages.sla_effects import Effects, effects_of
from support.pages.sla_policies import client_names
from support.rules.sla_policies import Promise, Step, Terms, book_of, can_edit_policies, terms_of
from support.states.sla_policies import Whom
from support.views.sla_policies import policy_or_404

from .sla_policy_shapes import EffectsOut, NewPolicy, PolicyBody, PolicyFilters, PolicyOut, PolicyPreview
from .ticket_rows import person

MANAGEMENT = only(can_edit_policies)
ROOT = "/api/v1/support/sla-policies/"


class SlaPolicyViewSet(Resource):
    """Policies of the agency."""

    names: dict[int, ClientAccount]
    people: dict[int, Membership]

    def thing(self, key: str) -> Terms:
        return policy_or_404(book_of(self.viewer.agency), key)

    def shown(self, thing: Terms) -> dict[str, Any]:
        return policy_out(thing, client_names(self.viewer, [thing]), people_of(self.viewer, [thing]))

    @endpoint(MANAGEMENT, PolicyOut, listed=True, query=PolicyFilters)
    def list(self, request: Any) -> Response:
        """List the policies in their order: those that hold now, or of an older version."""
        number = self.asked.get("version") or book_of(self.viewer.agency).number
        rows = SlaPolicy.objects.visible_to(self.viewer).filter(version__number=number)
        return page(self, rows, self._row, order=("position", "id"), kinds=(int, int), prepare=self._read)

    @endpoint(MANAGEMENT, PolicyOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a policy as it holds now."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGEMENT, PolicyOut, status=201, body=NewPolicy, creates=True)
    def create(self, request: Any) -> Response:
        """Add a policy. Open tickets that it fits get its times within a minute."""
        made = save_policy(actor=self.viewer, terms=self._terms(self.body), now=self.now, **self._place())
        return self.created(self.thing(made.key), f"{ROOT}{made.key}/")

    @endpoint(MANAGEMENT, PolicyOut, body=PolicyBody, versioned=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace a policy. Conditions that are left out ask nothing."""
        return self._save(self.thing(public_id), self.body)

    @endpoint(MANAGEMENT, PolicyOut, body=PolicyBody, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some of a policy; `targets` are replaced as a whole."""
        stored = self.thing(public_id)
        kept = self.shown(stored) | {"account": None}
        kept["steps"] = [
            {**row, "whom": None if row["person"] else row["whom"], "person": (row["person"] or {}).get("id")}
            for row in kept["steps"]
        ]
        if stored.account_id and "account" not in self.body:
            kept["account"] = client_names(self.viewer, [stored])[stored.account_id].public_id
        return self._save(stored, {**kept, **self.body})

    @endpoint(MANAGEMENT, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Remove a policy. Its tickets get the next one that fits, or the default times."""
        remove_policy(actor=self.viewer, key=self.thing(public_id).key, now=self.now)
        return Response(status=204)

    @verb("preview", MANAGEMENT, EffectsOut, detail=False, body=PolicyPreview, refusals=(404,))
    def preview(self, request: Any) -> Response:
        """See what a policy would change for open tickets. Nothing is saved."""
        key = self.body.get("id") or ""
        book = book_of(self.viewer.agency)
        if key:
            policy_or_404(book, key)
        policies = planned(self.viewer, book, self._terms(self.body, key), self.body.get("position"))
        return Response(effects_out(effects_of(self.viewer, policies, self.now)))

    @verb("preview-removal", MANAGEMENT, EffectsOut, method="get", refusals=(404,))
    def preview_removal(self, request: Any, public_id: str) -> Response:
        """See what removing a policy would change for open tickets. Nothing is removed."""
        policies = book_of(self.viewer.agency).without(self.thing(public_id).key)
        return Response(effects_out(effects_of(self.viewer, policies, self.now)))

    def _save(self, stored: Terms, said: Mapping[str, Any]) -> Response:
        facts = {"base": self.version(), "now": self.now, **self._place()}
        save_policy(actor=self.viewer, terms=self._terms(said, stored.key), **facts)
        return self.ok(self.thing(stored.key))

    def _place(self) -> dict[str, Any]:
        return {"position": self.body.get("position")}

    def _terms(self, said: Mapping[str, Any], key: str = "") -> Terms:
        promises = tuple(
            Promise(Target(row["target"]), row["minutes"], row["working_time"]) for row in said["targets"]
        )
        steps = tuple(self._step(row) for row in said.get("steps") or ())
        about, priority = (said.get(name) or "" for name in ("about", "priority"))
        return Terms(said["name"], promises, about, priority, self._account(said), key, steps)

    def _step(self, row: Mapping[str, Any]) -> Step:
        person = None
        if row.get("person"):
            people = Membership.objects.live().filter(agency_id=self.viewer.agency_id)
            person = people.filter(public_id=row["person"]).first()
            if person is None or row.get("whom"):
                raise Invalid({"steps": _("Choose someone of the desk.")})
        target, whom, priority = (row.get(name) or "" for name in ("target", "whom", "priority"))
        whom = Whom.PERSON if person else whom
        return Step(row["percent"], row["act"], target, whom, person.pk if person else None, priority)

    def _account(self, said: Mapping[str, Any]) -> int | None:
        if not said.get("account"):
            return None
        rows = ClientAccount.objects.visible_to(self.viewer).filter(public_id=said["account"])
        found = rows.first()
        if found is None:
            raise Invalid({"account": _("There is no client with this ID.")})
        return found.pk

    def _read(self, rows: Any) -> None:
        policies = [one for row in rows if (one := terms_of(row.pk))]
        self.names, self.people = client_names(self.viewer, policies), people_of(self.viewer, policies)

    def _row(self, row: SlaPolicy) -> dict[str, Any]:
        terms = terms_of(row.pk)
        assert terms is not None
        return policy_out(terms, self.names, self.people)


def policy_out(
    terms: Terms, names: Mapping[int, ClientAccount], people: Mapping[int, Membership]
) -> dict[str, Any]:
    """A policy as the API shows it."""
    account = names.get(terms.account_id) if terms.account_id else None
    return {
        "id": terms.key,
        "name": terms.name,
        "position": terms.position,
        "about": terms.about or None,
        "priority": terms.priority or None,
        "account": {"id": account.public_id, "name": account.name} if account else None,
        "targets": [
            {"target": one.target, "minutes": one.minutes, "working_time": one.working}
            for one in terms.promises
        ],
        "steps": [step_out(one, people) for one in terms.steps],
        "version": terms.version,
    }


def step_out(step: Step, people: Mapping[int, Membership]) -> dict[str, Any]:
    """A step of a ladder."""
    return {
        "percent": step.percent,
        "act": step.act,
        "target": step.target or None,
        "whom": step.whom or None,
        "person": person(people.get(step.person_id or 0)),
        "priority": step.priority or None,
    }


def effects_out(effects: Effects) -> dict[str, Any]:
    """What a change would do."""
    return {
        "looked_at": effects.looked,
        "is_complete": not effects.more,
        "changed": effects.changed,
        "first": [
            {
                "ticket": ticket.number,
                "target": target,
                "due_now": moment_text(before),
                "due_then": moment_text(after),
            }
            for ticket, target, before, after in effects.rows
        ],
    }

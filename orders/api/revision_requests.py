"""`/api/v1/orders/revision-requests/`: requests for changes, asked for, read and taken back. Working on one
is revision_work.py, agreeing on its deadline, scope and price revision_agreements.py."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from clients.rules.accounts import is_client
from orders.actions import revision_assignment, revision_requests, revision_scope
from orders.actions.moving import ORDERS
from orders.actions.revision_moving import REVISIONS
from orders.forms.revision_answers import PersonForm
from orders.forms.revision_requests import PointForm, RevisionForm
from orders.models import RevisionRequest
from orders.querysets.revisers import people_for_revision
from orders.rules.revision_policy import rules_of
from orders.rules.revisions import can_assign_revision
from orders.views.fetching import order_or_404, revision_of_id
from project.base.api.bodies import ActionsOut, bound, renamed
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import require
from project.base.states import Choice

from .revision_answers import RevisionEventOut, RevisionOut, RevisionRowOut
from .revision_details import event_row, events_of, revision_details
from .revision_refusals import bound_rows, told_beside
from .revision_rows import KINDS, order_of, reader_of, rows_for
from .revision_shapes import NewRevision, RevisionFilters, RevisionPerson

PATH = "/api/v1/orders/revision-requests/"
CLIENTS = only(is_client)
#: The verbs of an order that move its live revision along.
ORDER_VERBS = ("start", "deliver")


class RevisionResource(Resource):
    """A revision request, and what its viewer may do with it."""

    table = REVISIONS

    def thing(self, key: str) -> RevisionRequest:
        return revision_of_id(self.http, key)

    def shown(self, thing: RevisionRequest) -> dict[str, Any]:
        return {**revision_details(self.viewer, thing, self.now), **self.verbs_of(thing)}

    def verbs_of(self, thing: RevisionRequest) -> dict[str, Any]:
        """Those of the revision, and those of its order that work on it while it is alive."""
        found = super().verbs_of(thing)
        for choice in ORDERS.choices(self.viewer, thing.order, ORDER_VERBS) if thing.active else ():
            _add(found, choice)
        return found

    def fresh(self, public_id: str) -> Response:
        """The revision as an act left it."""
        return self.ok(self.thing(public_id))


def _add(found: dict[str, Any], choice: Choice) -> None:
    if choice.allowed:
        found["allowed"].append(choice.transition.verb)
    else:
        found["blocked"][choice.transition.verb] = str(choice.reason)


class RevisionRequestViewSet(RevisionResource):
    """Revision requests: a client's those of their accounts, a writer's and an editor's those that they work
    on and those of their orders, the desk's all."""

    @endpoint(MEMBERS, RevisionRowOut, listed=True, query=RevisionFilters)
    def list(self, request: Any) -> Response:
        """List the revision requests of your orders. Clients get those of their accounts, writers and editors
        those that they work on and those of their orders, the desk all of the agency."""
        return page(
            self,
            reader_of(self.viewer, self.asked, self.now),
            rows_for(self.viewer, self.now),
            order=order_of(self.asked),
            kinds=KINDS,
        )

    @endpoint(MEMBERS, RevisionOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a revision request. With its points and answers, proposed deadlines, change orders, and what
        you may do with it."""
        return self.fresh(public_id)

    @endpoint(CLIENTS, RevisionOut, status=201, body=NewRevision, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Ask for changes to a delivered order. What each point must say, and by when it is answered, depends
        on the severity and the agency’s policy."""
        said = dict(self.body)
        order, rows = order_or_404(self.http, said.pop("order")), said.pop("points")
        form = bound(RevisionForm, said, rules=rules_of(self.http.agency))
        points = [form.point for form in bound_rows("points", rows, lambda row: bound(PointForm, row))]
        facts = {**form.cleaned_data, "uploads": form.cleaned_data["files"]}
        del facts["files"]
        with told_beside("points", range(1, len(points) + 1)):
            made = revision_requests.request_revision(
                actor=self.viewer, order=order, points=points, now=self.now, **facts
            )
        return self.created(self.thing(made.public_id), f"{PATH}{made.public_id}/")

    @endpoint(MEMBERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Take a request back. The same as `cancel`."""
        revision_scope.cancel_revision(actor=self.viewer, revision=self.thing(public_id), now=self.now)
        return Response(status=204)

    @verb("cancel", MEMBERS, RevisionOut, moves=True)
    def cancel(self, request: Any, public_id: str) -> Response:
        """Take a request back. Its client may until somebody has begun with it, the desk also later. The
        order is where it was, and what was left of the review window runs on."""
        revision_scope.cancel_revision(actor=self.viewer, revision=self.thing(public_id), now=self.now)
        return self.fresh(public_id)

    @verb("assign", MEMBERS, RevisionOut, body=RevisionPerson, moves=True)
    def assign(self, request: Any, public_id: str) -> Response:
        """Give it to a writer or an editor, for a fee. Managers only; to the order’s writer: back to them,
        without one. Work that had begun waits to be started again."""
        revision = self.thing(public_id)
        require(can_assign_revision(self.viewer, revision))
        typed = self._person(revision)
        with renamed({"person": "assigned_to"}):
            revision_assignment.assign_revision(actor=self.viewer, revision=revision, now=self.now, **typed)
        return self.fresh(public_id)

    @verb("timeline", MEMBERS, RevisionEventOut, method="get", listed=True)
    def timeline(self, request: Any, public_id: str) -> Response:
        """List what happened to it. Newest first, in words for you; a page leaves out what is not yours to
        read."""
        revision = self.thing(public_id)
        row = lambda event: event_row(self.viewer, revision, event, self.now)  # noqa: E731
        found = page(self, events_of(revision), row, order=("-id",), kinds=(int,))
        found.data["results"] = [told for told in found.data["results"] if told]
        return found

    @verb("actions", MEMBERS, ActionsOut, method="get")
    def actions(self, request: Any, public_id: str) -> Response:
        """Read what you may do with it. The paths of some verbs have other names: `accept_deadline` is
        `agree-deadline`, `assign_revision` `assign`, `cancel_revision` `cancel`, `close_revision` `close`,
        `answer_question` `answer-questions`, `deliver` `complete`; `judge_points` is also `accept` and
        `reopen`."""
        return self.actions_of(self.thing(public_id))

    def _person(self, revision: RevisionRequest) -> dict[str, Any]:
        """The person, the fee and the reason of an override."""
        wanted = self.body["assigned_to"]
        options = {"people": people_for_revision(revision).filter(public_id=wanted)}
        data = {"person": wanted, "fee": self.body.get("fee"), "override": self.body.get("override")}
        data["named_writer"] = self.body.get("named_writer")
        with renamed({"person": "assigned_to"}):
            return bound(PersonForm, data, writer_id=revision.order.writer_id, **options).cleaned_data

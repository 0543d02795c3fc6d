"""Who works on a revision, where that is not the order's writer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.agencies import is_editor, is_writer
from clients.rules.accounts import account_role
from orders.hooks.eligibility import Reason, revision_eligibility
from orders.models import Order, OrderEvent, RevisionRequest
from orders.models.revisions import RevisionState
from orders.rules import revisions
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.viewer import Member

from .eligibility import check_fee, check_override, note_override
from .locking import locked_revision
from .moving import move_order
from .preferred_writer import release_preferred
from .revision_moving import REVISIONS, move_revision, note_event


def assign_revision(
    *,
    actor: Member,
    revision: RevisionRequest,
    person: Membership,
    now: dt.datetime,
    fee: Decimal | None = None,
    override: str = "",
    named_writer: str = "",
) -> RevisionRequest:
    """Give a revision to a writer or editor of this agency, or back to the order's writer.

    Whoever is not the order's writer gets `fee` for it, which is frozen then and booked when the revision is
    accepted; when it goes back to the order's writer there is none.

    Work that had begun waits to be started again; what was answered and the due time stay. An editor does not
    review what they revise: the review is anybody else's. To the one who has it, it does nothing. Raises
    Invalid under "person", with every reason against them, or "fee"; soft reasons are passed over, and
    logged, for the reason `override`. Nothing speaks against the order's own writer. `named_writer`: what
    becomes of the surcharge for the writer whom the client named, as in release_preferred.
    """
    require(revisions.can_assign_revision(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        REVISIONS.check("assign_revision", actor, stored)
        order = stored.order
        people = Membership.objects.live().filter(agency_id=stored.agency_id, pk=person.pk)
        found = people.select_for_update(of=("self",), no_key=True).first()
        if found is None or not may_revise(order, found):
            raise Invalid(
                {"person": _("%(name)s can’t work on this revision.") % {"name": person.public_name}}
            )
        if found.pk == (stored.assignee_id or order.writer_id):
            return stored
        passed = _checked(stored, found, now, override)
        stored.assignee, stored.fee = _given(order, found, fee)
        if order.editor_id == found.pk:
            order.editor = None
        event = _begin_again(actor, stored, found, now)
        note_override(event, found, {found.pk: passed}, override)
        release_preferred(order, now, to=found.pk, answer=named_writer, actor=actor)
    return stored


def _checked(
    revision: RevisionRequest, person: Membership, now: dt.datetime, override: str
) -> Sequence[Reason]:
    """What speaks against the (locked) person and is overridden. Raises Invalid for what is not."""
    check_override(override)
    explain = revision_eligibility()
    against = explain(people=[person], order=revision.order, until=revision.due_at, now=now)[person.pk]
    if refused := [str(reason) for reason in against if reason.hard or not override]:
        raise Invalid({"person": refused})
    return against


def _given(order: Order, person: Membership, fee: Decimal | None) -> tuple[Membership | None, Decimal | None]:
    """Assignee and fee of a revision that this person works on."""
    if person.pk == order.writer_id:
        return None, None
    if fee is None:
        raise Invalid({"fee": _("Enter a fee.")})
    check_fee(fee)
    return person, fee


def may_revise(order: Order, person: Membership) -> bool:
    """Whether a member may be given a revision: a writer or editor who is
    not on the client's side of the order."""
    viewer = Member(order.agency, membership=person)
    if not (is_writer(viewer) or is_editor(viewer)):
        return False
    return person.pk != order.requested_by_id and not account_role(viewer, order.account_id)


def _begin_again(
    actor: Member, revision: RevisionRequest, person: Membership, now: dt.datetime
) -> OrderEvent:
    order = revision.order
    if order.state == State.IN_PROGRESS:
        revision.due_at += now - revision.paused_at if revision.paused_at else dt.timedelta(0)
        move_revision(revision, RevisionState.OPEN, now)
        facts = {"revision": revision, "person": person}
        to = State.REVISION_REQUESTED
        return move_order(order, "assign_revision", actor=actor, now=now, to=to, **facts)
    revision.save()
    order.save()
    return note_event(revision, "assign_revision", actor=actor, now=now, person=person)

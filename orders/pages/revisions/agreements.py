"""What is agreed on in a revision, prepared for its page: the times that
were proposed, and its change orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.pages.price import printed
from orders.actions.revision_moving import REVISIONS
from orders.models import ChangeOrder, DeadlineProposal, RevisionRequest
from orders.rules import revisions
from orders.rules.change_orders import state_at
from orders.rules.fees import sees_change_fee
from orders.rules.orders import sees_price
from orders.rules.sides import Sides
from orders.states.badges import CHANGE_TONES, PROPOSAL_TONES
from orders.states.revision_choices import ChangeState, ProposalSide, ProposalState
from project.base.viewer import Viewer

#: Verbs with a door of their own in a panel of the page.
IN_PANELS = ("accept_deadline", "accept_change", "drop_change", "withdraw_change")


@dataclass(frozen=True)
class ProposalView:
    """One proposed time; `mine_to_answer`: this viewer may agree to it now."""

    who: str
    due_at: dt.datetime
    note: str
    state: tuple[Any, str]
    at: dt.datetime
    mine_to_answer: bool


@dataclass(frozen=True)
class ChangeView:
    """One change order; `verbs` are those that this viewer may use on it now."""

    number: int
    note: str
    state: tuple[Any, str]
    price: dict[str, Any]
    hours: int
    valid_until: dt.datetime
    expired: bool
    verbs: tuple[str, ...]
    writer_fee: Decimal | None


def proposal_of(
    viewer: Viewer, revision: RevisionRequest, sides: Sides, row: DeadlineProposal
) -> ProposalView:
    state = ProposalState(row.state)
    waits = state == ProposalState.OPEN and not REVISIONS.why_not("accept_deadline", revision)
    return ProposalView(
        who=_proposer(sides, row),
        due_at=row.due_at,
        note=row.note,
        state=(state.label, PROPOSAL_TONES[state]),
        at=row.at,
        mine_to_answer=waits and revisions.can_agree(viewer, revision),
    )


def _proposer(sides: Sides, row: DeadlineProposal) -> str:
    if row.by_id == sides.member_id:
        return _("You")
    return str(ProposalSide(row.side).label)


def visible_changes(viewer: Viewer, revision: RevisionRequest) -> list[ChangeOrder]:
    return list(revision.changes.all()) if sees_price(viewer, revision.order) else []


def change_of(viewer: Viewer, revision: RevisionRequest, row: ChangeOrder, now: dt.datetime) -> ChangeView:
    state = ChangeState(state_at(row.state, row.valid_until, now))
    verbs = [
        choice.transition.verb
        for choice in REVISIONS.choices(viewer, revision, IN_PANELS[1:])
        if choice.allowed
    ]
    return ChangeView(
        number=row.number,
        note=row.note,
        state=(state.label, CHANGE_TONES[state]),
        price=printed(list(row.lines.all()), revision.order.currency),
        hours=row.hours,
        valid_until=row.valid_until,
        expired=state == ChangeState.EXPIRED,
        verbs=tuple(verbs) if state == ChangeState.OFFERED else (),
        writer_fee=row.writer_fee if sees_change_fee(viewer, revision) else None,
    )

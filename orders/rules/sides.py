"""What a viewer is to one order: which of its sides they stand on. Panels,
timeline and turn ask this, never roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.states.roles import is_staff
from clients.rules.accounts import know_account_role
from orders.rules.offers import can_answer_offer
from orders.rules.orders import can_write, on_client_side, writes
from orders.rules.reviews import can_claim_review, can_review
from orders.states.orders import State
from project.base.viewer import Member, Viewer

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Offer, Order


@dataclass(frozen=True)
class Sides:
    """The sides of one viewer of one visible order; several may hold. `works`: of those who write, the one
    whose move it is when the order is in work. `offer` is the viewer's own open offer."""

    member_id: int
    client: bool
    staff: bool
    writer: bool
    editor: bool
    works: bool = False
    offer: Offer | None = None

    @property
    def party(self) -> bool:
        """Whether the viewer sees the work itself, and not only what is offered to them."""
        return self.client or self.staff or self.writer or self.editor

    @property
    def inside(self) -> bool:
        """Whether the viewer makes or checks the text: unapproved versions, the
        editor's words. Never the client's side."""
        return not self.client and (self.staff or self.writer or self.editor)

    @property
    def desk(self) -> bool:
        """Whether the viewer reads as staff: somebody who is also the client of this order reads as that."""
        return self.staff and not self.client


def sides_of(viewer: Viewer, order: Order) -> Sides:
    """The sides of `viewer`, who may see `order`. Reads `order.offers` only while the order has no writer."""
    return Sides(
        member_id=viewer.member_id,
        client=on_client_side(viewer, order),
        staff=is_staff(viewer),
        writer=writes(viewer, order),
        works=can_write(viewer, order),
        editor=_edits(viewer, order),
        offer=_own_offer(viewer, order) if order.writer_id is None else None,
    )


def _edits(viewer: Viewer, order: Order) -> bool:
    waiting = order.state == State.IN_REVIEW and order.editor_id is None
    return can_review(viewer, order) or (waiting and can_claim_review(viewer, order))


def _own_offer(viewer: Viewer, order: Order) -> Offer | None:
    if not can_answer_offer(viewer, order):
        return None
    return next(
        offer for offer in order.offers.all() if offer.writer_id == viewer.member_id and offer.state == "open"
    )


def as_viewer(order: Order, person: Membership) -> Member:
    """Somebody else as a viewer of this order, to ask what they may. Their role in its account comes with
    people_of_order; of others the rows of their accounts are read, prefetched if there are."""
    viewer = Member(order.agency, membership=person)
    if hasattr(person, "role_in_account"):
        role = person.role_in_account
    else:
        own = (row.role for row in person.account_people.all() if row.account_id == order.account_id)
        role = next(own, None)
    know_account_role(viewer, order.account_id, role)
    return viewer

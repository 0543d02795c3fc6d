"""Which orders a viewer may see. Of orders it names the models that refer to Order by its name alone."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from agencies.models import Membership
from agencies.states.roles import STAFF, Role, is_receiver, is_staff
from clients.models import AccountPerson
from orders.models.extensions import ExtensionAsk
from orders.models.offers import Offer
from orders.models.revisions import RevisionRequest
from orders.states.orders import GIVABLE, State
from project.base.compiled import Slot, compiled
from project.base.viewer import System

if TYPE_CHECKING:
    from orders.models.orders import Order
    from project.base.viewer import Viewer


#: The verbs that give an order to a writer: the person of the event.
GIVING = ("assign", "accept_offer", "reassign")
#: Of events: that their person gave back, before the work, the order that they had been given.
GIVEN_BACK = Q(from_state=State.ASSIGNED, to_state__in=GIVABLE)


def _of_payer(viewer: Viewer) -> Q:
    """That the viewer belongs to the client account that pays, whether they read what is written or not."""
    accounts = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    return Q(account_id__in=accounts.values("account_id"))


def _side_of_client(viewer: Viewer) -> Q:
    """Who reads an order as its client: those who pay for it, but for one that is made for somebody else."""
    return _of_payer(viewer) & Q(receiver=None)


def client_side(viewer: Viewer) -> Q:
    """Of rows that lead to an order by "order": that the viewer asked for it, or belongs to its client
    account. Whatever other roles they have, what the agency pays for it is not theirs to read."""
    return through("order", _of_payer(viewer) | Q(requested_by_id=viewer.member_id))


def _side_of_writer(viewer: Viewer) -> Q:
    offered = Offer.objects.filter(agency_id=viewer.agency_id, writer_id=viewer.member_id, state="open")
    offered = offered.filter(answer_by__gt=viewer.now)
    return (
        Q(writer_id=viewer.member_id)
        | Q(id__in=offered.values("order_id"), state=State.OFFERED)
        | Q(id__in=orders_revised_by(viewer))
    )


def orders_revised_by(viewer: Viewer) -> Any:
    """Ids of the orders whose live revision the viewer has been given."""
    rows = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, assignee_id=viewer.member_id)
    return rows.values("order_id")


def side_of_editor(viewer: Viewer) -> Q:
    """Of orders: that the viewer reviews them, may claim their review, or revises them."""
    claimable = Q(state=State.IN_REVIEW, editor=None) & ~Q(writer_id=viewer.member_id) & ~_of_payer(viewer)
    return Q(editor_id=viewer.member_id) | claimable | Q(id__in=orders_revised_by(viewer))


SIDES = {Role.CLIENT: _side_of_client, Role.WRITER: _side_of_writer, Role.EDITOR: side_of_editor}


def visible_parts(viewer: Viewer) -> list[Q]:
    """What `visible_to` says of an agency's orders, in parts of which one is enough: an index serves each."""
    if is_staff(viewer) or isinstance(viewer, System):
        return [Q()]
    if is_receiver(viewer):
        return [Q(receiver_id=viewer.member_id)]
    sides = [SIDES[role](viewer) for role in SIDES if role in viewer.roles]
    return [part for side in sides for part in _alternatives(side)]


def _alternatives(side: Q) -> list[Q]:
    return [Q(part) for part in side.children] if side.connector == Q.OR else [side]


def through(path: str, condition: Q) -> Q:
    """A condition, asked of rows that lead by `path` to those that it speaks of."""
    children: list[Any] = [
        through(path, child) if isinstance(child, Q) else (f"{path}__{child[0]}", child[1])
        for child in cast("list[Any]", condition.children)
    ]
    return Q(*children, _connector=condition.connector, _negated=condition.negated)


def sees_unapproved_deliveries(viewer: Viewer) -> bool:
    """Whoever makes or checks the text; the client's side sees approved versions only."""
    return is_staff(viewer) or viewer.has(Role.WRITER, Role.EDITOR)


def people_of_order(order: Order) -> list[Membership]:
    """Live members who may read the conversation or the notes of an order: the desk, its client's people, its
    writer, its editor. Each with `role_in_account`, None for those of other sides. One query."""
    return _people_of_order(
        agency_id=order.agency_id,
        order_id=order.pk,
        account_id=order.account_id,
        writer_id=order.writer_id or 0,
        editor_id=order.editor_id or 0,
    )


@compiled
def _people_of_order(
    agency_id: Slot, order_id: Slot, account_id: Slot, writer_id: Slot, editor_id: Slot
) -> Any:
    of_agency = AccountPerson.objects.filter(agency_id=agency_id, account_id=account_id)
    mine = of_agency.filter(membership=OuterRef("pk"))
    sides = Q(roles__overlap=list(STAFF)) | Q(Exists(mine), roles__overlap=[Role.CLIENT])
    # Who has been given the order's live revision.
    live = RevisionRequest.objects.live().filter(agency_id=agency_id, order_id=order_id)
    revisers = live.exclude(assignee=None).values("assignee_id")
    own = Q(pk=writer_id) | Q(pk=editor_id) | Q(pk__in=revisers)
    rows = Membership.objects.live().filter(sides | own, agency_id=agency_id)
    return rows.annotate(role_in_account=Subquery(mine.values("role"))).order_by("public_name", "id")


def needs_asker(viewer: Viewer) -> Q:
    """Of orders: that a list should say who asked. The account has other people, and the reader does not know
    it anyway: it was not the viewer, nor does the desk read the same name as the account's."""
    people = AccountPerson.objects.filter(agency_id=viewer.agency_id, account=OuterRef("account"))
    others = Exists(people.exclude(membership=OuterRef("requested_by")))
    known = Q(requested_by_id=viewer.member_id)
    if is_staff(viewer):
        known |= Q(requested_by__public_name=F("account__name"))
    return Q(others) & ~known


def revised(agency_id: Any, **due: Any) -> Q:
    """Of an agency's orders: that their live revision is due as asked, such as due_at__lte."""
    rows = RevisionRequest.objects.live().filter(agency_id=agency_id, **due)
    return Q(pk__in=rows.values("order_id"))


def asks_for_time(viewer: Viewer) -> Q:
    """Of orders of the viewer's agency: that their writer asks for more time and has no answer yet."""
    rows = ExtensionAsk.objects.waiting().filter(agency_id=viewer.agency_id)
    return Q(pk__in=rows.values("order_id"))


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, viewer: Viewer) -> OrderQuerySet:
        """The orders that `viewer` may see, by the sides that the viewer's
        roles give. Nobody sees another agency's."""
        rows, parts = self.filter(agency_id=viewer.agency_id), visible_parts(viewer)
        return rows.filter(reduce(or_, parts)) if parts else rows.none()

    def visible_through(self, viewer: Viewer, path: str) -> Q:
        """What `visible_to` says, asked of rows of the viewer's agency that lead to an order by `path`, such
        as "order". It stands beside their own conditions, where a subquery would read all orders."""
        parts = visible_parts(viewer)
        return through(path, reduce(or_, parts)) if parts else Q(pk__in=[])

    def as_client(self, viewer: Viewer) -> OrderQuerySet:
        """The orders of the viewer's client accounts that the viewer may read, whatever other roles they
        have."""
        return self.filter(_side_of_client(viewer), agency_id=viewer.agency_id)

    def paid_unread(self, viewer: Viewer) -> OrderQuerySet:
        """The orders of the viewer's client accounts that are made for somebody else: their state, dates and
        price are the viewer's to see, what is written in them is not (orders/rules/texts.py). Nobody finds
        them by `visible_to`, so that whatever prints texts is closed to them."""
        if Role.CLIENT not in viewer.roles:
            return self.none()
        return self.filter(_of_payer(viewer), agency_id=viewer.agency_id, receiver__isnull=False)

    def known_to(self, viewer: Viewer) -> OrderQuerySet:
        """Those of `visible_to` and of `paid_unread`: for what names state, dates and price alone."""
        rows, parts = self.filter(agency_id=viewer.agency_id), visible_parts(viewer)
        if Role.CLIENT in viewer.roles:
            parts = [*parts, _of_payer(viewer)]
        return rows.filter(reduce(or_, parts)) if parts else rows.none()

    def as_writer(self, viewer: Viewer) -> OrderQuerySet:
        """The orders that the viewer writes, or revises for somebody else."""
        mine = Q(writer_id=viewer.member_id) | Q(id__in=orders_revised_by(viewer))
        return self.filter(mine, agency_id=viewer.agency_id)

    def handed_over_by(self, viewer: Viewer) -> Any:
        """The orders that the viewer wrote until the agency gave them to somebody else, each as it was then:
        `handed_over` (the event), `handed_at`, `handed_state`, and the fee that was theirs, `handed_fee`.

        Who was only offered an order never wrote it, nor did who gave it back before the work, and who has
        it (again) has not handed it over.
        """
        if not viewer.has(Role.WRITER):
            return self.none()
        events = self.model._meta.get_field("events").related_model._default_manager  # type: ignore[union-attr]
        events = events.filter(agency_id=viewer.agency_id)
        mine = events.filter(verb__in=GIVING, person_id=viewer.member_id)
        last = mine.filter(order=OuterRef("pk")).order_by("-id")
        begun = mine.filter(order=OuterRef(OuterRef("pk"))).order_by("-id").values("pk")[:1]
        ended = events.filter(order=OuterRef("pk"), verb="reassign", pk__gt=Subquery(begun)).order_by("id")
        back = events.filter(GIVEN_BACK, order=OuterRef("pk"), person_id=viewer.member_id)
        rows = self.filter(agency_id=viewer.agency_id, id__in=mine.values("order_id"))
        return (
            rows.exclude(writer_id=viewer.member_id)
            .exclude(Exists(back.filter(pk__gt=Subquery(begun))))
            .annotate(
                handed_over=Subquery(ended.values("pk")[:1]),
                handed_at=Subquery(ended.values("at")[:1]),
                handed_state=Subquery(ended.values("from_state")[:1]),
                handed_fee=Subquery(last.values("amount")[:1]),
            )
            .filter(handed_over__isnull=False)
        )

    def to_review(self) -> OrderQuerySet:
        """Those whose review waits for an editor."""
        return self.filter(state=State.IN_REVIEW, editor=None)

    def as_editor(self, viewer: Viewer) -> OrderQuerySet:
        """The orders that the viewer reviews or may claim, never the viewer's own writing or commissions."""
        rows = self.filter(side_of_editor(viewer), agency_id=viewer.agency_id)
        return rows.exclude(requested_by_id=viewer.member_id)

"""Reviews: claimed by an editor or given to one, then approved or sent back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.agencies import is_editor
from orders.actions.deliveries import release
from orders.actions.eligibility import check_override
from orders.hooks.eligibility import Reason, eligibility
from orders.models import Delivery, Order
from orders.models.revisions import RevisionState
from orders.querysets.orders import orders_revised_by
from orders.rules.live_revision import active_revision
from orders.rules.offers import can_assign
from orders.rules.reviews import can_claim_review, can_review
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from project.base.errors import Conflict, Invalid, NotAllowed, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member

from .moving import ORDERS, move_order
from .revision_moving import move_revision


def claim_review(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Take a waiting review. The first editor has it; claiming one's own again does nothing. Raises
    WrongState with every reason against the editor, such as that they have as many reviews as they take."""
    require(can_claim_review(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if order.editor_id == actor.member_id:
            return order
        ORDERS.check("claim_review", actor, order)
        person = _locked_editor(order, actor.member_id)
        if reasons := _against(order, person, now):
            raise WrongState(" ".join([str(_("You can’t review this now.")), *map(str, reasons)]))
        order.editor = person
        move_order(order, "claim_review", actor=actor, now=now, person=person)
    return order


def claim_next(*, actor: Member, now: dt.datetime) -> Order | None:
    """Take the waiting review that is due first, of those the editor may claim, what they prefer before all
    others; None when there is none.

    A review that somebody else is taking at this moment is passed over,
    so two editors who press at once get two. Raises WrongState as claim_review.
    """
    require(is_editor(actor))
    waiting = Order.objects.as_editor(actor).to_review().exclude(pk__in=orders_revised_by(actor))
    subjects, services = eligibility().prefers_to_review(editor=actor.membership, now=now)
    preferred = Q(subject_id__in=subjects) | Q(service_id__in=services)
    first = [Case(When(preferred, then=Value(0)), default=Value(1))] if subjects or services else []
    with transaction.atomic():
        rows = waiting.order_by(*first, "client_deadline", "id")
        rows = rows.select_for_update(of=("self",), skip_locked=True)
        order = rows.first()
        return order and claim_review(actor=actor, order=order, now=now)


def give_review(
    *, actor: Member, order: Order, editor: Membership, now: dt.datetime, override: str = ""
) -> Order:
    """Give a waiting review to an editor without asking; to the one who has it, it does nothing.

    Raises Invalid under "editor" for somebody who may not claim it, such as its writer, and with every reason
    against them; soft ones are passed over, and logged, for the reason `override`.
    """
    require(can_assign(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if order.state == State.IN_REVIEW and order.editor_id == editor.pk:
            return order
        ORDERS.check("give_review", actor, order)
        check_override(override)
        person = _locked_editor(order, editor.pk)
        if person is None or not can_claim_review(Member(order.agency, membership=person), order):
            raise Invalid({"editor": _("%(name)s can’t review this order.") % {"name": editor.public_name}})
        reasons = _against(order, person, now)
        if refused := [str(each) for each in reasons if each.hard or not override]:
            raise Invalid({"editor": refused})
        order.editor = person
        event = move_order(order, "give_review", actor=actor, now=now, person=person)
        if reasons:
            eligibility().note_override(event=event, person=person, against=reasons, reason=override)
    return order


def _locked_editor(order: Order, member_id: int) -> Membership | None:
    """The membership under its lock: two reviews never take an editor's last place."""
    people = Membership.objects.live().filter(agency_id=order.agency_id, pk=member_id)
    return people.select_for_update(of=("self",), no_key=True).first()


def _against(order: Order, editor: Membership | None, now: dt.datetime) -> list[Reason]:
    if editor is None:
        raise NotAllowed()
    found = eligibility().explain_reviews(editors=[editor], orders=[order], now=now)
    return list(found[editor.pk, order.pk])


def approve_delivery(*, actor: Member, order: Order, number: int, note: str, now: dt.datetime) -> Order:
    """Pass delivery `number` on to the client; the review window runs from here (see work.release).

    Approving what is already approved does nothing. Raises Conflict when
    a newer version waits than the one read.
    """
    require(can_review(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if order.deliveries.filter(number=number, verdict=ReviewVerdict.APPROVED).exists():
            return order
        ORDERS.check("approve", actor, order)
        delivery = _judge(actor, order, number, ReviewVerdict.APPROVED, note, now)
        release(order, now)
        move_order(order, "approve", actor=actor, now=now, delivery=delivery)
    return order


def send_back(*, actor: Member, order: Order, number: int, note: str, now: dt.datetime) -> Order:
    """Return delivery `number` to the writer with a note that says why. No clock of the client is touched.

    A revision that this delivery answered is in work again: its points keep
    their answers, and can be answered anew.
    """
    require(can_review(actor, order))
    if not note:
        raise Invalid({"note": _("Tell the writer what to change.")})
    with transaction.atomic():
        order = locked(actor, order)
        if order.deliveries.filter(number=number, verdict=ReviewVerdict.SENT_BACK, corrected=False).exists():
            return order
        ORDERS.check("send_back", actor, order)
        delivery = _judge(actor, order, number, ReviewVerdict.SENT_BACK, note, now)
        _reopen_revision(order, now)
        move_order(order, "send_back", actor=actor, now=now, delivery=delivery)
    return order


def _reopen_revision(order: Order, now: dt.datetime) -> None:
    revision = active_revision(order)
    if revision and revision.state == RevisionState.ANSWERED:
        move_revision(revision, RevisionState.IN_PROGRESS, now)


def waiting_delivery(order: Order, number: int) -> Delivery:
    """The delivery of a locked order that waits for a verdict. Raises Conflict when it is not `number`, the
    one that was read."""
    delivery = order.deliveries.filter(verdict=ReviewVerdict.PENDING).first()
    if delivery is None or delivery.number != number:
        raise Conflict(_("A different version is now waiting for review. Read that one instead."))
    return delivery


def _judge(
    actor: Member, order: Order, number: int, verdict: ReviewVerdict, note: str, now: dt.datetime
) -> Delivery:
    delivery = waiting_delivery(order, number)
    delivery.verdict, delivery.review_note = verdict, note
    delivery.reviewed_by_id, delivery.reviewed_at = actor.member_id, now
    delivery.save(update_fields=["verdict", "review_note", "reviewed_by", "reviewed_at"])
    return delivery

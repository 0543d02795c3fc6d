"""What the job does that places the orders of a class: for each member a draft, and of it exactly one order,
each in a transaction of its own. Killed, it is begun anew and goes on where it was."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.actions.files import relink
from catalog.pricing.formula import PricingProblem
from catalog.pricing.offering import current_offering
from cohorts.models import Cohort, CohortFile, CohortMember, Placing
from cohorts.pricing.late_briefs import late_deadline
from cohorts.pricing.prices import price_held
from cohorts.rules.cohorts import can_place
from cohorts.rules.placeholders import filled_commission, values_by_member
from cohorts.states.cohorts import PlacingState, Receiver
from drafts.models import DraftAddOn, OrderDraft
from drafts.models.commission import COPIED_FIELDS
from drafts.pricing.deadlines import deadline_problem
from drafts.pricing.draft_price import urgency_key
from orders.actions.mail_jobs import quietly
from orders.actions.placing import Placement, place_order
from orders.models import Order
from project.base.errors import Conflict, Invalid, QuillhouseError
from project.base.jobs import defer
from project.base.text import excerpt
from project.base.viewer import Member, System, Viewer

from .member_links import person_of
from .moving import locked_cohort, note

WORDS_LIMIT = 300


def run_placing(*, placing_id: int, now: dt.datetime) -> int:
    """Place what is left of a placing. What keeps one order from being placed stops it and is told; members
    without a draft are then free to be ordered for again. Returns how many this run placed or prepared."""
    placing = _of_job(placing_id)
    if placing is None or placing.state != PlacingState.RUNNING:
        return 0
    actor = Member(placing.agency, membership=placing.by)
    done = 0
    with translation.override(placing.by.user.speaks):
        try:
            if not (placing.by.acts and can_place(actor, placing.cohort)):
                raise Conflict(_("Whoever placed these orders may not do so any longer."))
            while _place_next(placing, actor, now):
                done += 1
        except QuillhouseError as refusal:
            _end(placing, PlacingState.STOPPED, now, excerpt(_told(refusal), WORDS_LIMIT))
        else:
            _end(placing, PlacingState.DONE, now)
    return done


def _of_job(placing_id: int) -> Placing | None:
    rows = Placing.objects.select_related("agency__brand", "by__user", "cohort__account")
    return rows.filter(pk=placing_id).first()


def _told(refusal: QuillhouseError) -> str:
    if isinstance(refusal, Invalid):
        return " ".join(str(text) for texts in refusal.errors.values() for text in texts)
    return str(refusal.message)


def _place_next(placing: Placing, actor: Member, now: dt.datetime) -> bool:
    """Deal with one member more. False when none is left."""
    with transaction.atomic():
        cohort = locked_cohort(actor, placing.cohort)
        rows = CohortMember.objects.filter(agency_id=placing.agency_id, placing=placing, draft=None)
        members = rows.select_related("group").select_for_update(of=("self",)).order_by("pk")
        member = members.first()
        if member is None or not Placing.objects.filter(pk=placing.pk, state=PlacingState.RUNNING).exists():
            return False
        member.draft = _draft_for(cohort, member, placing, now)
        member.save(update_fields=["draft"])
        if not cohort.asks_members:
            with quietly():  # one letter tells of them all
                order_prepared(actor=actor, cohort=cohort, member=member, now=now)
    return True


def _draft_for(cohort: Cohort, member: CohortMember, placing: Placing, now: dt.datetime) -> OrderDraft:
    """The common brief as a member's own draft, with the files of all and their own. The account sees it once
    it is an order, and not what is in it where the member receives."""
    copied = {name: getattr(cohort, name) for name in COPIED_FIELDS}
    texts = filled_commission(cohort, values_by_member(cohort, [member])[member.pk])
    draft = OrderDraft.objects.create(
        agency_id=cohort.agency_id,
        account_id=cohort.account_id,
        created_by_id=cohort.requested_by_id,
        created_at=now,
        updated_at=now,
        deadline=placing.deadline,
        volume=placing.count,
        released=False,
        receiver=person_of(member, now=now) if cohort.receiver == Receiver.MEMBER else None,
        **{**copied, **texts},
    )
    DraftAddOn.objects.bulk_create(
        DraftAddOn(agency_id=cohort.agency_id, draft=draft, addon_id=pk)
        for pk in cohort.addon_rows.order_by("id").values_list("addon_id", flat=True)
    )
    files = CohortFile.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
    for use in files.filter(Q(member=None) | Q(member=member)).order_by("id"):
        relink(use, draft.attachments, added_by=use.added_by or cohort.requested_by, now=now)
    return draft


def order_prepared(*, actor: Viewer, cohort: Cohort, member: CohortMember, now: dt.datetime) -> Order:
    """Place the order of a member's draft at the price of their placing; class and member are locked, the
    caller has asked the right. Where a brief was asked for and comes late, the deadline is later
    (pricing.late_briefs). A member who has an order keeps it. Raises Invalid for a deadline that is too
    close, Conflict where the price cannot be held."""
    if member.order is not None:
        return member.order
    assert member.draft_id is not None  # prepared before
    assert member.placing is not None
    draft = OrderDraft.objects.select_for_update(of=("self",)).get(pk=member.draft_id)
    draft.agency = cohort.agency
    order = place_order(actor, draft, _placement(cohort, draft, member.placing, now), now)
    draft.converted_at, draft.released, draft.deadline = now, True, order.client_deadline
    draft.save(update_fields=["converted_at", "released", "deadline"])
    member.order = order
    member.save(update_fields=["order"])
    note(cohort, "order", actor=actor, now=now, member=member, amount=member.placing.unit)
    return order


def _placement(cohort: Cohort, draft: OrderDraft, placing: Placing, now: dt.datetime) -> Placement:
    deadline = late_deadline(placing, now) if cohort.asks_members else placing.deadline
    if late := deadline_problem(deadline, now):
        raise Invalid({"deadline": late})
    try:
        price = price_held(cohort.agency, draft, placing)
    except PricingProblem as problem:
        raise Invalid(problem.errors) from problem
    if price.total != placing.unit:
        raise Conflict(_("The price that was held can’t be worked out any more. Ask the agency."))
    offering = current_offering(cohort.agency)
    tier = urgency_key(offering.book, placing.asked_at, placing.deadline)
    return Placement(
        source=draft,
        requested_by_id=cohort.requested_by_id,
        deadline=deadline,
        urgency_id=next((row.pk for row in offering.urgencies if row.key == tier), None),
        price_book=placing.book,
        lines=price.lines,
        total=price.total,
        currency=price.currency,
    )


def _end(placing: Placing, state: PlacingState, now: dt.datetime, refusal: str = "") -> None:
    """Nothing for a placing that another run has ended."""
    with transaction.atomic():
        cohort = locked_cohort(System(placing.agency), placing.cohort)
        stored = Placing.objects.select_for_update(of=("self",)).get(pk=placing.pk)
        if stored.state != PlacingState.RUNNING:
            return
        CohortMember.objects.filter(placing=stored, draft=None).update(placing=None)
        stored.state, stored.refusal, stored.moved_at = state, refusal, now
        stored.save()
        verb = "placed" if state == PlacingState.DONE else "stop"
        count = stored.members.count()
        note(cohort, verb, actor=System(placing.agency), now=now, placing=stored, count=count)
        defer("cohorts.tell_of_placing", placing_id=stored.pk)

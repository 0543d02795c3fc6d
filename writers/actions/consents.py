"""Consent to samples: asked by the writer, answered and withdrawn by the client, ended by its day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from agencies.models import Agency, Membership
from orders.actions.locking import locked_order
from orders.actions.mail_jobs import is_quiet
from orders.actions.moving import record
from orders.models import Order
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.jobs import defer
from project.base.locks import locked
from project.base.viewer import LinkHolder, Member, System, Viewer
from writers.models import SampleConsent
from writers.rules.consents import (
    LINK_HOLDS,
    can_answer_consent,
    can_ask_consent,
    hash_of,
    in_force,
    key_of,
    may_answer_by_link,
    waits_for_answer,
    who_answers,
    why_not_asked,
)
from writers.states.portfolio import ConsentLevel

from .consents_ending import unpublish_what_may_not_show

#: What LinkHolder.kind says of whoever follows the mailed link.
LINK = "consent"
#: A consent holds no further ahead than so many days from the answer.
MOST_DAYS = 3_650


def ask_consent(*, actor: Member, order: Order, message: str, now: dt.datetime) -> SampleConsent:
    """Ask the client whether the actor may show what they wrote for this order; the client is mailed a link,
    by which it can be answered for LINK_HOLDS.

    The second click finds the question asked and asks nothing more; once nobody can answer it by its link, it
    is asked anew. Raises NotAllowed for everyone but the
    order's writer, WrongState with the reason while it can't be asked (consents.why_not_asked).
    """
    require(can_ask_consent(actor, order))
    with transaction.atomic():
        order = locked_order(actor, order, now)
        require(can_ask_consent(actor, order))
        consent = _stored(order, actor.membership)
        if consent and waits_for_answer(consent, now):
            return consent
        if problem := why_not_asked(order, consent, now):
            raise WrongState(problem)
        consent = consent or SampleConsent(agency_id=order.agency_id, order=order, writer=actor.membership)
        consent.message, consent.asked_at, consent.asked_of = message, now, who_answers(order)
        consent.key_hash, consent.key_until = hash_of(key_of(consent)), now + LINK_HOLDS
        consent.save()
        record(order, "ask_consent", actor=actor, now=now, person_id=consent.asked_of_id)
        if not is_quiet():
            defer("writers.tell_of_consent", consent_id=consent.pk)
    return consent


def answer_consent(
    *, actor: Viewer, consent: SampleConsent, level: str, until: dt.date | None, now: dt.datetime
) -> SampleConsent:
    """Say, or say anew, what of the order its writer may show, perhaps until the end of a day. What is shown
    beyond that is offline with it.

    The actor is of the client's side and may order, or holds the mailed link, which answers once: afterwards
    it changes nothing any more. The same answer again does nothing. Raises Invalid by "level" and "until".
    """
    with transaction.atomic():
        order = locked(actor, consent.order)
        consent = locked(actor, consent)
        by = _answerer(actor, order, consent, now)
        holds_until = _holds_until(order.agency, level, until, now)
        if consent.withdrawn_at is None and (consent.level, consent.holds_until) == (level, holds_until):
            return consent
        if isinstance(actor, LinkHolder) and consent.level:
            raise WrongState(_("This has been answered already. Sign in to change the answer."))
        _answer(consent, level, holds_until, None if isinstance(actor, LinkHolder) else by.membership, now)
        record(order, "answer_consent", actor=by, now=now, person_id=consent.writer_id)
        unpublish_what_may_not_show(order, now, actor=by)
    return consent


def set_consent(
    *, actor: Member, order: Order, level: str, until: dt.date | None, now: dt.datetime
) -> SampleConsent:
    """Say what the order's writer may show without having been asked, such as "agreed in the brief"; see
    answer_consent. Raises WrongState while the order has no writer."""
    require(can_answer_consent(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if order.writer is None:
            raise WrongState(_("This order has no writer yet."))
        consent = _stored(order, order.writer)
        if consent is None:
            _holds_until(order.agency, level, until, now)
            consent = SampleConsent.objects.create(
                agency_id=order.agency_id, order=order, writer=order.writer
            )
        return answer_consent(actor=actor, consent=consent, level=level, until=until, now=now)


def withdraw_consent(*, actor: Member, consent: SampleConsent, now: dt.datetime) -> SampleConsent:
    """Take back what was agreed to: every sample of it is offline at once. Does nothing when it is withdrawn
    or was never given."""
    require(can_answer_consent(actor, consent.order))
    with transaction.atomic():
        order = locked(actor, consent.order)
        consent = locked(actor, consent)
        require(can_answer_consent(actor, order))
        if consent.level in ("", ConsentLevel.NEVER) or consent.withdrawn_at is not None:
            return consent
        withdraw(consent, now, by=actor)
        record(order, "withdraw_consent", actor=actor, now=now, person_id=consent.writer_id)
        unpublish_what_may_not_show(order, now, actor=actor)
    return consent


def withdraw(consent: SampleConsent, now: dt.datetime, *, by: Member | None) -> None:
    """Note on the (locked) row that it no longer holds, nor its link. The caller takes offline what it held;
    `by` is None where it ends with the account of its client."""
    consent.withdrawn_at, consent.withdrawn_by = now, by.membership if by else None
    consent.key_hash = consent.key_until = None
    consent.save(update_fields=["withdrawn_at", "withdrawn_by", "key_hash", "key_until"])


def end_consents(*, agency: Agency, now: dt.datetime, most: int = 100) -> int:
    """Take offline what was shown until a day that is over. Returns of how many consents. Readers see nothing
    of it from the very moment, whenever this runs (SampleQuerySet.published)."""
    due = SampleConsent.objects.filter(agency=agency, withdrawn_at=None, holds_until__lte=now)
    due = due.filter(samples__published_at__isnull=False).order_by("order_id", "pk").distinct()
    done = 0
    for pk, order_id in list(due.values_list("pk", "order_id")[:most]):
        with transaction.atomic():
            rows = Order.objects.filter(agency=agency, pk=order_id).select_related("agency")
            order = rows.select_for_update(of=("self",), skip_locked=True).first()
            if order and unpublish_what_may_not_show(order, now):
                writer_id = SampleConsent.objects.values_list("writer_id", flat=True).get(pk=pk)
                record(order, "end_consent", actor=System(agency), now=now, person_id=writer_id)
                done += 1
    return done


@sensitive_variables("key")
def opened(*, key: str, agency: Agency, now: dt.datetime) -> tuple[LinkHolder, SampleConsent]:
    """Who holds this link, and the question that it opens. Raises NotVisible for all that opens nothing: made
    up, over, of another agency, of somebody who may not order for the account any longer, of an order under a
    non-disclosure agreement."""
    rows = SampleConsent.objects.filter(agency=agency, key_hash=hash_of(key), key_until__gt=now)
    consent = rows.select_related("order__agency", "order__account", "writer", "asked_of__user").first()
    if consent is None or not may_answer_by_link(consent) or in_force(consent.order_id):
        raise NotVisible()
    return LinkHolder(agency, kind=LINK, public_id=consent.public_id), consent


def _answerer(actor: Viewer, order: Order, consent: SampleConsent, now: dt.datetime) -> Member:
    """In whose name the actor answers. Raises NotAllowed, and NotVisible for a link that opens nothing."""
    if not isinstance(actor, LinkHolder):
        own = consent.writer_id == actor.member_id
        require(can_answer_consent(actor, order) and not own and isinstance(actor, Member))
        assert isinstance(actor, Member)
        return actor
    live = consent.key_until is not None and consent.key_until > now
    if (actor.kind, actor.public_id) != (LINK, consent.public_id) or not live:
        raise NotVisible()
    if consent.asked_of is None or not may_answer_by_link(consent) or in_force(order.pk):
        raise NotVisible()
    return Member(order.agency, membership=consent.asked_of)


def _answer(
    consent: SampleConsent, level: str, until: dt.datetime | None, by: Membership | None, now: dt.datetime
) -> None:
    consent.level, consent.holds_until, consent.answered_at, consent.answered_by = level, until, now, by
    consent.withdrawn_at = consent.withdrawn_by = None
    consent.save(
        update_fields=["level", "holds_until", "answered_at", "answered_by", "withdrawn_at", "withdrawn_by"]
    )


def _holds_until(agency: Agency, level: str, until: dt.date | None, now: dt.datetime) -> dt.datetime | None:
    """The end of that day in the agency's zone."""
    if level not in ConsentLevel.values:
        raise Invalid({"level": _("Choose what may be shown.")})
    if until is None or level == ConsentLevel.NEVER:
        return None
    today = now.astimezone(agency.zone).date()
    if not today < until <= today + dt.timedelta(days=MOST_DAYS):
        raise Invalid({"until": _("Choose a day after today, within the next ten years.")})
    after = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), tzinfo=agency.zone)
    return after.astimezone(dt.UTC)


def _stored(order: Order, writer: Membership) -> SampleConsent | None:
    rows = SampleConsent.objects.select_for_update(of=("self",))
    return rows.filter(agency_id=order.agency_id, order=order, writer=writer).first()

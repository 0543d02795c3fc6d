"""Taking lost second factors away: asked for by a manager, stopped by its person, agreed to by another
manager, carried out when the waiting day is over; or at once by the operator.

Locks are taken in the order person, memberships, request, factors, devices, sessions.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import FactorReset, User
from accounts.rules import recovery
from accounts.rules.recovery import WAIT, why_no_reset
from accounts.states.factor_resets import RESET_TRANSITIONS, ResetState
from agencies.actions.people import lock_with_owners
from agencies.actions.security_log import log_event
from agencies.models import Agency, Membership
from agencies.rules.agencies import manages_people
from project.base.errors import NotVisible, WrongState, require
from project.base.states import TransitionTable, by_name
from project.base.viewer import System, Viewer

from .factor_changes import take_all
from .factor_reset_mail import tell_managers, tell_of_end, tell_of_wish, tell_person
from .sign_outs import require_may_recover, require_reason

RESETS = TransitionTable(
    transitions=RESET_TRANSITIONS,
    labels={state.value: state.label for state in ResetState},
    rights=by_name(recovery.can_confirm, recovery.can_withdraw, recovery.is_its_person, recovery.is_clock),
    guards=by_name(recovery.why_not_now),
)


def ask_reset(*, actor: Viewer, member: Membership, reason: str, now: dt.datetime) -> FactorReset:
    """Take the member's code app, recovery codes and passkeys away in WAIT from now on, and tell them so with
    the `reason` (1 to 300 characters): by mail with a link that stops it, and by a notice. Whoever else may
    agree gets a notice. The same is answered while a request waits.

    Raises NotVisible for a stranger; NotAllowed for who does not manage people, for oneself, and for an owner
    unless an owner asks; Invalid by "reason"; WrongState when it cannot be done here (why_no_reset).
    """
    require(manages_people(actor))
    require_reason(reason)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        locked, _owners = lock_with_owners(actor, member)
        require_may_recover(actor, locked)
        if why := why_no_reset(locked):
            raise WrongState(why)
        if waits := FactorReset.objects.open().filter(membership=locked).first():
            return waits
        reset = FactorReset.objects.create(
            agency_id=actor.agency_id,
            user_id=locked.user_id,
            membership=locked,
            reason=reason,
            asked_by_id=actor.member_id,
            asked_at=now,
            due_at=now + WAIT,
        )
        log_event("factor_reset_asked", agency=actor.agency, person=locked, actor=actor)
        tell_of_wish(reset, now)
    return reset


def confirm_reset(*, actor: Viewer, reset: FactorReset, now: dt.datetime) -> FactorReset:
    """A second manager agrees: it is carried out at once, see carry_out. Twice does nothing. Raises
    NotAllowed for who asked; WrongState when it has ended, and when it is not possible any more."""
    with transaction.atomic():
        row = _locked(reset, actor)
        if RESETS.check("confirm", actor, row):
            row.confirmed_by_id = actor.member_id
            _carry_out(row, "confirm", actor, now)
    return row


def withdraw_reset(*, actor: Viewer, reset: FactorReset, now: dt.datetime) -> FactorReset:
    """Take the request back, whoever made it; its person is told by a notice. Twice does nothing."""
    with transaction.atomic():
        row = _locked(reset, actor)
        if RESETS.check("withdraw", actor, row):
            _move(row, "withdraw", now)
            log_event("factor_reset_withdrawn", agency=actor.agency, person=row.membership, actor=actor)
            tell_person(row, "factor_reset_withdrawn", now)
    return row


def stop_reset(*, actor: Viewer, reset: FactorReset, verb: str, now: dt.datetime) -> FactorReset:
    """Its person stops it: `verb` "keep" says that they have their factors, "deny" that they did not ask,
    which is suspicious and told to the owners too. Twice does nothing. Raises WrongState when it has
    ended."""
    with transaction.atomic():
        row = _locked(reset, actor)
        if RESETS.check(verb, actor, row):
            _move(row, verb, now)
            event = f"factor_reset_{row.state}"
            log_event(event, agency=actor.agency, person=row.membership, suspicious=verb == "deny")
            tell_managers(row, event, now, owners=verb == "deny")
    return row


def carry_out(*, reset_id: int, now: dt.datetime) -> bool:
    """Carry out a request whose day has come and that nobody has stopped; when it is not possible any
    more, it lapses and whoever asked is told. Once, however often it is called. Returns whether it was
    carried out."""
    with transaction.atomic():
        due = FactorReset.objects.open().filter(pk=reset_id, due_at__lte=now)
        found = due.select_related("agency", "membership").first()
        if found is None:
            return False
        clock = System(found.agency)
        row = _locked(found, clock)
        if row.state != ResetState.WAITING:
            return False
        try:
            RESETS.check("carry_out", clock, row)
        except WrongState:
            _lapse(row, clock, now)
            return False
        _carry_out(row, "carry_out", clock, now)
    return True


def carry_out_of(*, user: User, now: dt.datetime) -> bool:
    """The same for a person who signs in and whose request is due. Returns whether it was carried out."""
    due = FactorReset.objects.open().filter(user=user, due_at__lte=now)
    return any(carry_out(reset_id=pk, now=now) for pk in due.values_list("pk", flat=True))


def reset_at_once(*, user: User, now: dt.datetime) -> list[Agency]:
    """The operator takes somebody's second factors away, whoever they are and wherever they work. An event at
    each of their agencies, one mail. A request that waits is done by this. Returns the agencies; raises
    WrongState when there is no factor."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        if not recovery.has_factor(person.pk):
            raise WrongState(_("There is no two-step verification to reset."))
        members = Membership.objects.belonging().filter(user=person).select_related("agency__brand")
        agencies = [member.agency for member in members.order_by("pk")]
        for waits in FactorReset.objects.open().filter(user=person).select_for_update(of=("self",)):
            _move(waits, "carry_out", now)
        take_all(person, now)
        for agency in agencies:
            log_event("second_factor_reset", agency=agency, user=person)
        where = agencies[0] if agencies else Agency.objects.order_by("pk").first()
        if where is not None:
            tell_of_end(person, where, now)
    return agencies


def _locked(reset: FactorReset, actor: Viewer) -> FactorReset:
    """The request afresh with the people it is about, all locked: the person so that nobody joins another
    agency, nor changes a factor, meanwhile. Raises NotVisible for another agency's."""
    if reset.agency_id != actor.agency_id:
        raise NotVisible
    User.objects.select_for_update().get(pk=reset.user_id)
    lock_with_owners(actor, reset.membership)
    rows = FactorReset.objects.select_for_update(of=("self",))
    return rows.select_related("agency__brand", "user", "membership__user", "asked_by").get(pk=reset.pk)


def _lapse(reset: FactorReset, clock: System, now: dt.datetime) -> None:
    RESETS.check("lapse", clock, reset)
    _move(reset, "lapse", now)
    log_event("factor_reset_lapsed", agency=reset.agency, person=reset.membership)
    tell_managers(reset, "factor_reset_lapsed", now)


def _move(reset: FactorReset, verb: str, now: dt.datetime) -> None:
    reset.state, reset.ended_at = RESETS[verb].target or reset.state, now
    reset.save(update_fields=["state", "ended_at", "confirmed_by"])


def _carry_out(reset: FactorReset, verb: str, actor: Viewer, now: dt.datetime) -> None:
    _move(reset, verb, now)
    take_all(reset.user, now)
    log_event("second_factor_reset", agency=reset.agency, person=reset.membership, actor=actor)
    tell_of_end(reset.user, reset.agency, now)
    tell_managers(reset, "factor_reset_done", now)

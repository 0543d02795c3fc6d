"""Switching features of an agency on and off: at once, at a later moment, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency, FeaturePlan, FeatureSwitch, Membership, PlanState
from agencies.models.features import REASON_LIMIT
from agencies.rules.features import is_due, sees_features, switches
from project.base.errors import Conflict, Invalid, NotVisible, Stale, WrongState, require
from project.base.features import chosen_with, features, is_noted, plan_text
from project.base.text import clean_line
from project.base.viewer import Viewer

#: How far ahead a switch may be planned.
FARTHEST = dt.timedelta(days=366)


def switch_feature(
    *, actor: Viewer, key: str, on: bool, reason: str, now: dt.datetime, version: int | None = None
) -> FeatureSwitch | None:
    """Switch a feature on or off, from the next request on. What the feature keeps is kept.

    Answers the switch; None, and nothing happens, when it is so already. `version` is that of the feature
    when the actor looked: Stale when somebody has switched it since. Raises NotVisible for a key
    of no feature, Invalid for a reason that is too long. What was planned for a moment by now is carried out
    first, by this and by the other acts.
    """
    _require(actor, key)
    with transaction.atomic():
        agency = _locked(actor.agency_id, now)
        if is_noted(agency, key) == on:
            return None
        if version is not None and version != version_of(agency, key):
            raise Stale(_("Someone else has switched this in the meantime."))
        done = note_switch(agency, key, on, _said(reason), who_of(actor), now)
        log_event("agency_changed", agency=agency, actor=actor, changed=key)
    return done


def plan_switch(
    *, actor: Viewer, key: str, on: bool, reason: str, at: dt.datetime, now: dt.datetime
) -> FeaturePlan:
    """Have a feature switched at `at`. The same again changes nothing.

    Raises Invalid for a moment that is over or more than a year ahead, Conflict while another switch of this
    feature is planned.
    """
    _require(actor, key)
    if not now < at <= now + FARTHEST:
        raise Invalid({"at": _("Choose a time within the next year.")})
    said = _said(reason)
    with transaction.atomic():
        agency = _locked(actor.agency_id, now)
        there = FeaturePlan.objects.waiting().filter(agency=agency, feature=key).first()
        if there is None:
            facts = {"on": on, "reason": said, "by": who_of(actor), "made_at": now, "at": at}
            plan = FeaturePlan.objects.create(agency=agency, feature=key, **facts)
            _note_plans(agency)
            return plan
    if (there.on, there.at) == (on, at):
        return there
    raise Conflict(_("A switch of this feature is scheduled already. Cancel it first."))


def cancel_plan(*, actor: Viewer, plan: FeaturePlan, now: dt.datetime) -> FeaturePlan:
    """Cancel a planned switch. Does nothing for one that was cancelled; WrongState for one carried out."""
    _require(actor, plan.feature)
    with transaction.atomic():
        agency = _locked(actor.agency_id, now)
        row = FeaturePlan.objects.visible_to(actor).filter(pk=plan.pk).first()
        if row is None:
            raise NotVisible
        if row.state == PlanState.DONE:
            raise WrongState(_("This switch was carried out already."))
        if row.state == PlanState.WAITING:
            row.state, row.ended_at = PlanState.CANCELLED, now
            row.save(update_fields=["state", "ended_at"])
            _note_plans(agency)
    return row


def undo_switch(*, actor: Viewer, switch: FeatureSwitch, now: dt.datetime) -> FeatureSwitch:
    """Switch a feature back to what it was before. A second time does nothing. Raises WrongState when the
    feature was switched again since."""
    _require(actor, switch.feature)
    with transaction.atomic():
        agency = _locked(actor.agency_id, now)
        row = FeatureSwitch.objects.visible_to(actor).filter(pk=switch.pk).first()
        if row is None:
            raise NotVisible
        if undone := FeatureSwitch.objects.filter(undoes=row).first():
            return undone
        if row.number != times_switched(agency, row.feature):
            raise WrongState(_("This feature was switched again since."))
        done = note_switch(agency, row.feature, not row.on, "", who_of(actor), now, undoes=row)
        log_event("agency_changed", agency=agency, actor=actor, changed=row.feature)
    return done


def carry_out_plans(*, agency: Agency, now: dt.datetime, most: int) -> int:
    """Note the switches whose moment has come, which hold since then; what is so already is noted as done.
    Returns how many there were. What the program of before an upgrade has planned is written to `planned`."""
    plans = list(FeaturePlan.objects.waiting().filter(agency=agency)[:most])
    if not plans and not agency.planned:
        return 0
    due = sum(plan.at <= now for plan in plans)
    if due or set(agency.planned) != _planned(plans):
        with transaction.atomic():
            _locked(agency.pk, now)
    return due


def note_switch(
    agency: Agency,
    key: str,
    on: bool,
    reason: str,
    by: Membership | None,
    now: dt.datetime,
    plan: FeaturePlan | None = None,
    undoes: FeatureSwitch | None = None,
) -> FeatureSwitch:
    """Write a switch of an agency that is locked, and what holds from it on. Asks no right."""
    agency.features = chosen_with(agency.features, key, on)
    agency.save(update_fields=["features"])
    return FeatureSwitch.objects.create(
        agency=agency,
        feature=key,
        number=times_switched(agency, key) + 1,
        on=on,
        reason=reason,
        by=by,
        at=now,
        plan=plan,
        undoes=undoes,
    )


def times_switched(agency: Agency, key: str) -> int:
    """How often a feature was switched."""
    last = FeatureSwitch.objects.filter(agency=agency, feature=key).order_by("-number")
    return last.values_list("number", flat=True).first() or 0


def version_of(agency: Agency, key: str) -> int:
    """Counts up with each switch of a feature, from 1; with a planned one from its moment on."""
    return times_switched(agency, key) + 1 + is_due(agency, key)


def _require(actor: Viewer, key: str) -> None:
    require(sees_features(actor))
    if key not in features:
        raise NotVisible
    require(switches(actor, key), _("Only an owner can switch this."))


def _locked(agency_id: int, now: dt.datetime) -> Agency:
    """The agency under its lock, with whatever was planned for a moment by `now` carried out."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency_id)
    due = FeaturePlan.objects.waiting().filter(agency=agency, at__lte=now).order_by("at", "pk")
    for plan in due:
        plan.state, plan.ended_at = PlanState.DONE, now
        plan.save(update_fields=["state", "ended_at"])
        if plan.feature in features and is_noted(agency, plan.feature) != plan.on:
            note_switch(agency, plan.feature, plan.on, plan.reason, plan.by, plan.at, plan=plan)
            log_event("agency_changed", agency=agency, changed=plan.feature)
    _note_plans(agency)
    return agency


def _note_plans(agency: Agency) -> None:
    """Write what is planned at the locked agency beside what holds, if it differs."""
    plans = _planned(FeaturePlan.objects.waiting().filter(agency=agency))
    if set(agency.planned) != plans:
        agency.planned = sorted(plans)
        agency.save(update_fields=["planned"])


def _planned(plans: Iterable[FeaturePlan]) -> set[str]:
    return {plan_text(plan.at, plan.feature, plan.on) for plan in plans}


def who_of(viewer: Viewer) -> Membership:
    """The membership of whoever acts."""
    return Membership.objects.get(pk=viewer.member_id)


def _said(reason: str) -> str:
    said = clean_line(reason)
    if len(said) > REASON_LIMIT:
        raise Invalid({"reason": _("Enter a shorter reason.")})
    return said

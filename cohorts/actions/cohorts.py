"""Classes are made, changed, and brought to an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.opening import require_open
from catalog.pricing.offering import current_offering
from clients.actions.joining import first_to_order
from clients.models import ClientAccount
from clients.rules.accounts import can_order
from cohorts.models import Cohort, CohortAddOn
from cohorts.rules.cohorts import can_begin, can_plan, nothing_is_being_placed
from cohorts.rules.placeholders import FILLED, unknown_in
from cohorts.states.cohorts import FEATURE, Receiver
from drafts.models.commission import COPIED_FIELDS
from drafts.rules.languages import refuse_same
from project.base.errors import Invalid, Stale, WrongState, require
from project.base.features import require_on
from project.base.viewer import Member

from .moving import COHORTS, locked_cohort, move_cohort, note

#: What a save of the settings may change, and one of the common brief.
SETTINGS = frozenset({"name", "receiver", "asks_members", "budget"})
BRIEF = frozenset(name.removesuffix("_id") for name in COPIED_FIELDS) | {"deadline", "addons"}
#: What stays as it is once orders were placed.
FIXED = frozenset({"receiver", "asks_members"})


def make_cohort(
    *, actor: Member, account: ClientAccount, name: str, receiver: str, asks_members: bool, now: dt.datetime
) -> Cohort:
    """A new class of a client account, without members. What the desk makes is asked for by who joined the
    account first and may order. Raises NotAllowed, NotOpen, FeatureDisabled; WrongState for an account that
    nobody orders for, or that was merged."""
    require(can_begin(actor, account.pk) and account.agency_id == actor.agency_id)
    require_on(actor.agency, FEATURE)
    require_open(actor.agency)
    if not name:
        raise Invalid({"name": _("Enter a name.")})
    if account.merged_into_id:
        raise WrongState(_("This client account has been merged into another. Choose that one."))
    with transaction.atomic():
        cohort = Cohort.objects.create(
            agency=actor.agency,
            account=account,
            name=name,
            receiver=Receiver(receiver),
            asks_members=asks_members,
            requested_by=_requester(actor, account),
            created_by=actor.membership,
            locale=current_offering(actor.agency).first_language,
            created_at=now,
            updated_at=now,
        )
        note(cohort, "make", actor=actor, now=now)
    return cohort


def _requester(actor: Member, account: ClientAccount) -> Membership:
    if can_order(actor, account.pk):
        return actor.membership
    found = first_to_order(account)
    if found is None:
        raise WrongState(_("Nobody orders for this client account yet. Invite someone first."))
    return found


def save_cohort(
    *, actor: Member, cohort: Cohort, version: int, fields: Mapping[str, Any], now: dt.datetime
) -> Cohort:
    """Store settings or the common brief, as version `version` + 1. `fields` maps names of SETTINGS and BRIEF
    to cleaned values ("addons": a sequence of AddOn).

    Raises Stale for another version; Invalid for a placeholder that the class lacks, a name that is missing,
    or a budget below what is ordered; WrongState once it has ended, while orders are being placed, and for
    FIXED ones once any was."""
    require(can_plan(actor, cohort))
    if unknown := set(fields) - SETTINGS - BRIEF:
        raise ValueError(f"not fields of a class: {sorted(unknown)}")
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        changed = {name for name, value in fields.items() if not _same(stored, name, value)}
        if not changed:
            return stored
        if stored.version != version:
            raise Stale(_("Someone saved a newer version of this class."), current=stored, typed=fields)
        _check(stored, fields, changed)
        _write(stored, {name: fields[name] for name in changed}, now)
        note(stored, "edit", actor=actor, now=now)
    return stored


def require_live(cohort: Cohort) -> None:
    """Raises WrongState for a locked class that has ended, or whose orders are being placed now."""
    if not cohort.is_live:
        raise WrongState(_("This class has ended. Nothing about it can be changed."))
    if reason := nothing_is_being_placed(cohort):
        raise WrongState(reason)


def _same(cohort: Cohort, name: str, value: Any) -> bool:
    if name == "addons":
        return {addon.pk for addon in value} == set(cohort.addon_rows.values_list("addon_id", flat=True))
    return bool(getattr(cohort, name) == value)


def _check(cohort: Cohort, fields: Mapping[str, Any], changed: set[str]) -> None:
    if changed & FIXED and cohort.placings.exists():
        raise WrongState(_("Orders of this class were placed: who receives the texts stays as it is."))
    texts = {name: str(fields[name]) for name in FILLED if name in changed}
    keys = cohort.fields.values_list("key", flat=True) if texts else ()
    problems: dict[str, Any] = unknown_in(texts, keys)
    if "name" in changed and not fields["name"]:
        problems["name"] = _("Enter a name.")
    if problems:
        raise Invalid(problems)


def _write(cohort: Cohort, fields: Mapping[str, Any], now: dt.datetime) -> None:
    for name, value in fields.items():
        if name != "addons":
            setattr(cohort, name, value)
    if {"locale", "source_locale"} & set(fields):
        refuse_same(cohort.locale, cohort.source_locale)
    cohort.version += 1
    cohort.updated_at = now
    cohort.save()
    if "addons" in fields:
        cohort.addon_rows.all().delete()
        CohortAddOn.objects.bulk_create(
            CohortAddOn(agency_id=cohort.agency_id, cohort=cohort, addon=addon) for addon in fields["addons"]
        )


def end_cohort(*, actor: Member, cohort: Cohort, verb: str, now: dt.datetime) -> Cohort:
    """Close a class, open it again, or cancel it: `verb` is "close", "reopen" or "cancel". Orders that were
    placed go on by their own rules; of a cancelled class no brief is waited for any more. A second call
    changes nothing. Raises WrongState."""
    require(can_plan(actor, cohort) and verb in {"close", "reopen", "cancel"})
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        if COHORTS.check(verb, actor, stored):
            move_cohort(stored, verb, actor=actor, now=now)
    return stored

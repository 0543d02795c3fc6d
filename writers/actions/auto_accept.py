"""A writer's rules, by which offers are accepted in their name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from catalog.models import ServiceType, Subject
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import AutoAcceptance, AutoAcceptRule
from writers.rules.auto_accept import MOST_RULES, keeps_rules

#: What a rule asks; None for a column that asks nothing.
FIELDS = ("clients", "subject", "service", "min_fee", "min_days", "max_quantity", "enabled")


def create_rule(*, actor: Member, now: dt.datetime, fields: Mapping[str, Any]) -> AutoAcceptRule:
    """A rule of the actor's own. It is off unless `fields` say otherwise. Raises Invalid for more than
    MOST_RULES, and for a subject or service of another agency."""
    require(keeps_rules(actor))
    with transaction.atomic():
        member = locked(actor, actor.membership, no_key=True)
        if _own(member).count() >= MOST_RULES:
            raise Invalid(
                {"": _("You can have up to %(most)s rules. Delete one first.") % {"most": MOST_RULES}}
            )
        return AutoAcceptRule.objects.create(
            agency_id=actor.agency_id, member=member, created_at=now, **_checked(actor, fields)
        )


def change_rule(
    *, actor: Member, rule: AutoAcceptRule, fields: Mapping[str, Any], version: int | None = None
) -> AutoAcceptRule:
    """Change what a rule of the actor's own asks, or switch it. What it has accepted stays. Raises Stale when
    it was changed since `version`."""
    require(keeps_rules(actor))
    with transaction.atomic():
        stored = _own_rule(actor, rule)
        if version is not None and stored.version != version:
            raise Stale(_("This rule has been changed in the meantime."), current=stored)
        for name, value in _checked(actor, fields).items():
            setattr(stored, name, value)
        stored.version += 1
        stored.save()
    return stored


def delete_rule(*, actor: Member, rule: AutoAcceptRule) -> None:
    """Delete a rule of the actor's own. What it has accepted stays, and can be undone for as long."""
    require(keeps_rules(actor))
    with transaction.atomic():
        stored = _own_rule(actor, rule)
        AutoAcceptance.objects.filter(agency_id=actor.agency_id, rule=stored).update(rule=None)
        stored.delete()


def _own(member: Membership) -> Any:
    return AutoAcceptRule.objects.filter(agency_id=member.agency_id, member=member)


def _own_rule(actor: Member, rule: AutoAcceptRule) -> AutoAcceptRule:
    stored = locked(actor, rule)
    if stored.member_id != actor.member_id:
        raise NotVisible()
    return stored


def _checked(actor: Member, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to write. What is chosen of the catalog is the agency's own."""
    found = {name: fields[name] for name in FIELDS if name in fields}
    for name, model in (("subject", Subject), ("service", ServiceType)):
        chosen = found.get(name)
        if (
            chosen is not None
            and not model._default_manager.filter(agency_id=actor.agency_id, pk=chosen.pk).exists()
        ):
            raise Invalid({name: _("Choose an option from the list.")})
    return found

"""Levels of writers: which there are, and who holds which from a day on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.agencies import is_editor, is_writer
from project.base.errors import Conflict, Invalid, require
from project.base.locks import locked
from project.base.text import clean_line
from project.base.viewer import Member
from writers.models import HeldLevel, WriterLevel
from writers.models.rates import NAME_LIMIT
from writers.rules.rates import keeps_rates, today_at

from .rates import check_day, offered_level

MOST_LEVELS = 30
MOST_POSITION = 999


def add_level(*, actor: Member, name: str, position: int = 0) -> WriterLevel:
    """One more level. The names of levels in use differ, in capitals or not. Raises Invalid."""
    require(keeps_rates(actor))
    name = _checked(name, position)
    if WriterLevel.objects.filter(agency_id=actor.agency_id).offered().count() >= MOST_LEVELS:
        raise Invalid({"": _("An agency has at most %(most)s levels.") % {"most": MOST_LEVELS}})
    return _stored(WriterLevel(agency_id=actor.agency_id, name=name, position=position))


def change_level(*, actor: Member, level: WriterLevel, name: str, position: int) -> WriterLevel:
    """Another name or place. Whoever holds it, holds it still. Raises Invalid."""
    require(keeps_rates(actor))
    name = _checked(name, position)
    with transaction.atomic():
        level = locked(actor, level)
        level.name, level.position = name, position
        return _stored(level)


def archive_level(*, actor: Member, level: WriterLevel, now: dt.datetime) -> WriterLevel:
    """Offer a level no longer. Whoever holds it keeps it, with its rates. Twice does nothing."""
    require(keeps_rates(actor))
    with transaction.atomic():
        level = locked(actor, level)
        if level.archived_at is None:
            level.archived_at = now
            level.save(update_fields=["archived_at"])
    return level


def restore_level(*, actor: Member, level: WriterLevel) -> WriterLevel:
    """Offer an archived level again. Raises Invalid when its name is taken by now. Twice does nothing."""
    require(keeps_rates(actor))
    with transaction.atomic():
        level = locked(actor, level)
        if level.archived_at is None:
            return level
        level.archived_at = None
        return _stored(level)


def hold_level(
    *, actor: Member, person: Membership, level: WriterLevel | None, from_day: dt.date, now: dt.datetime
) -> HeldLevel:
    """Let a writer or editor hold `level` from a day on, or none; what they held before stays on record. The
    same day again takes the new level; its `is_new` is false then. Raises Invalid."""
    require(keeps_rates(actor))
    check_day(actor, from_day, now)
    with transaction.atomic():
        level = offered_level(actor, level)
        person = locked(actor, person, no_key=True)
        viewer = Member(actor.agency, membership=person)
        if not person.acts or not (is_writer(viewer) or is_editor(viewer)):
            words = _("%(name)s is neither a writer nor an editor.") % {"name": person.public_name}
            raise Invalid({"person": words})
        key: dict[str, Any] = {"agency_id": actor.agency_id, "member": person, "from_day": from_day}
        facts = {"level": level, "set_by_id": actor.member_id, "set_at": now}
        held, made = HeldLevel.objects.update_or_create(**key, defaults=facts)
        held.is_new = made
    return held


def remove_held(*, actor: Member, held: HeldLevel, now: dt.datetime) -> None:
    """Withdraw a level that has not begun. Raises Conflict for one that has."""
    require(keeps_rates(actor))
    with transaction.atomic():
        held = locked(actor, held)
        if held.from_day <= today_at(actor.agency, now):
            raise Conflict(_("This level is already held. Set another one instead."))
        held.delete()


def _checked(name: str, position: int) -> str:
    name = clean_line(name)
    if not 1 <= len(name) <= NAME_LIMIT:
        raise Invalid({"name": _("Enter a name of up to %(most)s characters.") % {"most": NAME_LIMIT}})
    if not 0 <= position <= MOST_POSITION:
        words = _("Enter a whole number from 0 to %(most)s.")
        raise Invalid({"position": words % {"most": MOST_POSITION}})
    return name


def _stored(level: WriterLevel) -> WriterLevel:
    try:
        with transaction.atomic():
            level.save()
    except IntegrityError:
        raise Invalid({"name": _("There is already a level of this name.")}) from None
    return level

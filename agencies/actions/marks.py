"""Marks: rows that came into being together, and go together."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.hooks import marked_kinds
from agencies.models import Agency, Erasure, Mark, MarkKind
from agencies.rules.marks import handles_marks, why_no_undo
from project.base.errors import WrongState, require
from project.base.hanging import Found, hanging_on
from project.base.locks import locked
from project.base.viewer import Member

from .erasure import erase


def make_mark(*, actor: Member, kind: MarkKind, now: dt.datetime) -> Mark:
    """A new mark, for rows that carry it from the transaction on that makes them."""
    require(handles_marks(actor))
    return Mark.objects.create(agency=actor.agency, kind=kind, made_by=actor.membership, made_at=now)


def mark_closing(*, agency: Agency, now: dt.datetime) -> Mark:
    """A new mark of a piece of an agency that is being deleted, by nobody. Asks no right: whoever calls this
    has asked whether its day has come."""
    return Mark.objects.create(agency=agency, kind=MarkKind.CLOSING, made_at=now)


def delete_marked(*, actor: Member, mark: Mark, now: dt.datetime) -> Erasure:
    """Delete all rows that carry a mark, with everything that hangs on them, and leave an event.

    Of a trial, whatever was done with its rows goes along. An import can be undone within a day, and only
    while nothing was done with any of its rows. Neither takes along a row of a kind that carries marks, but
    not this one, nor an invoice. A second call does nothing and returns the same event. Raises WrongState.
    """
    require(handles_marks(actor))
    with transaction.atomic():
        stored = locked(actor, mark)
        if gone := Erasure.objects.filter(agency_id=stored.agency_id, mark=stored).first():
            return gone
        if words := why_no_undo(stored, now):
            raise WrongState(words)
        found = _found(stored)
        _refuse_used(stored, found)
        return erase(actor=actor, mark=stored, found=found, now=now)


def _found(mark: Mark) -> Found:
    """What goes with the mark. Its own rows are locked first: whoever is about to name them waits."""
    for kind in marked_kinds:
        list(kind.rows(mark).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    return hanging_on(kind.rows(mark) for kind in marked_kinds)


def _refuse_used(mark: Mark, found: Found) -> None:
    for kind in marked_kinds:
        own = set(kind.rows(mark).values_list("pk", flat=True))
        if found.get(kind.model, set()) - own:
            words = _("“%(kind)s” outside it depends on what would be deleted.")
            raise WrongState(words % {"kind": kind.model._meta.verbose_name})
    if mark.kind != MarkKind.IMPORT:
        return
    if later := _made_since(found):
        words = _("Something was done with what was imported (%(what)s), so it can no longer be undone.")
        raise WrongState(words % {"what": ", ".join(later)})
    if any(kind.touched(mark, found) for kind in marked_kinds):
        raise WrongState(_("Something was done with what was imported, so it can no longer be undone."))


def _made_since(found: Found) -> list[str]:
    """What hangs on the rows that no import makes, in words."""
    made = {model for kind in marked_kinds for model in (kind.model, *kind.parts)}
    return sorted(str(model._meta.verbose_name) for model in found.keys() - made)

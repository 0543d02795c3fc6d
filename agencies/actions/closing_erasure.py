"""The end of an agency: on its day everything of it is deleted, piece by piece. A piece is a transaction;
what is killed goes on where it stopped."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, Model, OuterRef

from agencies.files.agency_exports import path_of
from agencies.hooks.closing import leavers
from agencies.models import (
    Agency,
    AgencyClosing,
    AgencyExport,
    ClosedAgency,
    Domain,
    Erasure,
    Mark,
    MarkKind,
    Membership,
)
from agencies.rules.closing import ties_of
from agencies.states.closing import ClosingState
from project.base.hanging import children_first
from project.base.viewer import System

from .closing import end_closing, move_closing
from .erasure import erase, erase_last
from .marks import mark_closing

logger = logging.getLogger("quillhouse.agencies")
#: Rows that one piece deletes, people that one deals with, agencies that one call looks at.
ROWS, PEOPLE, AGENCIES = 2_000, 25, 20


def close_due(*, now: dt.datetime, most: int = ROWS) -> int:
    """Do the next piece of each agency whose day has come. Returns how many rows and people were dealt with;
    0 when nothing is due, or somebody else is at it."""
    done = 0
    for pk in list(AgencyClosing.objects.due(now).values_list("pk", flat=True)[:AGENCIES]):
        try:
            done += _next_piece(pk, now, min(most, ROWS))
        except IntegrityError:  # somebody has written to it meanwhile: the next run sees that
            logger.exception("agency_not_erased", extra={"event": "agency_not_erased", "closing": pk})
    return done


def _next_piece(closing_id: int, now: dt.datetime, most: int) -> int:
    with transaction.atomic():
        _be_patient()
        agency_id = AgencyClosing.objects.filter(pk=closing_id).values_list("agency", flat=True).first()
        agency = (
            Agency.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=agency_id or 0).first()
        )
        closing = AgencyClosing.objects.due(now).select_for_update(of=("self",)).filter(pk=closing_id).first()
        if agency is None or closing is None:
            return 0
        if closing.state == ClosingState.OPEN:
            return _begin(agency, closing, now)
        if done := _people(agency, closing, now):
            return done
        if done := _rows(agency, closing, now, most):
            return done
        return _finish(agency, closing, now)


def _begin(agency: Agency, closing: AgencyClosing, now: dt.datetime) -> int:
    """From here on there is no way back: its hosts lead nowhere, nobody comes in, its archives are gone.
    Something that has to be finished first, and has begun meanwhile, stops it."""
    if any(tie.blocks for tie in ties_of(agency, now)):
        end_closing(agency, closing, "stop", System(agency), now)
        return 1
    closing.asked_by = None
    move_closing(closing, "begin", System(agency))
    agency.suspended_at = agency.suspended_at or now
    agency.save(update_fields=["suspended_at"])
    Domain.objects.filter(agency=agency).delete()
    exports = AgencyExport.objects.filter(agency=agency)
    for key in exports.exclude(key="").values_list("key", flat=True):
        transaction.on_commit(partial(path_of(key).unlink, missing_ok=True))
    exports.delete()
    logger.info("agency_closing", extra={"event": "agency_closing", "agency": agency.code})
    return 1


def _people(agency: Agency, closing: AgencyClosing, now: dt.datetime) -> int:
    """Let go of the next people, by the rules of the apps that know them."""
    rows = Membership.objects.filter(agency=agency, pk__gt=closing.people_after).order_by("pk")
    members = list(rows.select_related("user", "agency")[:PEOPLE])
    if members:
        for leaver in leavers:
            leaver.people(members, now)
        closing.people_after = members[-1].pk
        closing.save(update_fields=["people_after"])
    return len(members)


def _rows(agency: Agency, closing: AgencyClosing, now: dt.datetime, most: int) -> int:
    """Delete the next rows, table by table, each behind those that name it; about `most` of them. Closings
    that were withdrawn or stopped name people, and go first: only this one stays until the end."""
    AgencyClosing.objects.filter(agency=agency).exclude(pk=closing.pk).delete()
    found: dict[type[Model], set[int]] = {}
    left = most
    for group in children_first(Agency, without=(AgencyClosing,)):
        taken = [_keys(model, agency, left if len(group) == 1 else None) for model in group]
        found |= {model: set(keys) for model, (keys, _all) in zip(group, taken, strict=True) if keys}
        left -= sum(len(keys) for keys, _all in taken)
        if left <= 0 or not all(whole for _keys_of, whole in taken):
            break
    if not found:
        return 0
    mark = mark_closing(agency=agency, now=now)
    event = erase(actor=System(agency), mark=mark, found=found, now=now)
    AgencyClosing.objects.filter(pk=closing.pk).update(rows=F("rows") + event.rows)
    return event.rows


def _keys(model: type[Model], agency: Agency, most: int | None) -> tuple[list[int], bool]:
    """Rows of the agency, `most` of them, and whether these are all. Of more, first those that no other row
    of their table names. The marks and events of this very closing stay to the end."""
    rows = model._base_manager.filter(agency=agency).order_by("pk")
    if model is Mark:
        rows = rows.exclude(kind=MarkKind.CLOSING)
    if model is Erasure:
        rows = rows.exclude(mark__kind=MarkKind.CLOSING)
    if most is None:
        return list(rows.values_list("pk", flat=True)), True
    keys = list(rows.values_list("pk", flat=True)[: most + 1])
    if len(keys) <= most:
        return keys, True
    own = [field.name for field in model._meta.concrete_fields if field.related_model is model]
    free = rows
    for name in own:
        free = free.exclude(Exists(rows.order_by().filter(**{name: OuterRef("pk")})))
    keys = list(free.values_list("pk", flat=True)[:most])
    return keys or list(rows.values_list("pk", flat=True)), False


def _finish(agency: Agency, closing: AgencyClosing, now: dt.datetime) -> int:
    """Delete the bytes, then what is left, with the agency itself. One line and one row say that it was."""
    shutil.rmtree(Path(settings.MEDIA_ROOT) / str(agency.pk), ignore_errors=True)
    for leaver in leavers:
        leaver.agency(agency, now)
    ClosedAgency.objects.create(
        code=agency.code,
        name=agency.name,
        by_operator=closing.by_operator,
        asked_at=closing.asked_at,
        closed_at=now,
        rows=closing.rows,
    )
    erase_last(agency=agency, mark=mark_closing(agency=agency, now=now), now=now)
    logger.info("agency_closed", extra={"event": "agency_closed", "agency": agency.code})
    return 1


def _be_patient() -> None:
    """Each row is asked for by every table that could name it: in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '600000', true)")

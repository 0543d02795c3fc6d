"""The one door to an import's state, and what becomes of one whose job failed or was lost."""

from __future__ import annotations

import datetime as dt
from types import TracebackType

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import Agency, DataImport
from agencies.rules.imports import brings_something, can_import, is_checked, is_job
from agencies.states.imports import AT_WORK, IMPORT_TRANSITIONS, ImportState
from project.base.states import TransitionTable, by_name
from project.base.viewer import System, Viewer

IMPORTS = TransitionTable(
    transitions=IMPORT_TRANSITIONS,
    labels={state.value: state.label for state in ImportState},
    rights=by_name(can_import, is_job),
    guards=by_name(is_checked, brings_something),
)
#: How long no job may have touched what it has in hand. Longer than any import takes; whatever a job holds
#: is locked besides.
LOST = dt.timedelta(minutes=20)


def move_import(stored: DataImport, verb: str, *, now: dt.datetime, refusal: str = "") -> None:
    """Move a locked, checked import along `verb`, with what else the caller set on it. The only code that
    assigns `state`."""
    stored.state = IMPORTS[verb].target or stored.state
    stored.refusal, stored.moved_at = refusal, now
    stored.save()


def move_by_job(stored: DataImport, verb: str, *, now: dt.datetime, refusal: str = "") -> None:
    """The same of what a job found, which has locked it. Raises WrongState for what the table lacks."""
    IMPORTS.check(verb, System(stored.agency), stored)
    move_import(stored, verb, now=now, refusal=refusal)


class Watched:
    """Around a job: an import that the job has in hand when it raises fails, and says so. Whatever the job
    wrote is undone already; killed, it is begun anew, and nothing is said."""

    def __init__(self, import_id: int, now: dt.datetime) -> None:
        self.import_id, self.now = import_id, now

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and issubclass(kind, Exception):
            with transaction.atomic():
                rows = _at_work().filter(pk=self.import_id).select_for_update(of=("self",))
                for stored in rows:
                    _fail(stored, self.now)


def fail_lost(*, agency: Agency, now: dt.datetime, most: int) -> int:
    """Of imports whose job is gone say that they failed; what a job holds at the moment is left to it.
    Returns how many."""
    with transaction.atomic():
        rows = _at_work().filter(agency=agency).alias(last=Coalesce("moved_at", "made_at"))
        lost = list(
            rows.filter(last__lte=now - LOST)
            .order_by("pk")
            .select_for_update(of=("self",), skip_locked=True)[:most]
        )
        for stored in lost:
            _fail(stored, now)
    return len(lost)


def _at_work() -> QuerySet[DataImport]:
    return DataImport.objects.filter(state__in=AT_WORK).select_related("agency", "made_by__user")


def _fail(stored: DataImport, now: dt.datetime) -> None:
    verb = "fail_undo" if stored.state == ImportState.UNDOING else "fail"
    with translation.override(stored.made_by.user.speaks):
        words = _(
            "Something went wrong on our side, so nothing was changed. Try again. If it fails again, contact "
            "whoever runs this site."
        )
    move_by_job(stored, verb, now=now, refusal=words)


def begin(stored: DataImport, verb: str, *, actor: Viewer, now: dt.datetime) -> bool:
    """Move a locked import along a person's `verb`, unless it is so already: whether it moved. Raises
    NotAllowed or WrongState."""
    if not IMPORTS.check(verb, actor, stored):
        return False
    move_import(stored, verb, now=now)
    return True

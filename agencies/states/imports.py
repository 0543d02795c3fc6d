"""What an import can be, how it stands, and the verbs between: the table moves it, and says what its page
offers."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition

#: How long the rows of a file are kept.
KEPT = dt.timedelta(days=1)


class ImportState(models.TextChoices):
    MATCHING = "matching", _("Choose columns")
    CHECKING = "checking", _("Checking")
    FAULTY = "faulty", _("Errors found")
    READY = "ready", _("Ready to import")
    RUNNING = "running", _("Importing")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Undoing")
    UNDONE = "undone", _("Undone")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")
    NOT_UNDONE = "not_undone", _("Undo failed")


#: A job is at it.
AT_WORK = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)
#: Columns can be chosen, and checked anew.
OPEN = (ImportState.MATCHING, ImportState.FAULTY, ImportState.READY, ImportState.FAILED)


def _from(*states: ImportState) -> frozenset[str]:
    return frozenset(state.value for state in states)


S = ImportState
IMPORT_TRANSITIONS: tuple[Transition, ...] = (
    Transition("check", _("Check rows"), _from(*OPEN), "can_import", S.CHECKING),
    Transition("find_faults", _("Find errors"), _from(S.CHECKING, S.RUNNING), "is_job", S.FAULTY),
    Transition("find_none", _("Find no errors"), _from(S.CHECKING, S.RUNNING), "is_job", S.READY),
    Transition(
        "start",
        _("Import"),
        _from(S.READY, S.FAILED),
        "can_import",
        S.RUNNING,
        done=_from(S.RUNNING, S.DONE),
        guards=("is_checked", "brings_something"),
    ),
    Transition("bring", _("Bring in the rows"), _from(S.RUNNING), "is_job", S.DONE),
    Transition("stop", _("Stop"), _from(S.CHECKING, S.RUNNING), "is_job", S.STOPPED),
    Transition("fail", _("Fail"), _from(S.CHECKING, S.RUNNING), "is_job", S.FAILED),
    Transition(
        "undo",
        _("Undo import"),
        _from(S.DONE, S.NOT_UNDONE),
        "can_import",
        S.UNDOING,
        done=_from(S.UNDOING, S.UNDONE),
        icon="rotate",
        tone="danger",
    ),
    Transition("take_away", _("Delete the rows"), _from(S.UNDOING), "is_job", S.UNDONE),
    Transition("leave", _("Leave the rows"), _from(S.UNDOING), "is_job", S.DONE),
    Transition("fail_undo", _("Fail to undo"), _from(S.UNDOING), "is_job", S.NOT_UNDONE),
    Transition(
        "discard", _("Delete file"), _from(*OPEN, S.STOPPED), "can_import", None, icon="trash", tone="danger"
    ),
)

TONES = {
    ImportState.MATCHING: "neutral",
    ImportState.CHECKING: "info",
    ImportState.FAULTY: "bad",
    ImportState.READY: "warn",
    ImportState.RUNNING: "info",
    ImportState.DONE: "good",
    ImportState.UNDOING: "info",
    ImportState.UNDONE: "neutral",
    ImportState.STOPPED: "bad",
    ImportState.FAILED: "bad",
    ImportState.NOT_UNDONE: "bad",
}


class DateOrder(models.TextChoices):
    DAY_FIRST = "dmy", _("Day first: 31/12/2026")
    MONTH_FIRST = "mdy", _("Month first: 12/31/2026")
    YEAR_FIRST = "ymd", _("Year first: 2026-12-31")


class DecimalMark(models.TextChoices):
    POINT = "point", _("Point: 1,234.50")
    COMMA = "comma", _("Comma: 1.234,50")

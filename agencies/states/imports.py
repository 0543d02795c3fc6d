"""What an import can be, and how it stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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


#: A job is at it.
AT_WORK = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)
#: Columns can be chosen, and checked anew.
OPEN = (ImportState.MATCHING, ImportState.FAULTY, ImportState.READY)

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
}


class DateOrder(models.TextChoices):
    DAY_FIRST = "dmy", _("Day first: 31/12/2026")
    MONTH_FIRST = "mdy", _("Month first: 12/31/2026")
    YEAR_FIRST = "ymd", _("Year first: 2026-12-31")


class DecimalMark(models.TextChoices):
    POINT = "point", _("Point: 1,234.50")
    COMMA = "comma", _("Comma: 1.234,50")

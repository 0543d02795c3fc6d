"""How an archive of a whole agency stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    DELETED = "deleted", _("Deleted")


class ExportFault(models.TextChoices):
    """Why an archive could not be made."""

    DISK = "disk", _("The server has no room for the archive, or cannot write it.")
    DATABASE = "database", _("The database could not be read to the end.")
    STOPPED = "stopped", _("Making it was interrupted and did not go on.")


TONES = {
    ExportState.WAITING: "info",
    ExportState.READY: "good",
    ExportState.FAILED: "bad",
    ExportState.DELETED: "neutral",
}

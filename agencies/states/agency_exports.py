"""How an archive of a whole agency stands, and the verbs between."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition


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


_WAITING, _READY = frozenset({ExportState.WAITING.value}), frozenset({ExportState.READY.value})
EXPORT_TRANSITIONS: tuple[Transition, ...] = (
    Transition("finish", _("Finish"), _WAITING, "is_export_job", ExportState.READY),
    Transition("fail", _("Fail"), _WAITING, "is_export_job", ExportState.FAILED),
    Transition("expire", _("Expire"), _READY, "is_export_job", ExportState.DELETED),
    Transition(
        "delete",
        _("Delete archive"),
        _WAITING | _READY,
        "exports_agency",
        ExportState.DELETED,
        done=frozenset({ExportState.DELETED.value, ExportState.FAILED.value}),
        icon="trash",
        tone="danger",
    ),
)

TONES = {
    ExportState.WAITING: "info",
    ExportState.READY: "good",
    ExportState.FAILED: "bad",
    ExportState.DELETED: "neutral",
}

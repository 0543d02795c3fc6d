"""What an agency's claim to a host name can be."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimKind(models.TextChoices):
    """Where a host name comes from. Those of OWN alone are proved."""

    GIVEN = "given", _("Set up by the operator")
    SUBDOMAIN = "subdomain", _("Address of this installation")
    OWN = "own", _("Own domain")


class ClaimState(models.TextChoices):
    """A host of a claim that is PROVED leads to the agency; any other leads nowhere."""

    ASKED = "asked", _("Waiting for its record")
    PROVED = "proved", _("Connected")
    LAPSED = "lapsed", _("Disconnected")


class ClaimFault(models.TextChoices):
    """What the last check found wrong."""

    MISSING = "missing", _("There is no TXT record at this name.")
    OTHER = "other", _("There is a TXT record at this name, but with a different value.")
    SILENT = "silent", _("The name servers of this domain didn’t answer.")
    TAKEN = "taken", _("Another agency here uses this domain and still has its record.")


TONES: Mapping[str, str] = {
    ClaimState.ASKED: "warn",
    ClaimState.PROVED: "good",
    ClaimState.LAPSED: "bad",
}

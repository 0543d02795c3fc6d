"""What becomes of a mail that comes in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

#: What a LinkHolder is who writes from a reply address without having an account.
MAIL_SENDER = "mail_sender"


class Verdict(models.TextChoices):
    """Taken by a signed reply address, or as anybody's; or refused, and why. No refusal is ever answered."""

    ACCEPTED = "accepted", _("Reply")
    UNVERIFIED = "unverified", _("Sender not verified")
    AUTOMATIC = "automatic", _("Automatic answer or mailing list")
    LOOP = "loop", _("Our own mail")
    FLOOD = "flood", _("Too many")
    TOO_LARGE = "too_large", _("Too large")
    UNREADABLE = "unreadable", _("Can’t be read")
    OFF = "off", _("Support is switched off")


#: Those that said something on a ticket.
TAKEN = (Verdict.ACCEPTED, Verdict.UNVERIFIED)
VERDICT_TONES = {
    Verdict.ACCEPTED: "good",
    Verdict.UNVERIFIED: "warn",
    Verdict.AUTOMATIC: "neutral",
    Verdict.LOOP: "neutral",
    Verdict.FLOOD: "bad",
    Verdict.TOO_LARGE: "bad",
    Verdict.UNREADABLE: "bad",
    Verdict.OFF: "neutral",
}

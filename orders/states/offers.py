"""The states of an offer to one writer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferState(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DeclineCode(models.TextChoices):
    """Why a writer declines, for figures; their own words stand beside it."""

    NO_TIME = "no_time", _("No time")
    FEE = "fee", _("Fee too low")
    SUBJECT = "subject", _("Not my subject")
    DEADLINE = "deadline", _("Deadline too soon")
    OTHER = "other", _("Another reason")

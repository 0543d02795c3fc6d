"""Why a promise was missed: a closed list, so that causes can be counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    THIRD_PARTY = "third_party", _("Waiting on a third party")
    VOLUME = "volume", _("Too many tickets")
    STAFFING = "staffing", _("Too few people")
    UNCLEAR = "unclear", _("Unclear request")
    OUTAGE = "outage", _("Outage")
    TARGET = "target", _("Wrong target")
    OTHER = "other", _("Other")

"""What the severity of a revision request decides, as each agency sets it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency

from .revisions import Severity


class SeverityRule(OfAgency):
    """For one severity: the time for the answer, whether it uses up an
    included round, and what each point must say."""

    severity = models.CharField(_("severity"), max_length=8, choices=Severity)
    hours = models.PositiveSmallIntegerField(_("working hours until the deadline"))
    uses_round = models.BooleanField(_("uses an included round"))
    wants_place = models.BooleanField(_("each point must say where it applies"))
    wants_wish = models.BooleanField(_("each point must say what is wanted instead"))

    class Meta:
        verbose_name = _("severity rule")
        verbose_name_plural = _("severity rules")
        constraints = [
            models.UniqueConstraint(fields=["agency", "severity"], name="severityrule_once"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="severityrule_known"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=400), name="severityrule_hours"),
        ]

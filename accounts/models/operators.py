"""Who runs the installation, as the page at OPERATOR_HOST knows them, and what they did there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class Operator(models.Model):
    """A person who may read the figures of all agencies and decide what each may have. Named and removed by
    `manage.py operator` alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="operator")
    named_at = models.DateTimeField()

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")

    def __str__(self) -> str:
        return str(self.user_id)


class OperatorAct(models.TextChoices):
    NAMED = "named", _("Operator named")
    REMOVED = "removed", _("Operator removed")
    SIGNED_IN = "signed_in", _("Signed in")
    REFUSED = "refused", _("Sign-in refused")
    SIGNED_OUT = "signed_out", _("Signed out")
    LIMITED = "limited", _("Limits changed")
    SUSPENDED = "suspended", _("Agency suspended")
    RESUMED = "resumed", _("Agency resumed")


class OperatorEvent(models.Model):
    """One thing that an operator did, or that was done to one. `user` is whom it is about or who did it,
    empty for a sign-in of nobody; kept as long as the security log."""

    kind = models.CharField(max_length=10, choices=OperatorAct)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    detail = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("act of an operator")
        verbose_name_plural = _("acts of operators")
        indexes = [models.Index(fields=["-at", "-id"], name="operatorevent_log")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OperatorAct.values), name="operatorevent_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

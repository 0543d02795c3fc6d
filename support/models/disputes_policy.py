"""How long each side of a dispute has, and how much support may give back by itself."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency
from project.base.money import LARGEST
from support.states import disputes as states

HOURS = (states.LEAST_HOURS, states.MOST_HOURS)


class DisputePolicy(OfAgency):
    """An agency's own choice. One, or none yet: then the defaults hold."""

    answer_hours = models.PositiveSmallIntegerField(_("hours to respond"), default=states.ANSWER_HOURS)
    decision_hours = models.PositiveSmallIntegerField(_("hours to act"), default=states.DECISION_HOURS)
    reply_hours = models.PositiveSmallIntegerField(_("hours to reply"), default=states.REPLY_HOURS)
    appeal_days = models.PositiveSmallIntegerField(_("days to appeal"), default=states.APPEAL_DAYS)
    support_limit = models.DecimalField(
        _("limit of support"), max_digits=10, decimal_places=2, default=states.SUPPORT_LIMIT
    )

    class Meta:
        verbose_name = _("dispute settings")
        verbose_name_plural = _("dispute settings")
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="disputepolicy_one"),
            models.CheckConstraint(
                condition=Q(answer_hours__range=HOURS, decision_hours__range=HOURS, reply_hours__range=HOURS),
                name="disputepolicy_hours",
            ),
            models.CheckConstraint(condition=Q(appeal_days__lte=states.MOST_DAYS), name="disputepolicy_days"),
            models.CheckConstraint(
                condition=Q(support_limit__gte=0, support_limit__lte=LARGEST), name="disputepolicy_limit"
            ),
        ]

    @property
    def to_answer(self) -> dt.timedelta:
        return self.answer_hours * states.HOUR

    @property
    def to_act(self) -> dt.timedelta:
        return self.decision_hours * states.HOUR

    @property
    def to_reply(self) -> dt.timedelta:
        return self.reply_hours * states.HOUR

    @property
    def to_appeal(self) -> dt.timedelta:
        return self.appeal_days * states.DAY

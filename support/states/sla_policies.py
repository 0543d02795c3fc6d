"""What an agency promises on tickets: the values of its policies and of their ladder."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What a ticket is about, as far as a policy asks."""

    ORDER = "order", _("About an order")
    OTHER = "other", _("Not about an order")


#: Minutes that a target may take: one, to 90 days.
LEAST_MINUTES, MOST_MINUTES = 1, 90 * 24 * 60
#: Policies of an agency.
MOST_POLICIES = 30
#: How much of a time may be used up when a step is due, in percent, and how many steps a policy has.
LEAST_PERCENT, MOST_PERCENT, MOST_STEPS = 1, 300, 12
#: What a ladder begins with.
USUAL_PERCENTS = (50, 80, 100, 150)


class StepAct(models.TextChoices):
    """What a step of the ladder does."""

    NOTIFY = "notify", _("Notify")
    REASSIGN = "reassign", _("Reassign")
    RAISE = "raise", _("Raise the priority")
    WATCH = "watch", _("Add watcher")


class Whom(models.TextChoices):
    """Whom a step tells."""

    ASSIGNEE = "assignee", _("Whoever has the ticket")
    SUPPORT = "support", _("Support")
    MANAGERS = "managers", _("Managers and owners")
    PERSON = "person", _("One person")


class StepResult(models.TextChoices):
    """What came of a step."""

    DONE = "done", _("Done")
    #: It was so already.
    UNNEEDED = "unneeded", _("Not needed")
    #: Whoever was to get or to watch the ticket can't: the management is told.
    IMPOSSIBLE = "impossible", _("Not possible")


RESULT_TONES = {StepResult.DONE: "info", StepResult.UNNEEDED: "neutral", StepResult.IMPOSSIBLE: "bad"}

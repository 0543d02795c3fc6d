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

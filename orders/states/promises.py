"""What becomes of a priced promise that an act breaks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceAnswer(models.TextChoices):
    """What the desk says when it is asked."""

    TAKE_BACK = "take_back", _("Take the surcharge back")
    KEEP = "keep", _("Keep the price: the client has agreed")


#: Acts that tell of a promise: kept by agreement, or taken back.
RELEASED, KEPT = "release_preferred", "keep_preferred"
LOWERED_URGENCY, KEPT_URGENCY = "lower_urgency", "keep_urgency"

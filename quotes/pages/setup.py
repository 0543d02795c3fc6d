"""What an agency sets up with a trial order."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agencies.hooks import OpeningStep, opening_steps
from agencies.models import Agency
from quotes.rules.trial_orders import was_tried


def register() -> None:
    """Called once, in ready()."""
    opening_steps.register("trial", trial_step)


def trial_step(agency: Agency) -> OpeningStep:
    """Whether somebody has tried an order out."""
    text = _("See the whole way of an order with your own prices, then delete it.")
    return OpeningStep(_("Try an order out"), text, "quotes:trial", was_tried(agency), 90, "player-play")

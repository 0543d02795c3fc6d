"""What an agency sets up of its documents before it opens."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agencies.hooks import OpeningStep, opening_steps
from agencies.models import Agency
from agencies.models.letterhead import Letterhead


def register() -> None:
    """Called once, in ready()."""
    opening_steps.register("letterhead", letterhead_step)


def letterhead_step(agency: Agency) -> OpeningStep:
    """Whether quotes and invoices say who sends them; an invoice cannot be issued before."""
    found = Letterhead.objects.filter(agency=agency).exclude(name="").exists()
    text = _("Name, address and payment details on quotes and invoices.")
    return OpeningStep(_("Enter your invoice details"), text, "billing:invoicing", found, 50, "file-text")

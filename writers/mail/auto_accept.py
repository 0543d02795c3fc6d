"""What is written to a writer in whose name a rule has accepted, and to the desk when that was undone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.hooks.words import MailWords
from orders.mail.words import NEEDS_WRITER
from orders.states.mail_parts import DESK, WRITER

AUTO_ACCEPT = {WRITER: MailWords(_("Accepted for you"), _("Open order"), waits=True)}
UNDONE = {DESK: NEEDS_WRITER}

"""What was new about a sign-in, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import LoginAlert


def what_was_new(alert: LoginAlert) -> list[str]:
    """The facts that made us ask, a sentence each."""
    said = []
    if alert.new_device:
        said.append(_("This browser had not signed in before."))
    if alert.new_network:
        said.append(_("You had not signed in from this network before."))
    if alert.new_country:
        said.append(_("You had not signed in from this country before."))
    return said

"""Before a dangerous act by the API: who comes by session has shown lately who they are, as on the pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views.reauth import recently_confirmed
from project.base.api.problems import ReauthenticationRequired


def require_proof(request: Any) -> None:
    """Answers project.base.api.hooks.prove. One query at most."""
    if not recently_confirmed(request):
        words = _("Confirm who you are in the browser first, at %(page)s. Then try again.")
        raise ReauthenticationRequired(words % {"page": reverse("account_reauthenticate")})

"""What of people's access an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import AccessToken
from project.base import clock
from project.base.features import Door, Feature, counted, features


def register() -> None:
    """Called once, in ready()."""
    features.register("tokens", TOKENS)


def tokens_left(agency: Any) -> list[str]:
    """Tokens that open nothing meanwhile."""
    words = ngettext_lazy(
        "%(count)s access token opens nothing.", "%(count)s access tokens open nothing.", "n"
    )
    return counted(AccessToken.objects.live(clock.now()).filter(agency=agency), words)


TOKENS = Feature(
    label=_("Access tokens and API"),
    text=_("People create access tokens, with which programs act in their name."),
    off=_("No access token opens anything, and none can be created. People can revoke those they have."),
    owners=True,
    pages={
        "account_tokens": Door.READ,
        **dict.fromkeys(("account_token_revoke", "account_tokens_revoke_all"), Door.ENDS),
    },
    api={
        "tokens": Door.READ,
        **dict.fromkeys(("tokens.destroy", "tokens.revoke", "tokens.revoke_all"), Door.ENDS),
    },
    mails=("token_expires",),
    without={
        "menu": "The page is a tab of one’s own account, where tokens are revoked.",
        "jobs": "What the clock says of tokens leaves as a mail, which rests.",
    },
    impact=tokens_left,
)

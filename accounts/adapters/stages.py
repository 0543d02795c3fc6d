"""Between password and session: the second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from accounts.rules.trusted_browsers import skips_second_factor


class SecondFactorStage(AuthenticateStage):
    """allauth's, and browsers that the person trusts skip it."""

    def _should_handle(self, request: Any) -> bool:
        return bool(super()._should_handle(request)) and not skips_second_factor(request, self.login.user)

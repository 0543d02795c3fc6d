"""Between password and session: the second factor."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from accounts.rules.trusted_browsers import skips_second_factor
from project.base.http import knows_agency


class SecondFactorStage(AuthenticateStage):
    """allauth's, and browsers that the person trusts skip it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        assert knows_agency(request)
        return bool(super()._should_handle(request)) and not skips_second_factor(request, self.login.user)

"""Between password and session: the second factor."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from accounts.actions.factor_resets import carry_out_of
from accounts.rules.trusted_browsers import skips_second_factor
from project.base.clock import now
from project.base.http import knows_agency


class SecondFactorStage(AuthenticateStage):
    """allauth's, and browsers that the person trusts skip it. A reset that is due is carried out
    before a factor is asked for, should the clock not have done so yet."""

    def _should_handle(self, request: HttpRequest) -> bool:
        assert knows_agency(request)
        if not super()._should_handle(request) or carry_out_of(user=self.login.user, now=now()):
            return False
        return not skips_second_factor(request, self.login.user)

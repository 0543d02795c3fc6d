"""System checks of the house."""

from __future__ import annotations

from typing import Any

from django.core.checks import WARNING, CheckMessage, Error, Tags, register

from project.base import readiness
from project.base.hooks import Hook


@register()
def hooks_are_answered(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """project.E001: a hook that no installed app answers."""
    return [
        Error(
            f"{name} is answered by no installed app.",
            hint="Register an answer in ready().",
            id="project.E001",
        )
        for name in Hook.unanswered()
    ]


@register(Tags.security, deploy=True)
def settings_are_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """project.W001 and on, of `check --deploy`: what the settings lack (project/base/readiness.py)."""
    return [
        CheckMessage(WARNING, lack.words, hint=lack.step, id=f"project.{lack.code}")
        for lack in readiness.of_settings()
    ]

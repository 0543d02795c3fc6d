"""System checks of the house."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

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

"""System checks of the orders app."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from . import hooks


@register()
def hooks_are_answered(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """orders.E001: a question of orders/hooks.py that no installed app answers."""
    return [
        Error(f"orders.hooks.{name} is answered by no installed app.", hint="Register it in ready().", id="orders.E001")
        for name in hooks.missing()
    ]

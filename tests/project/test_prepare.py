"""`manage.py prepare`, which bin/run calls at each start."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


def test_production_never_serves_the_demo(cast: Cast, settings: Any, tmp_path: Any) -> None:
    """Somebody tried the demo and then switched the same folder to
    production: everybody knows these passwords."""
    settings.PRODUCTION, settings.STATIC_ROOT = True, tmp_path

    with pytest.raises(CommandError, match="This database holds the demo"):
        call_command("prepare")

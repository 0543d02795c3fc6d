"""How Hypothesis looks for examples: no test of a property fails because the machine is busy."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

#: For a test whose examples share the fixtures of one test, and undo what each of them stored.
SHARED_FIXTURES = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)


def use_patience() -> None:
    """Neither one slow example nor slow drawing fails a test."""
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")

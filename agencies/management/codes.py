"""The agency that an operator's command is about."""

from __future__ import annotations

from django.core.management.base import CommandError

from agencies.models import Agency


def agency_of_code(code: str) -> Agency:
    """The agency with this code, whatever the case. Raises CommandError."""
    agency = Agency.objects.filter(code=code.upper()).first()
    if agency is None:
        raise CommandError(f"There is no agency {code}. manage.py agencies lists them.")
    return agency

"""Drafts that classes name: the answer to what drafts asks (drafts.hooks.naming)."""

from __future__ import annotations

from django.db.models import Q


def of_members() -> Q:
    """Those that were prepared for a member."""
    return Q(cohort_member__isnull=False)

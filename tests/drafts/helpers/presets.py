"""Presets for tests."""

from __future__ import annotations

from typing import Any

from catalog.pricing.offering import current_offering
from drafts.actions import presets
from drafts.models import OrderPreset
from project.base.viewer import Member
from tests.helpers.cast import START
from tests.helpers.factories import account_of


def make_preset(member: Member, *, styles: Any = (), **fields: Any) -> OrderPreset:
    """A preset of a client: articles in a warm tone. Any field may be given instead."""
    offering = current_offering(member.agency)
    usual = {"name": "Articles", "service": offering.services[0], "quantity": 800, "tone": "Warm"}
    return presets.create_preset(
        actor=member, account=account_of(member), fields={**usual, **fields}, styles=styles, now=START
    )

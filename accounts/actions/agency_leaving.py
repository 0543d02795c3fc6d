"""What becomes of people, and of what operators did, when an agency is deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from accounts.models import OperatorEvent
from agencies.models import Agency, Membership

from .erasing import let_go


class AccountsLeavers:
    """Answers agencies.hooks.leavers."""

    def people(self, members: Sequence[Membership], now: dt.datetime) -> None:
        """By the rules of erasing a person."""
        let_go(members=members, now=now)

    def agency(self, agency: Agency, now: dt.datetime) -> None:
        """What operators did to it stays in their log, with its code and without their words."""
        OperatorEvent.objects.filter(agency=agency).update(agency=None, detail=agency.code)

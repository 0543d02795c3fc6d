"""Which version of a client account's style guide counts, and when."""

from __future__ import annotations

import datetime as dt

from clients.models import ClientAccount, StyleGuide


def current_guide(account: ClientAccount) -> StyleGuide | None:
    """The newest version, which may be empty; None when there never was one. One query."""
    return account.style_guides.order_by("-number").first()


def guide_at(agency_id: int, account_id: int, moment: dt.datetime) -> StyleGuide | None:
    """The version that counted at a moment, which may be empty; None when there was none yet. One query."""
    rows = StyleGuide.objects.filter(agency_id=agency_id, account_id=account_id, at__lte=moment)
    return rows.order_by("-number").first()

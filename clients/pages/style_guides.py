"""A client account's style guide with its versions, prepared for printing."""

from __future__ import annotations

from typing import Any

from clients.models import ClientAccount, StyleGuide
from clients.rules.accounts import account_role, can_edit_style_guide
from project.base.markdown import render
from project.base.viewer import Viewer

#: Versions that the page lists, the newest ones.
MOST_LISTED = 50


def guide_page(viewer: Viewer, account: ClientAccount, wanted: int = 0) -> dict[str, Any]:
    """The guide of a visible account: version `wanted`, or the newest. Two queries."""
    rows = account.style_guides.select_related("by").order_by("-number")
    versions = list(rows.defer("text")[:MOST_LISTED])
    newest = versions[0] if versions else None
    shown: StyleGuide | None = rows.filter(number=wanted or (newest.number if newest else 0)).first()
    return {
        "account": account,
        "own": bool(account_role(viewer, account.pk)),
        "edits": can_edit_style_guide(viewer, account.pk),
        "newest": newest,
        "shown": shown,
        "html": render(shown.text, top=3) if shown and shown.text else "",
        "old": bool(shown and newest and shown.number != newest.number),
        "versions": [
            {"number": row.number, "at": row.at, "by": row.by.public_name, "shown": row == shown}
            for row in versions
        ],
    }

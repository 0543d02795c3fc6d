"""A client account's style guide with its versions, prepared for printing."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.models import ClientAccount, StyleGuide
from clients.rules.accounts import account_role, can_edit_style_guide
from clients.rules.desk import is_desk
from project.base.markdown import render
from project.base.viewer import Viewer

#: Versions that the page lists, the newest ones.
MOST_LISTED = 50


def guide_page(viewer: Viewer, account: ClientAccount, wanted: int = 0) -> dict[str, Any]:
    """The guide of a visible account: version `wanted`, or the newest. Of one that was merged it is read, no
    longer written. Two queries."""
    rows = account.style_guides.select_related("by").order_by("-number")
    versions: list[Any] = list(rows.defer("text").annotate(empty=Q(text="", link=""))[:MOST_LISTED])
    newest = versions[0] if versions else None
    shown: StyleGuide | None = rows.filter(number=wanted or (newest.number if newest else 0)).first()
    return {
        "account": account,
        "own": bool(account_role(viewer, account.pk)),
        "edits": can_edit_style_guide(viewer, account.pk) and not account.merged_into_id,
        "moved": bool(account.merged_into_id),
        "newest": newest,
        "shown": shown,
        "html": render(shown.text, top=3) if shown and shown.text else "",
        "old": bool(shown and newest and shown.number != newest.number),
        "versions": [
            {
                "number": row.number,
                "at": row.at,
                "by": row.by.public_name,
                "empty": row.empty,
                "shown": row == shown,
            }
            for row in versions
        ],
        **_way_back(viewer, account),
    }


def _way_back(viewer: Viewer, account: ClientAccount) -> dict[str, Any]:
    """To the page of the account: the desk's, or its people's."""
    desk = is_desk(viewer)
    listed = {
        "label": _("Clients") if desk else _("Account"),
        "url": reverse("clients:desk_clients" if desk else "clients:accounts"),
    }
    back = reverse("clients:desk_client" if desk else "clients:account", args=[account.public_id])
    crumbs = [listed, {"label": account.name, "url": back}, {"label": _("Style guide"), "url": ""}]
    return {"back": back, "breadcrumbs": crumbs}

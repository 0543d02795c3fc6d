"""Fetching one draft in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from typing import Any

from drafts.models import OrderDraft
from project.base.errors import NotVisible


def draft_or_404(request: Any, public_id: str) -> OrderDraft:
    """The draft of that id if the viewer may see it, with the number of its open quote (`quoted_as`, "" for none). One query."""
    rows = OrderDraft.objects.visible_to(request.viewer).select_related("account", "order").with_quote()
    draft = rows.filter(public_id=public_id).first()
    if draft is None:
        raise NotVisible()
    draft.agency = request.agency
    return draft

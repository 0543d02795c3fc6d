"""The conversation on a member's page."""

from __future__ import annotations

from typing import Any

from cohorts.forms.member_portal import MemberMessageForm
from orders.actions.messages import why_closed
from orders.models import Order
from orders.pages.order.messages import Line, line_of, may_write, messages_of
from project.base.features import is_on

from .portal_parts import Asked, Panel, file_row

#: Messages that the page shows, the newest.
MOST_MESSAGES = 50


def talk_panel(asked: Asked, order: Order | None) -> Panel | None:
    """The conversation with the writer and the agency."""
    if order is None or not is_on(asked.viewer.agency, "messages"):
        return None
    viewer = asked.viewer
    rows = messages_of(viewer, order).filter(internal=False).order_by("-id")
    newest: list[Any] = list(rows.prefetch_related("attachments__file")[:MOST_MESSAGES])[::-1]
    opened = may_write(viewer, order, False) and not why_closed(order, asked.now)
    context = {
        "lines": [_line(asked, order, row) for row in newest],
        "form": (asked.forms.get("message") or MemberMessageForm()) if opened else None,
        "url": asked.url("mine_message"),
    }
    return Panel("cohorts/portal/_talk.html", context)


def _line(asked: Asked, order: Order, row: Any) -> Line:
    """A message; what the order page would link to is not for whoever came by a link."""
    files = [file_row(asked, file) for file in row.attachments.all()]
    return line_of(asked.viewer, order, row, asked.now, files=files)

"""The page of a member of a class, by their link: what the class is, what is asked of them and by when, and
what was made for them. Each panel stands in a template of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.models import CohortMember
from cohorts.pricing.late_briefs import due_of
from cohorts.rules.member_links import may_write_brief
from orders.models import Order
from orders.pages.lists.rows import order_badge
from orders.pages.order.reading import read_around
from orders.rules.review_window import judged
from orders.states.orders import State
from project.base.errors import QuillhouseError

from .portal_brief import brief_panel
from .portal_parts import Asked, Panel
from .portal_sessions import portal_sessions
from .portal_talk import talk_panel
from .portal_work import revision_panel, work_panel


@dataclass(frozen=True)
class Portal:
    member: CohortMember
    badge: SafeString | str
    deadline: dt.datetime | None
    said: str
    panels: list[Panel]
    problem: QuillhouseError | None = None


def portal_of(asked: Asked, problem: QuillhouseError | None = None) -> Portal:
    """The whole page. A constant number of queries."""
    order = order_of(asked)
    panels = [panel for make in PANELS if (panel := make(asked, order)) is not None]
    language = get_language() or "en"
    return Portal(
        member=asked.member,
        badge=order_badge(order.number, State(order.state), language) if order else "",
        deadline=due_of(asked.member, asked.now),
        said=_said(asked, order),
        panels=panels,
        problem=problem,
    )


def order_of(asked: Asked) -> Order | None:
    """The order of the member, if they receive what is made; None while there is none, and for whom the payer
    receives it."""
    related = ("service", "draft", "writer", "editor", "account")
    found = Order.objects.visible_to(asked.viewer).filter(pk=asked.member.order_id or 0)
    order = found.select_related(*related).first()
    if order is None:
        return None
    order.agency = asked.viewer.agency
    judged(order, asked.now)
    read_around(asked.viewer, order)
    for revision in order.revisions.all():
        revision.order = order
    return order


def _said(asked: Asked, order: Order | None) -> str:
    """In a sentence, what the member should know or do now."""
    member = asked.member
    if order is not None:
        said = SAID.get(order.state)
        return said() if said else ""
    if member.order_id is not None:
        return _("Your brief is in. %(payer)s receives the text.") % {"payer": member.cohort.account.name}
    if may_write_brief(asked.viewer, member):
        return _("Write what your text should be about, and send it.")
    return _("There is nothing for you to do yet.")


#: By the state of an order: what its receiver reads, in their language.
SAID: dict[str, Callable[[], str]] = {
    State.PLACED: lambda: _("Your brief is in. The agency is looking for a writer."),
    State.OFFERED: lambda: _("Your brief is in. The agency is looking for a writer."),
    State.ASSIGNED: lambda: _("A writer has your brief and will start soon."),
    State.IN_PROGRESS: lambda: _("Your text is being written."),
    State.IN_REVIEW: lambda: _("An editor is checking your text."),
    State.DELIVERED: lambda: _("Your text is ready. Read it, then accept it or request a revision."),
    State.REVISION_REQUESTED: lambda: _("You have requested a revision. The writer works on it."),
    State.COMPLETED: lambda: _("You have your text. Nothing is left to do."),
    State.ON_HOLD: lambda: _("The agency has put your order on hold."),
    State.CANCELLED: lambda: _("Your order was cancelled."),
}


def sessions_panel(asked: Asked, order: Order | None) -> Panel | None:
    """The member's seats, and the sessions that they can book."""
    context = portal_sessions(asked.member, asked.url, asked.now)
    return Panel("cohorts/portal/_sessions.html", context) if context else None


#: What stands on the page, in this order; each of (asked, order) -> a panel, or None where it says nothing.
PANELS: list[Callable[[Asked, Order | None], Panel | None]] = [
    work_panel,
    brief_panel,
    revision_panel,
    sessions_panel,
    talk_panel,
]

"""The page of a member of a class, by their link: what the class is, what is asked of them and by when, and
what was made for them. Each panel stands in a template of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models import FileUse
from cohorts.forms.member_portal import (
    BriefForm,
    MemberMessageForm,
    MemberReplyForm,
    MemberRevisionForm,
)
from cohorts.models import CohortMember, MemberBrief
from cohorts.rules.member_links import may_write_brief
from orders.actions.messages import why_closed
from orders.actions.moving import ORDERS
from orders.models import Delivery, Order
from orders.pages.lists.rows import order_badge
from orders.pages.order.messages import Line, line_of, may_write, messages_of
from orders.pages.order.reading import attachments_of, read_around
from orders.rules.live_revision import active_revision
from orders.rules.review_window import judged
from orders.states.orders import State
from project.base.errors import QuillhouseError
from project.base.features import is_on
from project.base.markdown import render
from project.base.viewer import Receiver

from .portal_sessions import portal_sessions

#: Messages that the page shows, the newest.
MOST_MESSAGES = 50


@dataclass(frozen=True)
class Asked:
    """A request that somebody makes of the page: who, whose page it is, by which key, when; forms that came
    back with what was typed, by name."""

    viewer: Receiver
    member: CohortMember
    key: str
    now: dt.datetime
    forms: Mapping[str, Any] = field(default_factory=dict)

    def url(self, name: str, *more: Any) -> str:
        return reverse(f"cohorts:{name}", args=[self.key, *more])


@dataclass(frozen=True)
class Panel:
    """One panel: `template` is included with `context` as `panel`, the `csrf_token`, and nothing else."""

    template: str
    context: Mapping[str, Any]


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
    draft = asked.member.draft
    panels = [panel for make in PANELS if (panel := make(asked, order)) is not None]
    language = get_language() or "en"
    return Portal(
        member=asked.member,
        badge=order_badge(order.number, State(order.state), language) if order else "",
        deadline=order.client_deadline if order else draft.deadline if draft else None,
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


def brief_panel(asked: Asked, order: Order | None) -> Panel | None:
    """The form while the brief is asked for; afterwards what was sent."""
    member = asked.member
    own = MemberBrief.objects.filter(member=member).first()
    if may_write_brief(asked.viewer, member):
        start = {"text": own.text if own else "", "version": own.version if own else 0}
        assert member.draft is not None
        own_files = member.draft.attachments.select_related("file").order_by("id")
        context = {
            "form": asked.forms.get("brief") or BriefForm(initial=start),
            "url": asked.url("mine_brief"),
            "common": render(member.draft.brief, top=3),
            "deadline": member.draft.deadline,
            "files": [
                _file(asked, use, removable=use.added_by_id == asked.viewer.member_id) for use in own_files
            ],
            "saved_at": own.saved_at if own else None,
        }
        return Panel("cohorts/portal/_brief_form.html", context)
    if order is not None:
        html = render(order.brief, top=3)
        files = [_file(asked, file) for file in attachments_of(order, []) if file.order_id == order.pk]
        return Panel("cohorts/portal/_brief.html", {"html": html, "files": files})
    if own is not None and own.text:
        return Panel("cohorts/portal/_brief.html", {"html": render(own.text, top=3), "files": []})
    return None


def work_panel(asked: Asked, order: Order | None) -> Panel | None:
    """What was delivered, newest first, and what to say to it."""
    if order is None:
        return None
    viewer = asked.viewer
    found = list(Delivery.objects.visible_to(viewer).filter(order=order).order_by("-number"))
    if not found:
        return None
    files = attachments_of(order, [delivery.pk for delivery in found])
    versions = [
        {
            "number": row.number,
            "at": row.reviewed_at or row.delivered_at,
            "words": row.word_count,
            "html": render(row.text, top=4) if row.text and place == 0 else "",
            "url": asked.url("mine_version", row.number) if row.text else "",
            "files": [_file(asked, file) for file in files if file.delivery_id == row.pk],
        }
        for place, row in enumerate(found)
    ]
    context = {
        "versions": versions,
        "accept_url": asked.url("mine_accept") if _opens("accept", asked, order) else "",
        "revise_url": asked.url("mine_revise") if _opens("request_revision", asked, order) else "",
        "form": asked.forms.get("revision") or MemberRevisionForm(),
        "asking": "revision" in asked.forms,
        "until": order.review_ends_at if order.state == State.DELIVERED else None,
    }
    return Panel("cohorts/portal/_work.html", context)


def _opens(verb: str, asked: Asked, order: Order) -> bool:
    """Whether the member can use the verb now, and has not done so already."""
    return order.state in ORDERS[verb].sources and ORDERS.may(verb, asked.viewer, order)


def revision_panel(asked: Asked, order: Order | None) -> Panel | None:
    """The revisions that were asked for, with the answers, and the questions that wait for one."""
    if order is None or not order.revisions.all():
        return None
    told = order.state in (State.DELIVERED, State.COMPLETED)
    rounds = [
        {
            "number": row.number,
            "summary": row.summary,
            "at": row.asked_at,
            "state": row.get_state_display(),
            "points": [
                {
                    "point": point,
                    "told": told or point.asks,
                    "reply": point.reply if told or point.asks else "",
                }
                for point in row.points.all()
            ],
        }
        for row in sorted(order.revisions.all(), key=lambda row: -row.number)
    ]
    questions = questions_of(order)
    form = asked.forms.get("reply") or (MemberReplyForm(questions=questions) if questions else None)
    return Panel(
        "cohorts/portal/_revisions.html", {"rounds": rounds, "form": form, "url": asked.url("mine_reply")}
    )


def questions_of(order: Order) -> list[Any]:
    """The points in which the writer asks something."""
    revision = active_revision(order)
    return [point for point in revision.points.all() if point.asks] if revision else []


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
    files = [_file(asked, file) for file in row.attachments.all()]
    return line_of(asked.viewer, order, row, asked.now, files=files)


def _file(asked: Asked, use: FileUse, *, removable: bool = False) -> dict[str, Any]:
    """A row of ui/file_list.html."""
    return {
        "name": use.name,
        "url": asked.url("mine_file", use.public_id),
        "size": use.file.size,
        "content_type": use.file.content_type,
        "remove_url": asked.url("mine_file_remove", use.public_id) if removable else "",
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

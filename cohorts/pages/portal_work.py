"""What was made for a member, and what they said to it."""

from __future__ import annotations

from typing import Any

from cohorts.forms.member_portal import MemberReplyForm, MemberRevisionForm
from orders.actions.moving import ORDERS
from orders.models import Delivery, Order
from orders.pages.order.reading import attachments_of
from orders.rules.live_revision import active_revision
from orders.states.orders import State
from project.base.markdown import render

from .portal_parts import Asked, Panel, file_row


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
            "files": [file_row(asked, file) for file in files if file.delivery_id == row.pk],
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

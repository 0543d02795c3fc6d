"""One revision request as the API tells it: what its page shows to the same viewer, in codes and times."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from orders.models import OrderEvent, RevisionRequest
from orders.pages import timeline
from orders.pages.order.deliveries import visible_deliveries
from orders.pages.revisions import points
from orders.pages.revisions.agreements import change_of, proposal_of, visible_changes
from orders.pages.revisions.fees import change_fee, revision_fee
from orders.rules import revisions
from orders.rules.change_orders import state_at
from orders.rules.revision_guards import open_proposal
from orders.rules.sides import Sides, sides_of
from project.base.api.fields import moment_text, money_text
from project.base.viewer import Viewer

from .revision_rows import row_of


def revision_details(viewer: Viewer, revision: RevisionRequest, now: dt.datetime) -> dict[str, Any]:
    """All that the viewer, a party of the order, may read of a revision from fetching.revision_of_id."""
    sides, waits = sides_of(viewer, revision.order), open_proposal(revision)
    return {
        **row_of(viewer, revision, now),
        "requested_by": revision.asked_by.public_name if sides.client or sides.staff else _("The client"),
        **_versions(viewer, revision),
        "answered_at": moment_text(revision.answered_at),
        "closed_at": moment_text(revision.closed_at),
        "requested_deadline": moment_text(waits.due_at) if waits else None,
        **_scope(viewer, revision, sides),
        "fee": money_text(revision_fee(viewer, revision)),
        "change_fee": money_text(change_fee(viewer, revision)),
        "points": [_point(view, point) for view, point in _points(revision, sides)],
        "proposals": _proposals(viewer, revision, sides),
        "changes": _changes(viewer, revision, now),
        "files": [_file(row) for row in revision.attachments.select_related("file").order_by("id")],
    }


def _versions(viewer: Viewer, revision: RevisionRequest) -> dict[str, int | None]:
    """The versions before and after, of those that the viewer may read."""
    rows = visible_deliveries(viewer, revision.order)
    known = list(rows.values_list("pk", "number", "revision_id"))
    return {
        "about_version": next((number for pk, number, _of in known if pk == revision.about_id), None),
        "new_version": next((number for _pk, number, of in known if of == revision.pk), None),
    }


def _scope(viewer: Viewer, revision: RevisionRequest, sides: Sides) -> dict[str, Any]:
    """What was decided; the desk's own part is None for others."""
    of_desk = ("scope_rule", "cause", "client_review")
    return {
        "uses_round": revision.uses_round,
        "clause": revision.clause,
        "judgement": revision.judgement,
        **{name: getattr(revision, name) if sides.staff else None for name in of_desk},
        "staff_note": revision.staff_note if revisions.reads_staff_note(viewer, revision) else None,
    }


def _points(revision: RevisionRequest, sides: Sides) -> Any:
    return zip(points.points_of(revision, sides, None), revision.points.all(), strict=True)


def _point(view: points.PointView, point: Any) -> dict[str, Any]:
    return {
        **{name: getattr(point, name) for name in ("position", "place", "category", "issue", "wish", "need")},
        "answer": point.answer if view.row.answer else None,
        "reply": view.row.reply,
        "asks": view.asks,
        "client_reply": point.client_reply,
        "verdict": point.verdict,
        "notes": [
            {"kind": said.kind, "who": said.who, "text": said.text, "at": moment_text(said.at)}
            for said in view.said
        ],
    }


def _proposals(viewer: Viewer, revision: RevisionRequest, sides: Sides) -> list[dict[str, Any]]:
    return [
        {
            "side": row.side,
            "due_at": moment_text(row.due_at),
            "note": row.note,
            "state": row.state,
            "proposed_at": moment_text(row.at),
            "answered_at": moment_text(row.answered_at),
            "yours_to_answer": proposal_of(viewer, revision, sides, row).mine_to_answer,
        }
        for row in revision.proposals.all()
    ]


def _changes(viewer: Viewer, revision: RevisionRequest, now: dt.datetime) -> list[dict[str, Any]]:
    found = []
    for row in visible_changes(viewer, revision):
        view = change_of(viewer, revision, row, now)
        lines = [{"label": line.label, "amount": money_text(line.amount)} for line in row.lines.all()]
        found.append(
            {
                "number": row.number,
                "note": row.note,
                "hours": row.hours,
                "state": state_at(row.state, row.valid_until, now),
                "valid_until": moment_text(row.valid_until),
                "expired": view.expired,
                "lines": lines,
                "total": money_text(row.total),
                "currency": revision.order.currency,
                "writer_fee": money_text(view.writer_fee),
                "allowed": list(view.verbs),
            }
        )
    return found


def _file(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "name": row.name,
        "size": row.file.size,
        "content_type": row.file.content_type,
    }


def events_of(revision: RevisionRequest) -> Any:
    """The events of a revision, with what event_row reads."""
    return timeline.with_numbers(OrderEvent.objects.filter(order_id=revision.order_id, revision=revision))


def event_row(
    viewer: Viewer, revision: RevisionRequest, event: OrderEvent, now: dt.datetime
) -> dict[str, Any]:
    """An event in words for this viewer; {} for one that is not theirs to read."""
    order = revision.order
    for told in timeline.sentences(order, sides_of(viewer, order), [event], now):
        return {
            "at": moment_text(event.at),
            "verb": event.verb,
            "who": told.who,
            "text": told.text,
            "note": told.note,
            "version": event.delivery_number if told.url else None,  # type: ignore[attr-defined]
        }
    return {}

"""The page of a dispute, prepared for one viewer: either side, or the desk.

Prices are read by the client's side and the desk alone, fees by the desk and by whom they concern, and who of
the agency wrote something by the desk.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.pages.order.deliveries import file_rows
from orders.rules.orders import on_client_side, sees_price
from orders.rules.sides import sides_of
from project.base import formatting
from project.base.compiled import Slot, compiled_key
from project.base.viewer import Member, Viewer
from support.actions.disputes_moving import DISPUTES
from support.models import Dispute, DisputeFile, DisputeProposal, DisputeStatement
from support.rules import disputes as rules
from support.rules.disputes_policy import dispute_policy_of
from support.states.disputes import (
    ACTIVE,
    DisputeState,
    Outcome,
    ProposalKind,
    ProposalState,
    Side,
    StatementKind,
)

from .disputes_look import look_of

TONES = {
    ProposalState.OPEN: "accent",
    ProposalState.NOTED: "neutral",
    ProposalState.REPLACED: "neutral",
    ProposalState.FAILED: "bad",
    ProposalState.CARRIED_OUT: "good",
}


@compiled_key
def _disputes(viewer: Viewer, public_id: Slot) -> QuerySet[Dispute]:
    rows = Dispute.objects.visible_to(viewer).filter(public_id=public_id)
    return rows.select_related("order__agency", "order__account", "opened_by", "writer")


def dispute_of(viewer: Member, public_id: str) -> Dispute | None:
    """The dispute of that id if the viewer may see it, with all that a page about it prints: seven queries,
    however much was said, one where there is none to see."""
    found = _disputes.first(viewer, public_id=public_id)
    if found is not None:
        proposals = DisputeProposal.objects.select_related("by", "writer", "seconded_by")
        prefetch_related_objects(
            [found],
            "points",
            Prefetch("files", DisputeFile.objects.select_related("file")),
            Prefetch("statements", DisputeStatement.objects.select_related("by")),
            Prefetch("proposals", proposals),
            "proposals__acceptances",
        )
    return found


@dataclass(frozen=True)
class Eyes:
    """What a viewer reads of a dispute."""

    side: str
    desk: bool
    prices: bool


def eyes_of(viewer: Member, dispute: Dispute) -> Eyes:
    """Somebody who is also the client of the order reads as that."""
    order = dispute.order
    return Eyes(rules.own_side(viewer, dispute), sides_of(viewer, order).desk, sees_price(viewer, order))


def verbs_of(viewer: Member, dispute: Dispute, now: dt.datetime) -> dict[str, str]:
    """The verbs that the viewer has a right to, each with the reason why not now, "" when it can be used."""
    found = {
        choice.transition.verb: str(choice.reason)
        for choice in DISPUTES.choices(viewer, dispute)
        if dispute.state in choice.transition.sources
    }
    timely = {
        "propose": rules.too_early(dispute, now),
        **dict.fromkeys(("accept", "counter", "withdraw"), rules.too_late_to_reply(dispute, now)),
    }
    if "appeal" in found and not found["appeal"]:
        timely["appeal"] = rules.too_late_to_appeal(dispute, dispute_policy_of(dispute.order.agency), now)
    if dispute.escalated_at:
        found.pop("escalate", None)
    found = {verb: reason or timely.get(verb, "") for verb, reason in found.items()}
    return _not_twice(viewer, dispute, found)


def _not_twice(viewer: Member, dispute: Dispute, found: dict[str, str]) -> dict[str, str]:
    """A side that has accepted does not accept again; nothing waits for a second person beside nothing."""
    waiting, side = rules.open_proposal(dispute), rules.own_side(viewer, dispute)
    accepted = waiting and any(row.side == side for row in waiting.acceptances.all())
    gone = {"accept"} if accepted else set()
    gone |= {"confirm"} if found.get("confirm") else set()
    gone |= {"answer"} if found.get("answer") else set()
    return {verb: reason for verb, reason in found.items() if verb not in gone}


def page_of(viewer: Member, dispute: Dispute, now: dt.datetime) -> dict[str, Any]:
    """What the template prints."""
    eyes = eyes_of(viewer, dispute)
    return {
        "dispute": dispute,
        "order": dispute.order,
        "state": look_of(dispute, now, eyes.side),
        "reason": dispute.get_reason_display(),
        "eyes": eyes,
        "turn": turn_of(dispute, eyes, now),
        "dues": dues_of(dispute, now),
        "facts": facts_of(dispute, eyes),
        "statements": [_statement(row, eyes, files_beside(row, dispute)) for row in dispute.statements.all()],
        "points": [point.text for point in dispute.points.all()],
        "proposals": [proposal_of(row, dispute, eyes, viewer) for row in dispute.proposals.all()],
    }


def turn_of(dispute: Dispute, eyes: Eyes, now: dt.datetime) -> str:
    """What the dispute waits for, in a sentence."""
    waiting = rules.open_proposal(dispute)
    if dispute.state == DisputeState.ANSWERING:
        if rules.too_early(dispute, now):
            mine = eyes.side == rules.other_side(dispute, dispute.claimant)
            return (
                _("Respond, so that the agency hears your side.")
                if mine
                else _("Waiting for the other side’s response.")
            )
        return _("Waiting for the agency to propose a settlement.")
    if dispute.state == DisputeState.PROPOSED:
        if waiting and waiting.needs_second and not waiting.seconded_by_id and eyes.desk:
            return _("A second manager or owner has to approve the amount.")
        return _("A proposal is open. Whoever does not object in time accepts it.")
    if dispute.state == DisputeState.COUNTERED:
        if waiting and eyes.desk:
            return _("A second manager or owner has to approve the decision.")
        return _("Waiting for the agency’s decision.")
    return ""


def dues_of(dispute: Dispute, now: dt.datetime) -> list[dict[str, Any]]:
    """The deadlines that run, both sides the same."""
    if not dispute.active:
        return []
    found = []
    if dispute.state == DisputeState.ANSWERING and rules.too_early(dispute, now):
        found.append({"label": _("Respond by"), "when": dispute.answer_by})
    if dispute.reply_by:
        found.append({"label": _("Reply to the proposal by"), "when": dispute.reply_by})
    return [*found, {"label": _("The agency acts by"), "when": dispute.decide_by}]


def facts_of(dispute: Dispute, eyes: Eyes) -> list[dict[str, str]]:
    """What stands beside it."""
    order_state = dispute.get_order_state_display()
    rows = [
        {"label": _("Opened by"), "value": side_words(dispute.side, eyes)},
        {"label": _("Order was"), "value": order_state},
    ]
    if eyes.desk:
        rows[0]["value"] = f"{rows[0]['value']}: {dispute.opened_by.public_name}"
        rows.append({"label": _("Client"), "value": dispute.order.account.name})
        if dispute.writer:
            rows.append({"label": _("Writer"), "value": dispute.writer.public_name})
    if rules.needs_manager(dispute) and dispute.state in ACTIVE:
        rows.append({"label": _("Settled by"), "value": _("a manager or owner")})
    return rows


def side_words(side: str, eyes: Eyes) -> str:
    """A side, as the viewer calls it."""
    return _("You") if side == eyes.side else str(Side(side).label)


def files_beside(statement: DisputeStatement, dispute: Dispute) -> list[DisputeFile]:
    """The files of a statement, as they were chosen. Reads prefetched rows when there are some."""
    return [file for file in dispute.files.all() if file.kind == statement.kind]


def _statement(row: DisputeStatement, eyes: Eyes, files: list[DisputeFile]) -> dict[str, Any]:
    who = side_words(row.side, eyes)
    return {
        "title": StatementKind(row.kind).label,
        "who": f"{who}: {row.by.public_name}" if eyes.desk else who,
        "text": row.text,
        "at": row.at,
        "files": file_rows(files),
    }


def proposal_of(row: DisputeProposal, dispute: Dispute, eyes: Eyes, viewer: Member) -> dict[str, Any]:
    """One proposal with as much of its terms as the viewer reads."""
    state, who = ProposalState(row.state), side_words(row.side, eyes)
    accepted = [side_words(each.side, eyes) for each in row.acceptances.all()]
    decided = row.kind == ProposalKind.DECISION
    return {
        "number": row.number,
        "title": row.get_kind_display(),
        "heading": _("Decision waiting for approval") if decided else _("Open proposal"),
        "who": f"{who}: {row.by.public_name}" if eyes.desk else who,
        "at": row.at,
        "state": state.label,
        "tone": TONES[state],
        "open": state == ProposalState.OPEN,
        "words": row.words,
        "terms": terms_of(row, dispute, eyes, viewer),
        "accepted": accepted,
        "second": _second(row) if eyes.desk else "",
    }


def terms_of(row: DisputeProposal, dispute: Dispute, eyes: Eyes, viewer: Member) -> list[dict[str, str]]:
    """The terms as pairs of a name and a value."""
    currency = dispute.order.currency
    found = [{"label": _("Outcome"), "value": str(Outcome(row.outcome).label)}]
    if row.percent and eyes.prices:
        amount = formatting.money(row.amount, currency)
        words = _("%(amount)s (%(percent)s%% of the price)")
        found.append({"label": _("Refund"), "value": words % {"amount": amount, "percent": row.percent}})
    if row.days:
        days = ngettext("%(n)s day", "%(n)s days", row.days) % {"n": row.days}
        found.append({"label": _("More time"), "value": days})
    if row.writer and (eyes.desk or on_client_side(viewer, dispute.order)):
        found.append({"label": _("New writer"), "value": row.writer.public_name})
    own = eyes.side == Side.WRITER and row.outcome != Outcome.REASSIGN
    if row.fee is not None and (eyes.desk or own):
        found.append({"label": _("Writer’s fee"), "value": formatting.money(row.fee, currency)})
    return found


def _second(row: DisputeProposal) -> str:
    if row.seconded_by:
        return _("Amount approved by %(name)s") % {"name": row.seconded_by.public_name}
    return _("Above the limit: a second manager or owner has to approve it.") if row.needs_second else ""

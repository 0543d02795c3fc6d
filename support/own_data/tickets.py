"""What the support app keeps about a person: their tickets, and what they wrote on those of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import NAMED, Enclosure, Part, Tie, exported
from agencies.models import Membership
from project.base import clock
from project.base.viewer import Member
from support.models import (
    BreachCause,
    Ticket,
    TicketAnswering,
    TicketEvent,
    TicketMessage,
    TicketRating,
    TicketWatcher,
)
from support.rules.ticket_ratings import rating_of
from support.rules.ticket_times import judged

__all__ = ["TicketsKeeper"]


class TicketsKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        yield Part(
            "tickets", _("Tickets you opened, with what was written on them."), _tickets(viewer), place=84
        )
        about = _("What you wrote on other people’s tickets.")
        yield Part("my_ticket_messages", about, _written(viewer), place=84)
        yield Part("watched_tickets", _("Other people’s tickets that you watch."), _watched(viewer), place=84)
        yield Part("ticket_acts", _("What you did on tickets."), _acts(viewer), place=84)
        yield Part("breach_causes", _("Why you said targets were missed."), _causes(viewer), place=84)

    def ties(self, viewer: Member) -> list[Tie]:
        """One's own tickets that are open: somebody is about to answer."""
        rows = Ticket.objects.opened_by(viewer).live().order_by("pk")[:NAMED]
        words = _("Ticket %(number)s is open. Mark it as solved.")
        return [
            Tie(words % {"number": row.number}, reverse("support:ticket", args=[row.number])) for row in rows
        ]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Tickets are records of the agency and stay, as messages of orders do; nobody takes care of those
        that whoever leaves had, and they watch and answer none. The words of their ratings are deleted."""
        TicketAnswering.objects.filter(agency_id=membership.agency_id, person=membership).delete()
        TicketWatcher.objects.filter(agency_id=membership.agency_id, person=membership).delete()
        rated = TicketRating.objects.filter(agency_id=membership.agency_id, ticket__requester=membership)
        rated.update(words="")
        rows = Ticket.objects.filter(agency_id=membership.agency_id, assignee=membership)
        rows.update(assignee=None)


def _tickets(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = Ticket.objects.opened_by(viewer).select_related("order", "merged_into", "rating").order_by("pk")
    for row in rows.iterator(chunk_size=200):
        judged(row, clock.now())
        said = TicketMessage.objects.visible_to(viewer).filter(ticket=row).select_related("author")
        names = ("number", "subject", "state", "priority", "opened_at", "solved_at", "closed_at")
        yield exported(row, *names, "order__number", "merged_into__number") | {
            "rating": _rating(row),
            "messages": [
                exported(one, "sent_at", "kind", "author__public_name", "text")
                | {"files": [file.name for file in one.files.all()]}
                for one in said.prefetch_related("files")
            ],
        }


def _written(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = TicketMessage.objects.filter(agency_id=viewer.agency_id, author_id=viewer.member_id)
    rows = rows.exclude(ticket__requester_id=viewer.member_id).select_related("ticket").order_by("pk")
    for row in rows.iterator():
        yield exported(row, "sent_at", "kind", "text", ticket=row.ticket.number)


def _rating(ticket: Ticket) -> dict[str, Any] | None:
    rating = rating_of(ticket)
    return exported(rating, "verdict", "words", "given_at", "changed_at") if rating else None


def _watched(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = TicketWatcher.objects.filter(agency_id=viewer.agency_id, person_id=viewer.member_id)
    for row in rows.select_related("ticket").order_by("pk").iterator():
        yield exported(row, "since", ticket=row.ticket.number)


def _causes(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = BreachCause.objects.filter(agency_id=viewer.agency_id, by_id=viewer.member_id)
    for row in rows.select_related("breach__ticket").order_by("pk").iterator():
        about = {"ticket": row.breach.ticket.number, "target": row.breach.target}
        yield exported(row, "at", "cause", "note", **about)


def _acts(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = TicketEvent.objects.filter(agency_id=viewer.agency_id, actor_id=viewer.member_id)
    for row in rows.select_related("ticket").order_by("pk").iterator():
        yield exported(row, "at", "verb", ticket=row.ticket.number)

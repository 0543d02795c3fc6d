"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from orders.models import Offer, RevisionRequest
from orders.querysets import revision_turns
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.menu import MOST_COUNTED, Entry, menu_counts, menu_entries
from project.base.paging import CappedCount


def register() -> None:
    """Called once, in ready()."""
    menu_counts.register("open_offers", open_offers)
    menu_counts.register("own_revisions", own_revisions)
    menu_entries.register("studio", Entry("studio", _("My work"), "writers:studio", "writing", 10))
    menu_entries.register(
        "studio_revisions",
        Entry("studio", _("Revisions"), "writers:revisions", "rotate", 20, counts="own_revisions"),
    )
    menu_entries.register(
        "offers", Entry("studio", _("Offers"), "writers:offers", "inbox", 30, counts="open_offers")
    )
    menu_entries.register("pool", Entry("studio", _("Open pool"), "writers:pool", "stack-2", 35))
    menu_entries.register(
        "auto_accept", Entry("studio", _("Automatic acceptance"), "writers:auto_accept", "bolt", 37)
    )
    menu_entries.register("desk_pool", Entry("desk", _("Open pool"), "writers:desk_pool", "stack-2", 35))
    menu_entries.register(
        "our_writers", Entry("client", _("Our writers"), "writers:client_directory", "book", 65)
    )
    menu_entries.register("past_work", Entry("studio", _("Handed over"), "writers:past_work", "history", 40))
    menu_entries.register("portfolio", Entry("studio", _("Portfolio"), "writers:portfolio", "user", 45))
    menu_entries.register(
        "desk_portfolios", Entry("desk", _("Portfolios"), "writers:desk_portfolios", "user", 47)
    )
    menu_entries.register("capacity", Entry("studio", _("Capacity"), "writers:capacity", "calendar", 50))
    menu_entries.register(
        "desk_capacity", Entry("desk", _("Capacity"), "writers:desk_capacities", "calendar", 45)
    )
    menu_entries.register(
        "assignment",
        Entry("agency", _("Assignment"), "writers:assignment", "user-plus", 5),
    )
    menu_entries.register("fairness", Entry("agency", _("Fairness report"), "writers:fairness", "scale", 26))
    menu_entries.register("editing", Entry("editing", _("Review queue"), "writers:editing", "eye", 10))
    menu_entries.register(
        "editing_revisions", Entry("editing", _("Revisions"), "writers:editing_revisions", "rotate", 20)
    )
    menu_entries.register(
        "saved_comments", Entry("editing", _("Comment bank"), "writers:saved_comments", "message", 35)
    )
    for group in ("studio", "editing"):
        menu_entries.register(
            f"earnings_{group}", Entry(group, _("Earnings"), "writers:earnings", "receipt", 50)
        )
    menu_entries.register(
        "studio_feedback", Entry("studio", _("Feedback"), "writers:studio_feedback", "thumb-up", 45)
    )
    menu_entries.register(
        "editing_feedback", Entry("editing", _("Feedback"), "writers:editing_feedback", "thumb-up", 45)
    )
    menu_entries.register(
        "client_feedback", Entry("client", _("Feedback"), "writers:client_feedback", "thumb-up", 65)
    )
    menu_entries.register(
        "desk_feedback", Entry("desk", _("Feedback"), "writers:desk_feedback", "thumb-up", 60)
    )
    menu_entries.register("rates", Entry("agency", _("Rates"), "writers:rates", "coin", 22))
    menu_entries.register("rubrics", Entry("agency", _("Rubrics"), "writers:rubrics", "list-check", 23))
    menu_entries.register("fees", Entry("agency", _("Fees"), "writers:all_earnings", "receipt", 24))
    menu_entries.register("workload", Entry("editing", _("Workload"), "writers:workload", "chart-bar", 30))


def open_offers(now: Any) -> CappedCount:
    """Of a member: how many offers wait for their answer at `now`."""
    own = Offer.objects.filter(agency_id=OuterRef("agency_id"), writer_id=OuterRef("pk"))
    own = own.filter(state=OfferState.OPEN, answer_by__gt=now, order__state=State.OFFERED)
    return CappedCount(own, MOST_COUNTED)


def own_revisions(now: Any) -> Any:
    """Of a member: how many revisions wait for them as the one who works on them."""
    rows = RevisionRequest.objects.filter(agency_id=OuterRef("agency_id"))
    ways = revision_turns.worked_on_by(OuterRef("pk"))
    return reduce(add, [CappedCount(rows.filter(way), MOST_COUNTED) for way in ways])

"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from orders.models import InboxThread
from project.base.menu import MOST_COUNTED, Entry, menu_counts, menu_entries
from project.base.paging import CappedCount


def register() -> None:
    """Called once, in ready()."""
    menu_counts.register("unread_threads", unread_threads)
    for group, position in (("client", 12), ("studio", 12), ("editing", 12), ("desk", 12)):
        menu_entries.register(
            f"inbox_{group}",
            Entry(group, _("Messages"), "orders:inbox", "message", position, counts="unread_threads"),
        )
    menu_entries.register("orders", Entry("client", _("Orders"), "orders:list", "briefcase", 10))
    menu_entries.register("revisions", Entry("client", _("Revisions"), "orders:revisions", "rotate", 20))
    menu_entries.register("desk", Entry("desk", _("All orders"), "orders:desk", "layout-board", 10))
    menu_entries.register(
        "desk_reviews", Entry("desk", _("Waiting reviews"), "orders:review_desk", "eye", 18)
    )
    menu_entries.register(
        "desk_revisions", Entry("desk", _("Revisions"), "orders:desk_revisions", "rotate", 20)
    )


def unread_threads(now: Any) -> CappedCount:
    """Of a member: how many threads of their inbox hold something new."""
    own = InboxThread.objects.filter(agency_id=OuterRef("agency_id"), membership_id=OuterRef("pk"))
    return CappedCount(own.filter(unread=True), MOST_COUNTED)

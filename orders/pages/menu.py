"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    menu_entries.register("orders", Entry("client", _("Orders"), "orders:list", "briefcase", 10))
    menu_entries.register("revisions", Entry("client", _("Revisions"), "orders:revisions", "rotate", 20))
    menu_entries.register("desk", Entry("desk", _("All orders"), "orders:desk", "layout-board", 10))
    menu_entries.register(
        "desk_revisions", Entry("desk", _("Revisions"), "orders:desk_revisions", "rotate", 20)
    )

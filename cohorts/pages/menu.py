"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    for group, position in (("client", 35), ("desk", 45)):
        menu_entries.register(
            f"classes_{group}",
            Entry(group, _("Classes"), "cohorts:classes", "users", position, under="/classes/"),
        )

"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    for group, position in (("client", 90), ("studio", 90), ("editing", 90)):
        menu_entries.register(
            f"support_{group}",
            Entry(group, _("Support"), "support:tickets", "help", position, under="/support/"),
        )
    menu_entries.register(
        "support_desk",
        Entry("desk", _("Support"), "support:queue", "help", 15, also=("/support/",)),
    )

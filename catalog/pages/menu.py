"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    menu_entries.register("catalog", Entry("agency", _("Price list"), "catalog:catalog", "tag", 20))

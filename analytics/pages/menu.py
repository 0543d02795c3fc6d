"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    client = Entry("client", _("Figures"), "analytics:client", "chart-bar", 85)
    menu_entries.register("analytics_client", client)
    writer = Entry("studio", _("Figures"), "analytics:writer", "chart-bar", 55)
    menu_entries.register("analytics_writer", writer)
    editor = Entry("editing", _("Figures"), "analytics:editor", "chart-bar", 55)
    menu_entries.register("analytics_editor", editor)
    menu_entries.register("analytics_desk", Entry("desk", _("Figures"), "analytics:agency", "chart-bar", 42))
    places = (("client", 86, "client_analytics"), ("studio", 56, ""), ("editing", 56, ""), ("desk", 43, ""))
    for group, position, needs in places:
        menu_entries.register(
            f"analytics_reports_{group}",
            Entry(group, _("Scheduled reports"), "analytics:reports", "mail", position, needs=needs),
        )

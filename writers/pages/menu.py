"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    menu_entries.register("studio", Entry("studio", _("My work"), "writers:studio", "writing", 10))
    menu_entries.register(
        "studio_revisions", Entry("studio", _("Revisions"), "writers:revisions", "rotate", 20)
    )
    menu_entries.register("offers", Entry("studio", _("Offers"), "writers:offers", "inbox", 30))
    menu_entries.register("past_work", Entry("studio", _("Handed over"), "writers:past_work", "history", 40))
    menu_entries.register("editing", Entry("editing", _("Review queue"), "writers:editing", "eye", 10))
    menu_entries.register(
        "editing_revisions", Entry("editing", _("Revisions"), "writers:editing_revisions", "rotate", 20)
    )

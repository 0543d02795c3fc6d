"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agencies.rules.agencies import (
    is_editor,
    is_staff,
    is_writer,
    manages_domains,
    sees_people,
    sets_branding,
)
from agencies.rules.agency_exports import exports_agency
from project.base.menu import Entry, Group, menu_entries, menu_groups


def register() -> None:
    """Called once, in ready()."""
    menu_groups.register("studio", Group(_("Studio"), is_writer, 20))
    menu_groups.register("editing", Group(_("Editing"), is_editor, 30))
    menu_groups.register("desk", Group(_("Desk"), is_staff, 40))
    menu_groups.register("agency", Group(_("Agency"), sees_people, 50))
    # Without a heading: beneath the one before, for owners.
    menu_groups.register("branding", Group("", sets_branding, 51))
    menu_entries.register("branding", Entry("branding", _("Branding"), "agencies:branding", "photo", 10))
    menu_groups.register("domains", Group("", manages_domains, 52))
    menu_entries.register("domains", Entry("domains", _("Domains"), "agencies:domains", "world", 10))
    menu_entries.register("limits", Entry("domains", _("Limits"), "agencies:limits", "chart-bar", 20))
    menu_groups.register("moving_out", Group("", exports_agency, 53))
    menu_entries.register("exports", Entry("moving_out", _("Export"), "agencies:exports", "download", 10))
    menu_entries.register("setup", Entry("agency", _("Setup"), "agencies:setup", "list-check", 2))
    menu_entries.register("agency", Entry("agency", _("Agency settings"), "agencies:agency", "settings", 5))
    menu_entries.register("features", Entry("agency", _("Features"), "agencies:features", "circle-check", 7))
    menu_entries.register("people", Entry("agency", _("People"), "agencies:people", "users", 10))
    menu_entries.register("storage", Entry("agency", _("Stored files"), "agencies:storage", "files", 60))
    menu_entries.register("imports", Entry("agency", _("Import"), "agencies:imports", "upload", 65))
    menu_entries.register("webhooks", Entry("agency", _("Webhooks"), "agencies:webhooks", "link", 70))
    menu_entries.register("hours", Entry("agency", _("Working hours"), "agencies:hours", "clock", 30))

"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clients.rules.accounts import is_client
from project.base.menu import Entry, Group, menu_entries, menu_groups


def register() -> None:
    """Called once, in ready()."""
    menu_groups.register("client", Group(_("My orders"), is_client, 10))
    menu_entries.register("accounts", Entry("client", _("Account"), "clients:accounts", "users", 60))
    menu_entries.register("clients", Entry("desk", _("Clients"), "clients:desk_clients", "building", 25))
    menu_entries.register("favourites", Entry("client", _("Favourites"), "clients:favourites", "star", 70))

"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.menu import Entry, menu_entries


def register() -> None:
    """Called once, in ready()."""
    menu_entries.register("invoices", Entry("client", _("Invoices"), "billing:invoices", "receipt", 80))
    desk = Entry("desk", _("Invoices"), "billing:invoices", "receipt", 40, also=("/desk/invoicing/",))
    menu_entries.register("desk_invoices", desk)

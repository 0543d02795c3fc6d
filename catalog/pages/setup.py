"""What an agency sets up of its prices before it opens."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.hooks import OpeningStep, opening_steps
from agencies.models import Agency
from catalog.models import PriceBookChange
from catalog.models.price_versions import Part
from catalog.pages.catalog import tax_words
from catalog.pricing.offering import current_offering


def register() -> None:
    """Called once, in ready()."""
    opening_steps.register("prices", prices_step)
    opening_steps.register("tax", tax_step)


def prices_step(agency: Agency) -> OpeningStep:
    """Whether somebody has looked at the starter prices enough to change one, or to publish them."""
    offering = current_offering(agency)
    n = len(offering.services)
    text = ngettext(
        "%(n)s service with prices in %(currency)s.", "%(n)s services with prices in %(currency)s.", n
    ) % {"n": n, "currency": agency.currency}
    changed = offering.book.version > 1 or agency.is_open
    if not changed:
        text += " " + _("These are examples: choose a list that fits, then change what you like.")
    page = "catalog:catalog" if changed else "catalog:templates"
    return OpeningStep(_("Choose your services and prices"), text, page, changed, 30, "tag")


def tax_step(agency: Agency) -> OpeningStep:
    """Whether there is a tax, or somebody has changed its name, or published prices without one."""
    book = current_offering(agency).book
    text = tax_words(book) or _("No tax is added to prices.")
    changes = PriceBookChange.objects.filter(agency=agency, part=Part.GENERAL)
    done = (
        agency.is_open or bool(book.tax_rate) or changes.filter(field__in=["tax_rate", "tax_label"]).exists()
    )
    return OpeningStep(
        _("Enter your tax, if any"), text, "catalog:catalog_edit", done, 40, "receipt", (Part.GENERAL.value,)
    )

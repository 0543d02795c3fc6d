"""What speaks against somebody, in words that they, the desk and programs read alike."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.pricing.offering import current_offering
from project.base import formatting

if TYPE_CHECKING:
    from orders.models import Order
    from writers.models import EditorWorkload, WriterCapacity


def not_accepting(settings: WriterCapacity | EditorWorkload) -> str:
    """With the day from which on they accept again and their message, if they gave them."""
    if settings.paused_until:
        day = formatting.date(settings.paused_until)
        words = _("Not accepting new work until %(day)s.") % {"day": day}
    else:
        words = _("Not accepting new work.")
    return f"{words} “{settings.message}”" if settings.message else words


def full(active: int, most: int) -> str:
    return ngettext(
        "Has %(n)s active order; the limit is %(most)s.",
        "Has %(n)s active orders; the limit is %(most)s.",
        active,
    ) % {"n": active, "most": most}


def full_of_reviews(active: int, most: int) -> str:
    return ngettext(
        "Has %(n)s active review; the limit is %(most)s.",
        "Has %(n)s active reviews; the limit is %(most)s.",
        active,
    ) % {"n": active, "most": most}


def hours(held: Decimal, more: Decimal, most: int) -> str:
    words = _("Has %(held)s hours of work, and this order adds %(more)s; the limit is %(most)s hours.")
    return words % {"held": plain(held), "more": plain(more), "most": most}


def full_of_hours(held: Decimal, most: int) -> str:
    return _("Has %(held)s hours of work; the limit is %(most)s hours.") % {"held": plain(held), "most": most}


def day_limit(given: int, most: int) -> str:
    words = ngettext(
        "Accepted %(n)s order today; the limit is %(most)s a day.",
        "Accepted %(n)s orders today; the limit is %(most)s a day.",
        given,
    )
    return words % {"n": given, "most": most}


def away(halves_away: int, halves_working: int, needed: int) -> str:
    words = _("Away for %(away)s of %(all)s working days before the deadline; the order needs %(needed)s.")
    return words % {
        "away": plain(Decimal(halves_away) / 2),
        "all": plain(Decimal(halves_working) / 2),
        "needed": plain(Decimal(needed) / 2),
    }


def buffer(days: int) -> str:
    return ngettext(
        "Needs at least %(n)s day until the deadline.", "Needs at least %(n)s days until the deadline.", days
    ) % {"n": days}


def language(order: Order) -> str:
    """In the agency's names of the languages. No query where its catalog is known."""
    names = current_offering(order.agency).language_names
    target = names.get(order.locale, order.locale)
    if not order.source_locale:
        return _("Doesn’t write in %(target)s.") % {"target": target}
    source = names.get(order.source_locale, order.source_locale)
    return _("Doesn’t translate from %(source)s into %(target)s.") % {"source": source, "target": target}


def plain(number: Decimal) -> str:
    """To one decimal, without one that is zero: 2, 2.5."""
    return f"{round(number, 1):f}".removesuffix(".0")

"""What stands at the head and the foot of the documents that an agency sends: quotes and invoices."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.text import validate_text

from .base import OfAgency

NAME_LIMIT = 120
ADDRESS_LIMIT = 400
TAX_NUMBER_LIMIT = 40
PAYMENT_LIMIT = 600
#: Days to pay, until an agency says otherwise.
DAYS_TO_PAY = 14
LONGEST_TERM = 120


def name_field(label: Any) -> models.CharField[str, str]:
    """The name of somebody who bills, or is billed."""
    return models.CharField(label, max_length=NAME_LIMIT, blank=True, validators=[validate_text])


def address_field() -> models.TextField[str, str]:
    """A postal address, some lines."""
    return models.TextField(
        _("address"), blank=True, validators=[MaxLengthValidator(ADDRESS_LIMIT), validate_text]
    )


def tax_number_field() -> models.CharField[str, str]:
    """The number under which a tax office knows them."""
    return models.CharField(
        _("tax number"), max_length=TAX_NUMBER_LIMIT, blank=True, validators=[validate_text]
    )


class Letterhead(OfAgency):
    """Who an agency is on paper, how and within how many days its
    invoices are paid. One per agency, or none yet.

    An invoice keeps what it printed of it; the PDF of a quote reads it anew each time.
    """

    name = name_field(_("legal name"))
    address = address_field()
    tax_number = tax_number_field()
    payment_days = models.PositiveSmallIntegerField(
        _("payment term in days"), default=DAYS_TO_PAY, validators=[MaxValueValidator(LONGEST_TERM)]
    )
    payment_text = models.TextField(
        _("payment instructions"), blank=True, validators=[MaxLengthValidator(PAYMENT_LIMIT), validate_text]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="letterhead_one"),
            models.CheckConstraint(condition=Q(payment_days__lte=LONGEST_TERM), name="letterhead_days"),
        ]

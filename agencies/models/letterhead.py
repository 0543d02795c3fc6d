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
TAX_NOTE_LIMIT = 300
IBAN_LIMIT, BIC_LIMIT = 34, 11
#: What the database takes for one; the check digits are judged where it is typed (agencies/forms/banking.py).
IBAN_SHAPE, BIC_SHAPE = r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", r"^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$"
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


class PaymentReference(models.TextChoices):
    """By which number a client is asked to name a payment."""

    INVOICE = "invoice", _("Invoice number")
    ORDER = "order", _("Order number")


class Letterhead(OfAgency):
    """Who an agency is on paper, how and within how many days its
    invoices are paid. One per agency, or none yet.

    An invoice keeps what it printed of it; the PDF of a quote reads it anew each time. Without an account
    holder the legal name is; `iban` and `bic` are written without spaces.
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
    #: What an invoice says to a client who accounts for the tax; empty: the program's own sentence.
    reverse_charge_note = models.CharField(
        _("reverse charge note"),
        max_length=TAX_NOTE_LIMIT,
        blank=True,
        default="",
        db_default="",
        validators=[validate_text],
    )
    iban = models.CharField(_("IBAN"), max_length=IBAN_LIMIT, blank=True, db_default="")
    bic = models.CharField(_("BIC"), max_length=BIC_LIMIT, blank=True, db_default="")
    account_holder = models.CharField(
        _("account holder"), max_length=NAME_LIMIT, blank=True, db_default="", validators=[validate_text]
    )
    reference = models.CharField(
        _("payment reference"),
        max_length=7,
        choices=PaymentReference,
        default=PaymentReference.INVOICE,
        db_default=PaymentReference.INVOICE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="letterhead_one"),
            models.CheckConstraint(condition=Q(iban="") | Q(iban__regex=IBAN_SHAPE), name="letterhead_iban"),
            models.CheckConstraint(condition=Q(bic="") | Q(bic__regex=BIC_SHAPE), name="letterhead_bic"),
            models.CheckConstraint(condition=Q(bic="") | ~Q(iban=""), name="letterhead_bic_of_iban"),
            models.CheckConstraint(
                condition=Q(reference__in=PaymentReference.values), name="letterhead_reference"
            ),
            models.CheckConstraint(condition=Q(payment_days__lte=LONGEST_TERM), name="letterhead_days"),
        ]

    @property
    def holder(self) -> str:
        """Whose the bank account is."""
        return self.account_holder or self.name

"""Where invoices are paid: the bank account of an agency, and by which number a payment is named."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

import project.base.text
from project.base.migrations import MoreColumns

IBAN, BIC = r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", r"^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$"


class Migration(MoreColumns):
    dependencies = [("agencies", "0010_words")]

    operations = [
        migrations.AddField(
            "Letterhead",
            "iban",
            models.CharField(blank=True, db_default="", max_length=34, verbose_name="IBAN"),
        ),
        migrations.AddField(
            "Letterhead",
            "bic",
            models.CharField(blank=True, db_default="", max_length=11, verbose_name="BIC"),
        ),
        migrations.AddField(
            "Letterhead",
            "account_holder",
            models.CharField(
                blank=True,
                db_default="",
                max_length=120,
                validators=[project.base.text.validate_text],
                verbose_name="account holder",
            ),
        ),
        migrations.AddField(
            "Letterhead",
            "reference",
            models.CharField(
                choices=[("invoice", "Invoice number"), ("order", "Order number")],
                db_default="invoice",
                default="invoice",
                max_length=7,
                verbose_name="payment reference",
            ),
        ),
        AddConstraintNotValid(
            "Letterhead",
            models.CheckConstraint(condition=Q(iban="") | Q(iban__regex=IBAN), name="letterhead_iban"),
        ),
        AddConstraintNotValid(
            "Letterhead",
            models.CheckConstraint(condition=Q(bic="") | Q(bic__regex=BIC), name="letterhead_bic"),
        ),
        AddConstraintNotValid(
            "Letterhead",
            models.CheckConstraint(condition=Q(bic="") | ~Q(iban=""), name="letterhead_bic_of_iban"),
        ),
        AddConstraintNotValid(
            "Letterhead",
            models.CheckConstraint(
                condition=Q(reference__in=["invoice", "order"]), name="letterhead_reference"
            ),
        ),
    ]

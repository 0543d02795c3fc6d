"""Where an invoice is paid, and where it goes besides the payers of its account."""

from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0012_bank_account_proved"), ("billing", "0012_unbilled_of_before")]

    operations = [
        migrations.AddField(
            "BillingDetails",
            "email",
            models.EmailField(
                blank=True, db_default="", max_length=254, verbose_name="email address for invoices"
            ),
        ),
        migrations.AddField(
            "Invoice", "seller_iban", models.CharField(blank=True, db_default="", max_length=34)
        ),
        migrations.AddField(
            "Invoice", "seller_bic", models.CharField(blank=True, db_default="", max_length=11)
        ),
        migrations.AddField(
            "Invoice", "account_holder", models.CharField(blank=True, db_default="", max_length=120)
        ),
        migrations.AddField(
            "Invoice", "payment_reference", models.CharField(blank=True, db_default="", max_length=40)
        ),
    ]

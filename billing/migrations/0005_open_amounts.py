"""How much is open of an invoice."""

from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing", "0004_open_invoices_of_before")]

    operations = [
        migrations.AddField(
            "OpenInvoice",
            "amount",
            models.DecimalField(db_default=Decimal(0), decimal_places=2, max_digits=12),
        ),
    ]

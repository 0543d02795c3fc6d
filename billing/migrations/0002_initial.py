import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("billing", "0001_initial"),
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="invoice",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="orders.order"
            ),
        ),
        migrations.AddField(
            model_name="invoicecounter",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="invoicedentry",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="invoicedentry",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="invoiced", to="orders.ledgerentry"
            ),
        ),
        migrations.AddField(
            model_name="invoicedentry",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="billing.invoice"
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.invoice"
            ),
        ),
        migrations.AddField(
            model_name="invoicesettings",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["agency", "account", "-number"], name="invoice_account"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["order", "number"], name="invoice_of_order"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="invoice_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="invoice_number"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="invoice_number_from_one"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("total", django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("tax")))
                ),
                name="invoice_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("issued_on"))), name="invoice_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoicecounter",
            constraint=models.UniqueConstraint(fields=("agency",), name="invoicecounter_one"),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(fields=("invoice", "position"), name="invoiceline_position"),
        ),
        migrations.AddConstraint(
            model_name="invoicesettings",
            constraint=models.UniqueConstraint(fields=("agency",), name="invoicesettings_one"),
        ),
        migrations.AddConstraint(
            model_name="invoicesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("payment_days__lte", 120)), name="invoicesettings_days"
            ),
        ),
    ]

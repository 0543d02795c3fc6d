from django.db import migrations, models

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [("orders", "0014_quotes")]

    operations = [
        migrations.AddField(
            model_name="orderquote",
            name="work",
            field=models.OneToOneField(
                null=True, on_delete=models.PROTECT, related_name="worked_for", to="orders.orderdraft"
            ),
        ),
        constraints.SameAgency("OrderQuote", "work"),
    ]

"""What somebody was given today is found, however much they were given before."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0036_lately_closed_found")]

    operations = [
        ConcurrentIndex(
            "OrderEvent",
            models.Index(
                fields=["agency", "person", "at"],
                name="orderevent_given_at",
                condition=models.Q(verb__in=("assign", "accept_offer", "reassign")),
            ),
        ),
    ]

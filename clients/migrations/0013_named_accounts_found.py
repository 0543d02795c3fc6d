"""An account that is deleted is looked for by an index in what names it besides."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("clients", "0012_reverse_charge_proved")]

    operations = [
        ConcurrentIndex(
            "AccountEvent",
            models.Index(
                fields=["other"], name="accountevent_named", condition=models.Q(other__isnull=False)
            ),
        ),
        ConcurrentIndex(
            "AccountPerson",
            models.Index(
                fields=["through"], name="accountperson_named", condition=models.Q(through__isnull=False)
            ),
        ),
    ]

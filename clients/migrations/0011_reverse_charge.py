"""Client accounts whose clients account for the tax, and the acts that say so."""

from django.db import migrations, models
from django.db.models import Q

from project.base.migrations import MoreColumns, WiderCheck

VERBS = (
    ("make", "Account created"),
    ("rename", "Renamed"),
    ("change_kind", "Type changed"),
    ("add_contact", "Contact added"),
    ("edit_contact", "Contact changed"),
    ("remove_contact", "Contact removed"),
    ("write_note", "Note added"),
    ("remove_note", "Note removed"),
    ("merge", "Merged"),
    ("part", "Separated again"),
    ("import", "Imported"),
    ("take_over", "Open orders taken over"),
    ("reverse_charge", "Reverse charge switched on"),
    ("charge_tax", "Reverse charge switched off"),
)


class Migration(MoreColumns):
    dependencies = [("clients", "0010_imported_proved")]

    operations = [
        migrations.AddField(
            "clientaccount",
            "reverse_charge",
            models.BooleanField(db_default=False, default=False, verbose_name="reverse charge"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "accountevent", "verb", models.CharField(choices=list(VERBS), max_length=16)
                )
            ]
        ),
        WiderCheck(
            "accountevent",
            models.CheckConstraint(
                condition=Q(verb__in=[verb for verb, _words in VERBS]), name="accountevent_known_verb"
            ),
        ),
    ]

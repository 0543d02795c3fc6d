"""Addresses with an international domain, as they were typed, in the one form in which they are compared."""

from django.db import migrations

from project.base.mail_addresses import canonical_email

#: (app, model): the columns "email" that are compared.
COLUMNS = (
    ("accounts", "User"),
    ("accounts", "BackupAddress"),
    ("accounts", "EmailChange"),
    ("account", "EmailAddress"),
    ("agencies", "Invitation"),
)


def rewrite(apps, schema_editor):
    """Can be run again. Two people with one address were never equal: the later keeps theirs as it is."""
    for app, name in COLUMNS:
        model = apps.get_model(app, name)
        odd = model._default_manager.filter(email__regex="[^\x01-\x7f]").order_by("id")
        for pk, email in odd.values_list("pk", "email").iterator(500):
            wanted = canonical_email(email)
            if name == "User" and model._default_manager.filter(email=wanted).exists():
                continue
            model._default_manager.filter(pk=pk).update(email=wanted)


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("accounts", "0008_token_area_of_writers_proved"),
        ("agencies", "0005_webhooks"),
    ]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]

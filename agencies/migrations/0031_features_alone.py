"""The program no longer reads or writes the two columns; they stay for the one of before, which gets what the
database writes there."""

from django.db import migrations

DEFAULTS = """
ALTER TABLE "agencies_agency" ALTER COLUMN editorial_review SET DEFAULT true;
ALTER TABLE "agencies_agency" ALTER COLUMN sign_up SET DEFAULT 'open';
"""
NONE = """
ALTER TABLE "agencies_agency" ALTER COLUMN editorial_review DROP DEFAULT;
ALTER TABLE "agencies_agency" ALTER COLUMN sign_up DROP DEFAULT;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0030_features_of_before")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(DEFAULTS, NONE)],
            state_operations=[
                migrations.RemoveField("Agency", "editorial_review"),
                migrations.RemoveField("Agency", "sign_up"),
            ],
        ),
    ]

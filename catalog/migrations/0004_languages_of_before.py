"""The agencies of before 0003 have the languages in which they could be ordered from so far. Run again, it
leads to the same; it locks no row of theirs but against deletion."""

from django.db import migrations

WRITE = """
    INSERT INTO catalog_language (agency_id, key, name, description, position)
    SELECT agency.id, spoken.key, spoken.name, '', spoken.position
    FROM agencies_agency agency
    CROSS JOIN (VALUES
        ('en-GB', 'English (British)', 1),
        ('en-US', 'English (American)', 2),
        ('de', 'German', 3),
        ('fr', 'French', 4),
        ('es', 'Spanish', 5),
        ('it', 'Italian', 6),
        ('nl', 'Dutch', 7),
        ('pl', 'Polish', 8),
        ('pt', 'Portuguese', 9),
        ('sv', 'Swedish', 10)
    ) AS spoken (key, name, position)
    ORDER BY agency.id, spoken.position
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_languages")]
    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]

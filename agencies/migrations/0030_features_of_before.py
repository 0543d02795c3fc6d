"""What agencies have switched by columns becomes their features. Run again, it changes nothing."""

from django.db import migrations

WRITE = """
UPDATE agencies_agency SET features = array_remove(ARRAY[
    CASE WHEN editorial_review THEN NULL ELSE '-editorial_review' END,
    CASE WHEN sign_up = 'open' THEN NULL ELSE '-sign_up' END
]::varchar[], NULL)
WHERE features = '{}' AND (NOT editorial_review OR sign_up <> 'open')
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0029_features_kept_alike")]
    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]

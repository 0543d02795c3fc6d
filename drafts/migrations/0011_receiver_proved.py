"""The rule of receivers holds for every draft."""

from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("drafts", "0010_receiver")]

    operations = [SameAgencyProved("OrderDraft", "receiver")]

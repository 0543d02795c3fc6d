"""Links, placeholders and briefs of members point to nothing of another agency."""

from django.db import migrations

from project.base.constraints import SameAgency


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0006_links")]

    operations = [
        SameAgency("MemberLink", "member", "created_by"),
        SameAgency("MemberPerson", "member", "membership"),
        SameAgency("MemberBrief", "member"),
    ]

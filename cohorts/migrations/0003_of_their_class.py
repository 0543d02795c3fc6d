"""What hangs together is of one class, and languages are those of the agency."""

from django.db import migrations

from project.base.constraints import KeyOfAgencyFromNow, SameParent


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0002_rules"), ("catalog", "0003_languages")]

    operations = [
        SameParent("CohortMember", "cohort", "group"),
        SameParent("CohortMember", "cohort", "placing"),
        SameParent("MemberValue", "cohort", "member"),
        SameParent("MemberValue", "cohort", "field"),
        SameParent("CohortFile", "cohort", "member"),
        SameParent("Nudge", "cohort", "member"),
        KeyOfAgencyFromNow("Cohort", "catalog.Language", "locale", "source_locale"),
    ]

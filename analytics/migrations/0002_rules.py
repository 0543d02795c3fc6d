"""What the database keeps of these tables: nothing points to another agency."""

from django.db import migrations

from project.base.constraints import SameAgency


class Migration(migrations.Migration):
    dependencies = [("analytics", "0001_initial")]

    operations = [
        SameAgency("ScheduledReport", "owner", "writer", "cohort"),
        SameAgency("ReportFilter", "report"),
        SameAgency("ReportRecipient", "report", "membership"),
        SameAgency("ReportRun", "report", "membership"),
        SameAgency("RunFilter", "run"),
        SameAgency("RunFigure", "run"),
        SameAgency("RunPoint", "figure"),
    ]

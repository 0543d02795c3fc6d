"""What the database keeps of these tables: nothing points to another agency."""

from django.db import migrations

from project.base.constraints import SameAgency


class Migration(migrations.Migration):
    dependencies = [("writers", "0001_initial")]

    operations = [
        SameAgency("AutoAcceptRule", "member", "subject", "service"),
        SameAgency("AutoAcceptance", "event", "order", "member", "rule"),
        SameAgency("BlackoutPeriod", "member"),
        SameAgency("EditorWorkload", "member"),
        SameAgency("EligibilityOverride", "event", "order", "member"),
        SameAgency("PoolEntry", "order", "put_by"),
        SameAgency("PoolInterest", "entry", "member"),
        SameAgency("PreferredClient", "member", "account"),
        SameAgency("PreferredService", "member", "service"),
        SameAgency("PreferredSubject", "member", "subject"),
        SameAgency("ServiceEffort", "service"),
        SameAgency("WaitingPlace", "order", "writer", "event", "made_by"),
        SameAgency("WriterCapacity", "member"),
        SameAgency("WriterLanguage", "member"),
    ]

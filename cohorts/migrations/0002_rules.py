"""What the database keeps of these tables: nothing points to another agency or class, and what was done stays."""

from django.db import migrations

from project.base.constraints import AppendOnly, SameAgency, SameParent


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0001_initial")]

    operations = [
        SameAgency(
            "Cohort",
            "account",
            "requested_by",
            "created_by",
            "service",
            "subject",
            "quality",
            "preferred_writer",
        ),
        SameAgency("CohortAddOn", "cohort", "addon"),
        SameAgency("CohortGroup", "cohort"),
        SameAgency("CohortField", "cohort"),
        SameAgency("Placing", "cohort", "by", "book"),
        SameAgency("CohortMember", "cohort", "group", "placing", "draft", "order"),
        SameAgency("MemberValue", "cohort", "member", "field"),
        SameAgency("CohortFile", "cohort", "member", "file", "added_by"),
        SameAgency("Milestone", "cohort"),
        SameAgency("Installment", "cohort"),
        SameAgency("CohortEvent", "cohort", "actor", "member", "placing"),
        SameAgency("Nudge", "cohort", "member", "by"),
        SameAgency("ReportSnapshot", "cohort", "made_by"),
        SameAgency("SnapshotMilestone", "snapshot"),
        SameAgency("SnapshotRow", "snapshot", "member", "order"),
        SameAgency("ReportLink", "snapshot", "created_by"),
        SameAgency("RosterUpload", "cohort", "made_by"),
        SameAgency("RosterColumn", "upload"),
        SameAgency("RosterRow", "upload"),
        SameParent("CohortMember", "cohort", "group"),
        SameParent("CohortMember", "cohort", "placing"),
        SameParent("MemberValue", "cohort", "member"),
        SameParent("MemberValue", "cohort", "field"),
        SameParent("CohortFile", "cohort", "member"),
        SameParent("Nudge", "cohort", "member"),
        AppendOnly("CohortEvent"),
        AppendOnly("ReportSnapshot"),
        AppendOnly("SnapshotMilestone"),
        AppendOnly("SnapshotRow"),
    ]

"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("clients", "0001_initial"),
        ("catalog", "0001_initial"),
        ("drafts", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency(
            "OrderDraft", "account", "created_by", "service", "subject", "quality", "preferred_writer"
        ),
        constraints.SameAgency("DraftAddOn", "draft", "addon"),
        constraints.SameAgency("DraftFile", "file", "draft", "added_by"),
        constraints.SameAgency(
            "OrderPreset", "account", "owner", "service", "subject", "quality", "preferred_writer"
        ),
        constraints.SameAgency("PresetAddOn", "preset", "addon"),
        constraints.SameAgency("PresetStyle", "preset"),
        constraints.SameAgency("PresetUse", "preset", "draft", "by"),
        constraints.SameAgency("PresetDefault", "account", "member", "preset"),
    ]

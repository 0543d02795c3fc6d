"""Feedback is found by when its receiver reads it, be it that the end of a window is not noted yet."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("writers", "0009_windows_of_before")]

    operations = [
        ConcurrentIndex(
            "Feedback",
            models.Index(
                F("agency"),
                F("receiver"),
                Coalesce("released_at", "releases_at").desc(),
                F("public_id").desc(),
                name="feedback_opened",
                condition=models.Q(deleted_at=None),
            ),
        ),
        ConcurrentIndex(
            "Feedback",
            models.Index(
                F("agency"),
                Coalesce("released_at", "releases_at").desc(),
                F("public_id").desc(),
                name="feedback_opened_list",
                condition=models.Q(deleted_at=None),
            ),
        ),
        RemoveIndexConcurrently("Feedback", "feedback_received"),
        RemoveIndexConcurrently("Feedback", "feedback_list"),
    ]

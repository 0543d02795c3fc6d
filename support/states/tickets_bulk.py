"""What the desk does with several tickets at once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkAct(models.TextChoices):
    """The single verbs that take several tickets, by what they take besides."""

    ASSIGN = "assign", _("Assign")
    PRIORITISE = "prioritise", _("Set the priority")
    TAG = "tag", _("Add tags")
    SNOOZE = "snooze", _("Snooze")
    SOLVE = "solve", _("Mark as solved")
    CLOSE = "close", _("Close")


#: What each needs, by the name of its field; the others are done with a click.
TAKES = {
    BulkAct.ASSIGN: "assignee",
    BulkAct.PRIORITISE: "priority",
    BulkAct.TAG: "tags",
    BulkAct.SNOOZE: "until",
}

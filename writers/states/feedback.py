"""The choices of feedback: who says it to whom, about what, and what became of a contest."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Who gives feedback to whom, about one order."""

    EDITOR_TO_WRITER = "editor_to_writer", _("Editor to writer")
    CLIENT_TO_WRITER = "client_to_writer", _("Client to writer")
    CLIENT_TO_EDITOR = "client_to_editor", _("Client to editor")
    WRITER_TO_CLIENT = "writer_to_client", _("Writer to client")


#: Given by the client's side: one for each order and receiver, whichever colleague gives it, who may stay
#: anonymous.
BY_CLIENT = (Direction.CLIENT_TO_WRITER, Direction.CLIENT_TO_EDITOR)
#: Neither is read by the other side before both gave, or the window ended.
DOUBLE_SIDED = (Direction.CLIENT_TO_WRITER, Direction.WRITER_TO_CLIENT)
#: How long after completion client and writer wait for each other's feedback.
WINDOW = dt.timedelta(days=14)


class Category(models.TextChoices):
    """What is rated beside the whole. Also the columns of Feedback."""

    QUALITY = "quality", _("Quality")
    COMMUNICATION = "communication", _("Communication")
    TIMELINESS = "timeliness", _("Timeliness")
    PROFESSIONALISM = "professionalism", _("Professionalism")


#: The rating of the whole, and of each category: columns of Feedback, in the order in which they are shown.
RATINGS = ("overall", *Category.values)
LEAST, MOST = 1, 5


class Rating(models.IntegerChoices):
    """What the numbers mean, for whoever chooses and for whoever reads."""

    POOR = 1, _("Poor")
    FAIR = 2, _("Fair")
    GOOD = 3, _("Good")
    VERY_GOOD = 4, _("Very good")
    EXCELLENT = 5, _("Excellent")


class ContestOutcome(models.TextChoices):
    """What became of a contest. While it is open, and once it was upheld, feedback counts in no average."""

    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class FeedbackVerb(models.TextChoices):
    """The acts that leave a FeedbackEvent."""

    GIVE = "give", _("Given")
    EDIT = "edit", _("Edited")
    DELETE = "delete", _("Deleted")
    RELEASE = "release", _("Released")
    REPLY = "reply", _("Replied")
    CONTEST = "contest", _("Contested")
    DECIDE = "decide", _("Contest decided")
    WITHDRAW_CONTEST = "withdraw_contest", _("Contest withdrawn")
    ALLOW = "allow", _("Publication allowed")
    DISALLOW = "disallow", _("Publication no longer allowed")
    PUBLISH = "publish", _("Published")
    UNPUBLISH = "unpublish", _("Taken offline")

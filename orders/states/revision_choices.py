"""The words of revision requests: states, severities, answers, verdicts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionState(models.TextChoices):
    OPEN = "open", _("Requested")
    IN_PROGRESS = "in_progress", _("In progress")
    ANSWERED = "answered", _("Answered")
    ACCEPTED = "accepted", _("Accepted")
    CANCELLED = "cancelled", _("Cancelled")
    OUT_OF_SCOPE = "out_of_scope", _("Out of scope")


#: States in which a revision is still alive; an order has at most one such.
ACTIVE = ("open", "in_progress", "answered")


class Severity(models.TextChoices):
    MINOR = "minor", _("Minor")
    MODERATE = "moderate", _("Moderate")
    MAJOR = "major", _("Major")
    CRITICAL = "critical", _("Critical")


class Need(models.TextChoices):
    MUST = "must", _("Must fix")
    NICE = "nice", _("Nice to have")


class Answer(models.TextChoices):
    DONE = "done", _("Done")
    DECLINED = "declined", _("Declined")
    QUESTION = "question", _("Question")


class Category(models.TextChoices):
    WORDING = "wording", _("Wording and spelling")
    FACTS = "facts", _("Factual errors")
    STRUCTURE = "structure", _("Structure")
    MISSING = "missing", _("Missing content")
    TONE = "tone", _("Tone and audience")
    FORMAT = "format", _("Format and layout")
    OTHER = "other", _("Other")


class Scope(models.TextChoices):
    """Whether a request is part of what was ordered. Said by rule or by staff, never by who asks."""

    PENDING = "pending", _("To be decided")
    WITHIN = "within", _("Part of the order")
    OUT = "out", _("Not part of the order")
    PAID = "paid", _("Covered by a change order")


class ScopeRule(models.TextChoices):
    """What the rule found when the request came in."""

    INCLUDED = "included", _("An included round was available")
    NO_ROUND = "no_round", _("This kind of request does not use a round")
    USED_UP = "used_up", _("All included rounds had been used")
    GRACE = "grace", _("Requested after the order was completed")


class Cause(models.TextChoices):
    """Why there is a revision, for the figures."""

    WORK = "work", _("The delivery fell short of the brief")
    CHANGE = "change", _("The client changed the requirements")


class PointVerdict(models.TextChoices):
    MET = "met", _("Accepted")
    REOPENED = "reopened", _("Not met")


class NoteKind(models.TextChoices):
    """What was said of a point."""

    DONE = Answer.DONE.value, Answer.DONE.label
    DECLINED = Answer.DECLINED.value, Answer.DECLINED.label
    QUESTION = Answer.QUESTION.value, Answer.QUESTION.label
    REPLY = "reply", _("Answer to the question")
    MET = PointVerdict.MET.value, PointVerdict.MET.label
    REOPENED = PointVerdict.REOPENED.value, PointVerdict.REOPENED.label


class ProposalSide(models.TextChoices):
    CLIENT = "client", _("The client")
    AGENCY = "agency", _("The agency")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Agreed")
    COUNTERED = "countered", _("Different deadline proposed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ChangeState(models.TextChoices):
    OFFERED = "offered", _("Waiting for the client")
    ACCEPTED = "accepted", _("Accepted")
    DROPPED = "dropped", _("Declined by the client")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")

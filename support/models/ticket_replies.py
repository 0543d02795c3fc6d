"""Replies that the desk uses again, and what requesters say of how they were helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency
from agencies.states.roles import is_staff
from project.base.ids import public_id
from project.base.text import validate_text
from support.states.tickets import Verdict

from .tickets import TEXT_LIMIT, Ticket

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TITLE_LIMIT, WORDS_LIMIT = 80, 1_000


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    def visible_to(self, viewer: Viewer) -> SavedReplyQuerySet:
        """The desk's."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()


class SavedReply(OfAgency):
    """Words for a reply, with placeholders (rules/saved_replies.py). All of the desk use and edit them."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LIMIT, validators=[validate_text])
    text = models.TextField(_("text"), validators=[MaxLengthValidator(TEXT_LIMIT), validate_text])
    saved_at = models.DateTimeField()

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        constraints = [models.UniqueConstraint("agency", Lower("title"), name="savedreply_title")]
        indexes = [models.Index(fields=["agency", "title", "id"], name="savedreply_list")]

    def __str__(self) -> str:
        return self.title


class TicketRating(OfAgency):
    """What whoever asked says of how they were helped, once for a ticket. `changed_at`: when last."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="rating")
    verdict = models.CharField(max_length=4, choices=Verdict)
    words = models.TextField(
        _("words"), blank=True, validators=[MaxLengthValidator(WORDS_LIMIT), validate_text]
    )
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rating of a ticket")
        verbose_name_plural = _("ratings of tickets")
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="ticketrating_verdict")
        ]
        indexes = [models.Index(fields=["agency", "given_at"], name="ticketrating_given")]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.verdict}"

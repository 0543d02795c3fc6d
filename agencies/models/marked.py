"""Invitations that carry a mark: of an import."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .marks import MarkedRow, marked_index, marked_once
from .membership import Invitation


class MarkedInvitation(MarkedRow):
    """An invitation with its mark. Its external id is made of the address, which it does not tell."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="marked")

    class Meta:
        verbose_name = _("marked invitation")
        verbose_name_plural = _("marked invitations")
        constraints = [marked_once("markedinvitation")]
        indexes = [marked_index("markedinvitation")]

    def __str__(self) -> str:
        return f"{self.invitation_id} of {self.mark_id}"

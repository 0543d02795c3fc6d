"""Client accounts that carry a mark: of a trial, or of an import."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.marks import MarkedRow, marked_index, marked_once

from .accounts import ClientAccount


class MarkedAccount(MarkedRow):
    """A client account with its mark. Orders placed for one of a trial are trial orders."""

    account = models.OneToOneField(ClientAccount, models.CASCADE, related_name="marked")

    class Meta:
        verbose_name = _("marked client account")
        verbose_name_plural = _("marked client accounts")
        constraints = [marked_once("markedaccount")]
        indexes = [marked_index("markedaccount")]

    def __str__(self) -> str:
        return f"{self.account_id} of {self.mark_id}"

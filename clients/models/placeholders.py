"""Who stands as the client's person in an order of an account that nobody has joined yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .accounts import ClientAccount


class AccountPlaceholder(OfAgency):
    """The placeholder person of a client account: a membership that has ended from the beginning, of a person
    who cannot sign in and has no address. Shown under the account's name."""

    account = models.OneToOneField(ClientAccount, models.CASCADE, related_name="placeholder")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="stands_for")

    class Meta:
        verbose_name = _("placeholder of a client account")
        verbose_name_plural = _("placeholders of client accounts")

    def __str__(self) -> str:
        return f"{self.membership_id} for {self.account_id}"

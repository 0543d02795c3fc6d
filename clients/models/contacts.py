"""Whom the agency talks to at a client: people without sign-in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency
from project.base.ids import public_id
from project.base.text import validate_text

from .accounts import ClientAccount


class AccountContactQuerySet(models.QuerySet["AccountContact"]):
    def of(self, account: ClientAccount) -> AccountContactQuerySet:
        """Those of the account and of the ones merged into it."""
        family = ClientAccount.objects.family(account).values("pk")
        return self.filter(agency_id=account.agency_id, account__in=family)


class AccountContact(OfAgency):
    """One contact of a client account, kept by the desk. No member: nothing is sent or shown to them."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120, validators=[validate_text])
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_text])
    function = models.CharField(_("function"), max_length=80, blank=True, validators=[validate_text])
    created_at = models.DateTimeField()

    objects = AccountContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="accountcontact_has_name")]
        indexes = [models.Index(fields=["agency", "email"], name="accountcontact_email")]

    def __str__(self) -> str:
        return self.name

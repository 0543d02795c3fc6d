"""What the desk did with client accounts. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .accounts import ClientAccount


class AccountVerb(models.TextChoices):
    MAKE = "make", _("Account created")
    RENAME = "rename", _("Renamed")
    CHANGE_KIND = "change_kind", _("Type changed")
    ADD_CONTACT = "add_contact", _("Contact added")
    EDIT_CONTACT = "edit_contact", _("Contact changed")
    REMOVE_CONTACT = "remove_contact", _("Contact removed")
    WRITE_NOTE = "write_note", _("Note added")
    REMOVE_NOTE = "remove_note", _("Note removed")
    MERGE = "merge", _("Merged")
    PART = "part", _("Separated again")
    IMPORT = "import", _("Imported")
    TAKE_OVER = "take_over", _("Open orders taken over")
    REVERSE_CHARGE = "reverse_charge", _("Reverse charge switched on")
    CHARGE_TAX = "charge_tax", _("Reverse charge switched off")


class AccountEvent(OfAgency):
    """One act on one client account: ids alone, no names and no free text. Append-only by trigger. `other` is
    the account that it was merged with or separated from, `person` who took over."""

    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=16, choices=AccountVerb)
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    other = models.ForeignKey(ClientAccount, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("event of a client account")
        verbose_name_plural = _("events of client accounts")
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=AccountVerb.values), name="accountevent_known_verb"),
            models.CheckConstraint(
                condition=Q(other=None) | Q(verb__in=[AccountVerb.MERGE, AccountVerb.PART]),
                name="accountevent_other",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="accountevent_history"),
            # Each account that is deleted is looked for in here.
            models.Index(fields=["other"], name="accountevent_named", condition=Q(other__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.verb}"

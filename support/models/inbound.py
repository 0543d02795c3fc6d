"""Mail that comes in: who sends it, what became of each, and the addresses to which people reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from project.base.ids import public_id
from support.states.inbound import TAKEN, Verdict

if TYPE_CHECKING:
    from project.base.viewer import Viewer

ADDRESS_LIMIT = 254
NAME_LIMIT = 120
#: Of a Message-ID, as of our own mails.
ID_LIMIT = 320
#: What is quoted below an answer, at most, and the names of files that were left out.
QUOTED_LIMIT = 20_000
LEFT_OUT_LIMIT = 2_000


class MailSender(OfAgency):
    """Somebody who writes by mail without having shown who they are: the address that the mail names, and the
    name beside it. Nobody has verified either. Erased, both are empty; what was written stays with the
    ticket."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    address = models.EmailField(_("address"), max_length=ADDRESS_LIMIT, blank=True)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, blank=True)
    first_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sender of mail")
        verbose_name_plural = _("senders of mail")
        constraints = [
            agency_id_unique("mailsender"),
            models.UniqueConstraint(
                fields=["agency", "address"], condition=Q(erased_at=None), name="mailsender_once"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(address="")
                | Q(erased_at__isnull=False, address="", name=""),
                name="mailsender_erased",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def shown(self) -> str:
        """What stands where a person's name would."""
        return self.address or str(_("Erased sender"))


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    def visible_to(self, viewer: Viewer) -> InboundMailQuerySet:
        """All of the agency, for the desk."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()

    def refused(self) -> InboundMailQuerySet:
        """Those that opened and said nothing."""
        return self.exclude(verdict__in=TAKEN)


class InboundMail(OfAgency):
    """One mail that was read, whatever became of it: a second one of the same Message-ID (`mail_id`) is the
    same mail.

    `member`: whose it counts as, by the reply address. `quoted`: what stood below an answer. `left_out`:
    names of attachments that break the rules for files, a line each. `answers`: the ticket that an unverified
    mail claims to answer; it proves nothing.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    mail_id = models.CharField(max_length=ID_LIMIT)
    address = models.EmailField(_("from"), max_length=ADDRESS_LIMIT, blank=True)
    subject = models.CharField(_("subject"), max_length=160, blank=True)
    received_at = models.DateTimeField()
    verdict = models.CharField(_("outcome"), max_length=12, choices=Verdict)
    member = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    message = models.OneToOneField("support.TicketMessage", models.PROTECT, null=True, related_name="inbound")
    answers = models.ForeignKey("support.Ticket", models.PROTECT, null=True, related_name="+", db_index=False)
    quoted = models.TextField(blank=True)
    left_out = models.TextField(blank=True)

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail that came in")
        verbose_name_plural = _("mails that came in")
        constraints = [
            agency_id_unique("inboundmail"),
            models.UniqueConstraint(fields=["agency", "mail_id"], name="inboundmail_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="inboundmail_verdict"),
            models.CheckConstraint(
                condition=Q(verdict__in=TAKEN, message__isnull=False)
                | ~Q(verdict__in=TAKEN) & Q(message=None, member=None, answers=None, quoted="", left_out=""),
                name="inboundmail_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-received_at", "-id"], name="inboundmail_newest"),
            models.Index(fields=["agency", "address", "-received_at"], name="inboundmail_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.verdict}"


class ReplyAddressQuerySet(models.QuerySet["ReplyAddress"]):
    def live(self) -> ReplyAddressQuerySet:
        """Those that still speak for somebody."""
        return self.filter(revoked_at=None)

    def visible_to(self, viewer: Viewer) -> ReplyAddressQuerySet:
        """One's own."""
        return self.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)


class ReplyAddress(OfAgency):
    """The address to which one person replies about one ticket: a mail to it counts as theirs. The address
    itself is signed (rules/inbound_addresses.py) and stands nowhere."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    ticket = models.ForeignKey("support.Ticket", models.PROTECT, related_name="reply_addresses")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    sender = models.ForeignKey(MailSender, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ReplyAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply address")
        verbose_name_plural = _("reply addresses")
        constraints = [
            agency_id_unique("replyaddress"),
            models.UniqueConstraint(
                fields=["ticket", "member"], condition=Q(revoked_at=None), name="replyaddress_of_member"
            ),
            models.UniqueConstraint(
                fields=["ticket", "sender"], condition=Q(revoked_at=None), name="replyaddress_of_sender"
            ),
            models.CheckConstraint(
                condition=Q(member=None, sender__isnull=False) | Q(member__isnull=False, sender=None),
                name="replyaddress_whose",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

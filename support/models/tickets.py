"""Tickets: what somebody asks of the agency, who answers, and what was promised."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from agencies.states.sla import Priority
from clients.querysets import sees_as_client
from orders.models import Order
from project.base.ids import public_id
from project.base.text import validate_text
from project.base.viewer import LinkHolder
from support.states.inbound import MAIL_SENDER
from support.states.tickets import LIVE, UNCLOSED, MessageKind, TicketState

from .inbound import MailSender

if TYPE_CHECKING:
    from project.base.viewer import Viewer

SUBJECT_LIMIT = 160
TEXT_LIMIT = 10_000
#: When nothing is due: after everything that is.
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, viewer: Viewer) -> TicketQuerySet:
        """The desk sees all tickets of its agency, everyone else those that they opened or watch."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        watched = Ticket.objects.watched_by(viewer).values("pk")
        return rows.filter(Q(requester_id=viewer.member_id) | Q(pk__in=watched))

    def opened_by(self, viewer: Viewer) -> TicketQuerySet:
        """Those that the viewer asked for themself; whoever asked by mail without an account, by the reply
        address that we mailed them."""
        rows = self.filter(agency_id=viewer.agency_id)
        if isinstance(viewer, LinkHolder) and viewer.kind == MAIL_SENDER:
            return rows.filter(sender__public_id=viewer.public_id)
        return rows.filter(requester_id=viewer.member_id)

    def watched_by(self, viewer: Viewer) -> TicketQuerySet:
        """Those that the viewer watches: as one of the desk, or of the client account of the ticket's order,
        for as long as they are."""
        rows = self.filter(agency_id=viewer.agency_id, watchers__person_id=viewer.member_id)
        if is_staff(viewer):
            return rows
        of_account = rows.filter(order__account__people__membership_id=viewer.member_id)
        return of_account if sees_as_client(viewer) else rows.none()

    def live(self) -> TicketQuerySet:
        """Those on which somebody still works."""
        return self.filter(state__in=LIVE)


class Ticket(OfAgency):
    """One matter of `requester`, who asks, or of a `sender` of mail whom nobody has verified; `assignee` of
    the desk takes care of it.

    `touched_at`: the last time that one of the two wrote, or its state changed. `next_due_at`: when the first
    of its targets runs out, or ran out, NEVER while none can; the database keeps it by its timers. `follows`:
    the closed ticket that it goes on with. `merged_into`: what is said on it from now on is said there; never
    one that is merged itself. `policies`: the number of the version of which its policy was chosen.
    """

    number = models.CharField(max_length=24)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LIMIT, validators=[validate_text])
    requester = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    sender = models.ForeignKey(MailSender, models.PROTECT, null=True, related_name="tickets", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    assignee = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(_("state"), max_length=8, choices=TicketState, default=TicketState.OPEN)
    priority = models.CharField(_("priority"), max_length=8, choices=Priority, default=Priority.NORMAL)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    next_due_at = models.DateTimeField(default=NEVER, db_default=NEVER)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    policies = models.PositiveIntegerField(default=0, db_default=0)
    #: Names the form that it came from: a second click opens no other.
    form_key = models.CharField(max_length=10)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            agency_id_unique("ticket"),
            models.UniqueConstraint(fields=["agency", "number"], name="ticket_number"),
            models.UniqueConstraint(fields=["requester", "form_key"], name="ticket_once"),
            models.CheckConstraint(condition=Q(state__in=TicketState.values), name="ticket_state"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="ticket_priority"),
            models.CheckConstraint(
                condition=Q(state=TicketState.SOLVED, solved_at__isnull=False, closed_at=None)
                | Q(state=TicketState.CLOSED, closed_at__isnull=False)
                | Q(state=TicketState.MERGED, closed_at__isnull=False)
                | Q(state__in=LIVE, solved_at=None, closed_at=None),
                name="ticket_moments",
            ),
            models.CheckConstraint(
                condition=Q(state=TicketState.MERGED, merged_into__isnull=False)
                | ~Q(state=TicketState.MERGED) & Q(merged_into=None),
                name="ticket_merged",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="ticket_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(requester=None, sender__isnull=False) | Q(requester__isnull=False, sender=None),
                name="ticket_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "requester", "-touched_at", "-id"], name="ticket_own"),
            models.Index(fields=["agency", "-touched_at", "-id"], name="ticket_newest"),
            models.Index(
                fields=["agency", "assignee", "-touched_at", "-id"],
                name="ticket_live",
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                fields=["agency", "next_due_at", "id"], name="ticket_due", condition=Q(state__in=LIVE)
            ),
            models.Index(
                fields=["agency", "assignee", "next_due_at", "id"],
                name="ticket_due_of",
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                fields=["agency", "solved_at"], name="ticket_solved", condition=Q(state=TicketState.SOLVED)
            ),
            models.Index(
                fields=["merged_into"], name="ticket_merged_found", condition=Q(merged_into__isnull=False)
            ),
            models.Index(fields=["sender", "-id"], name="ticket_sender", condition=Q(requester=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be said on it."""
        return self.state not in UNCLOSED

    @property
    def due(self) -> dt.datetime | None:
        """When the first of its targets runs out, or ran out; None while none can."""
        return None if self.next_due_at == NEVER else self.next_due_at

    @property
    def asker(self) -> str:
        """What whoever asks is called: a person by name, a sender of mail by the address."""
        if self.sender is not None:
            return self.sender.shown
        return self.requester.public_name if self.requester else ""


class TicketMessageQuerySet(models.QuerySet["TicketMessage"]):
    def visible_to(self, viewer: Viewer) -> TicketMessageQuerySet:
        """Messages of visible tickets; internal notes for the desk, never on a ticket of one's own."""
        rows = self.filter(agency_id=viewer.agency_id)
        own = Q(ticket__requester_id=viewer.member_id)
        if not is_staff(viewer):
            watched = Ticket.objects.watched_by(viewer).values("pk")
            return rows.filter(own | Q(ticket_id__in=watched)).exclude(kind=MessageKind.NOTE)
        return rows.filter(~own | ~Q(kind=MessageKind.NOTE))

    def read_on(self, ticket: Ticket) -> TicketMessageQuerySet:
        """Those that stand on the page of a ticket: its own, and those of tickets merged into it."""
        here = Ticket.objects.filter(Q(pk=ticket.pk) | Q(merged_into=ticket), agency_id=ticket.agency_id)
        return self.filter(ticket_id__in=here.values("pk"))


class TicketMessage(OfAgency):
    """One message of a ticket. Append-only by trigger."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages")
    author = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    sender = models.ForeignKey(MailSender, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=MessageKind)
    text = models.TextField(_("text"), blank=True, validators=[MaxLengthValidator(TEXT_LIMIT), validate_text])
    sent_at = models.DateTimeField()
    #: Names the form that it came from: a second click sends nothing.
    form_key = models.CharField(max_length=10)

    objects = TicketMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of a ticket")
        verbose_name_plural = _("messages of tickets")
        ordering = ["id"]
        constraints = [
            agency_id_unique("ticketmessage"),
            models.UniqueConstraint(fields=["ticket", "author", "form_key"], name="ticketmessage_once"),
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="ticketmessage_kind"),
            models.CheckConstraint(
                condition=Q(author=None, sender__isnull=False, kind=MessageKind.QUESTION)
                | Q(author__isnull=False, sender=None),
                name="ticketmessage_spoken",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def speaker(self) -> str:
        """What whoever wrote it is called."""
        if self.sender is not None:
            return self.sender.shown
        return self.author.public_name if self.author else ""

"""Mail waiting to be sent, and the trace of mail that was: who, about what,
when; never the text once it is gone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One message to one address. The job `accounts.send_mail` sends it and then empties text and html.

    `claimed_until`: until then the worker that claimed it may be talking to the mail server, and nobody else
    sends it. `tries` counts the claims.

    `message_id` is stable over all tries, so a mailbox that gets the same message twice can tell. `thread` is
    the id that mails about one thing share, for mailboxes to group them by; empty for a mail that stands
    alone. `user` is the person it is to, whatever their address is by now; without one the address is
    nobody's yet (accounts/actions/people.py) or not any more.
    """

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=320, unique=True, editable=False)
    thread = models.CharField(max_length=320, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    sender = models.CharField(_("sender"), max_length=320)
    reply_to = models.EmailField(_("replies go to"), max_length=254, blank=True, db_default="")
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        constraints = [
            # The text holds one-use links: nothing of it stays once it was sent.
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(text="", html=""), name="mail_wiped_when_sent"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="mail_created")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.message_id}"

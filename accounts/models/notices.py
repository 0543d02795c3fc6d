"""What a person is told inside the application, and how they want to be told of what."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id
from project.base.paging import CappedCount

from .security import OfPerson


class NoticeKind(models.TextChoices):
    """What can be told by mail, in the application, or not at all. Sign-ins have
    preferences of their own (LoginAlert)."""

    ORDER = "order", _("Orders and revisions")
    MESSAGE = "message", _("Messages")
    QUOTE = "quote", _("Quotes")
    TOKEN = "token", _("Expiring access tokens")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: object, agency: object) -> NoticeQuerySet:
        """A person's own at one agency."""
        return self.filter(user=user, agency=agency)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(OfPerson):
    """One thing that a person is told at one agency, until they have read it. `kind` decides how it is said
    (`words`), `detail` is what happened, `about` the number of what it happened to, `path` where it leads on
    this host; `named` is the person whom it names, under the name that they had then.

    What its reader may lose the right to read, such as a title, is never stored here: the page asks for it
    (accounts.hooks.notice_titles).
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    named = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=20, blank=True)
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["agency", "user", "-at", "-id"], name="notice_list"),
            models.Index(fields=["agency", "user"], name="notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def words(self) -> str:
        """One sentence, or number and subject of the mail that says the same; in the language of who reads it
        now."""
        if self.kind == "login_alert":
            return gettext("Unusual sign-in to your account. Was this you?")
        if self.kind == "sign_in_denied":
            words = gettext(
                "%(name)s reported a sign-in that was not theirs. All their sessions have been revoked."
            )
            return words % {"name": self.detail}
        if self.kind == "rights_taken_back":
            return gettext(
                "Changes to invitations or roles were undone because %(name)s did not make them."
            ) % {"name": self.detail}
        if self.kind == NoticeKind.TOKEN:
            return gettext("The access token “%(name)s” will expire soon.") % {"name": self.detail}
        if self.kind == "recovery_code_used":
            return _used_code(int(self.detail))
        if self.kind in WORDS:
            return gettext(WORDS[self.kind]) % {"name": self.detail}
        return f"{self.about} {self.detail}".strip()


#: Of domains, of webhooks, of the rules about signing in, and of resets of second factors: what a person
#: reads, then what those read who manage people. `name` is the detail.
WORDS = {
    "domain_failing": gettext_noop(
        "The record of %(name)s is missing. Set it again before the domain is disconnected."
    ),
    "domain_lapsed": gettext_noop("%(name)s was disconnected, because its record is missing."),
    "agency_export_ready": gettext_noop("The archive of your agency is ready."),
    "agency_export_failed": gettext_noop("The archive of your agency could not be created."),
    "agency_closing": gettext_noop("%(name)s is going to close. Save what you need."),
    "agency_stays": gettext_noop("%(name)s is not going to close."),
    "webhook_switched_off": gettext_noop(
        "A webhook was switched off. Check it before you switch it on again."
    ),
    "second_factor_required": gettext_noop("Your agency requires two-step verification. Set it up."),
    "security_policy_changed": gettext_noop("%(name)s has changed the sign-in rules."),
    "factor_reset_asked": gettext_noop(
        "Your two-step verification will be reset because you have reportedly lost access to it. "
        "If that is wrong, stop the reset."
    ),
    "factor_reset_withdrawn": gettext_noop("The reset of your two-step verification was withdrawn."),
    "factor_reset_wanted": gettext_noop(
        "A reset of two-step verification for %(name)s is pending. It will take effect after "
        "a day, or at once if you confirm it."
    ),
    "factor_reset_kept": gettext_noop(
        "%(name)s can still use two-step verification and has stopped the reset you requested."
    ),
    "factor_reset_denied": gettext_noop(
        "%(name)s has stopped a reset of their two-step verification because they did not "
        "request it. Find out who did."
    ),
    "factor_reset_done": gettext_noop("Two-step verification for %(name)s has been reset."),
    "factor_reset_lapsed": gettext_noop(
        "Two-step verification for %(name)s was not reset because this was no longer possible."
    ),
}


def _used_code(left: int) -> str:
    if not left:
        return gettext("Your last recovery code has been used. Create new ones.")
    words = ngettext(
        "A recovery code was used. You have %(n)s code left.",
        "A recovery code was used. You have %(n)s codes left.",
        left,
    )
    return words % {"n": left}


class NoticePreference(OfPerson):
    """How a person wants to be told of one kind at one agency; without a
    row both by mail and in the application."""

    kind = models.CharField(max_length=10, choices=NoticeKind)
    mail = models.BooleanField(default=True)
    notice = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "user", "kind"], name="noticepreference_one"),
            models.CheckConstraint(
                condition=models.Q(kind__in=NoticeKind.values), name="noticepreference_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


def unread_column() -> Any:
    """An annotation of the member's own query: how many notices wait unread at that agency, up to the cap."""
    mine = Notice.objects.unread().filter(user=OuterRef("user_id"), agency=OuterRef("agency_id"))
    return CappedCount(mine)

"""The person: one per e-mail address in the whole installation."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from project.base.mail_addresses import canonical_email

if TYPE_CHECKING:
    from agencies.models import Agency

#: A password and its hash: see hashed_before.
_hashed: ContextVar[tuple[str, str] | None] = ContextVar("hashed", default=None)


@contextmanager
def hashed_before(password: str | None) -> Iterator[None]:
    """Hash a password now; `set_password` inside the block takes the hash that is there already.

    Hashing takes a tenth of a second and may wait for a slot: no row lock is held over that. Raises TooMany
    when there is no slot.
    """
    known = _hashed.get()
    if password and not (known and known[0] == password):
        known = password, make_password(password)
    token = _hashed.set(known)
    try:
        yield
    finally:
        _hashed.reset(token)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a person with a lower-cased address; without a password nobody can sign in as them yet."""
        user = self.model(email=canonical_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=canonical_email(email or ""))


class User(AbstractBaseUser):
    """A person who can sign in. What they may do is decided by their memberships, host by host."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=64, blank=True, help_text=_("Leave empty to use the agency’s time zone.")
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Leave empty to use the default language."),
    )
    #: The random name that the bytes are kept under (accounts/files/photos.py); empty without a photo.
    photo = models.CharField(_("photo"), max_length=32, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower"),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *dict(settings.LANGUAGES)]), name="user_language_known"
            ),
            models.UniqueConstraint(fields=["photo"], condition=~models.Q(photo=""), name="user_photo"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """As Django's, with the hash of `hashed_before` where it was made for this password."""
        known = _hashed.get()
        if known and known[0] == raw_password:
            self.password = known[1]
        else:
            super().set_password(raw_password)

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The person's own zone, or None when they never chose one."""
        return zoneinfo.ZoneInfo(self.timezone) if self.timezone else None

    def speaks_at(self, agency: Agency) -> str:
        """The code of the language in which an agency addresses this person: their own, else the agency's."""
        return self.language or agency.speaks

    @property
    def speaks(self) -> str:
        """The same of what is no one agency's."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def photo_url(self) -> str:
        """Where members of a common agency see the photo; empty without one."""
        return reverse("account_photo", args=[self.photo]) if self.photo else ""

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each session carries: another password or another address
        ends all but the session that changed it."""
        salt = "accounts.User.session"
        return salted_hmac(
            salt, f"{self.password}\n{self.email}", secret=secret, algorithm="sha256"
        ).hexdigest()

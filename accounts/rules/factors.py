"""What a person has beside the password: a code app, recovery codes, passkeys; and who lacks what their
agency requires. Reading only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT

from agencies.models import Domain, Membership
from agencies.rules.second_factor import second_factor_from
from project.base.compiled import Slot

Kind = Authenticator.Type


@dataclass(frozen=True)
class Passkey:
    """One passkey. It works on the host that it was made on and nowhere else (`here`)."""

    row: Authenticator
    here: bool

    @property
    def public_id(self) -> str:
        return str(self.row.data["public_id"])

    @property
    def name(self) -> str:
        return str(self.row.data["name"])

    @property
    def host(self) -> str:
        return str(self.row.data["host"])

    @property
    def added_at(self) -> dt.datetime:
        return self.row.created_at

    @property
    def used_at(self) -> dt.datetime | None:
        return self.row.last_used_at


@dataclass(frozen=True)
class Factors:
    """The factors of one person, as seen from one host."""

    code_app: Authenticator | None = None
    codes: Authenticator | None = None
    passkeys: list[Passkey] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether sign-in asks for a second factor, on whatever host."""
        return bool(self.code_app or self.passkeys)

    @property
    def here(self) -> list[Passkey]:
        """The passkeys that can be used on this host."""
        return [passkey for passkey in self.passkeys if passkey.here]

    @property
    def counts(self) -> bool:
        """Whether there is a second factor that can be used on this host, as an agency may require."""
        return bool(self.code_app or self.here)

    @property
    def codes_left(self) -> int:
        """How many recovery codes are unused."""
        used = int(self.codes.data["used_mask"]) if self.codes else 0
        return app_settings.RECOVERY_CODE_COUNT - used.bit_count() if self.codes else 0

    @property
    def fallback(self) -> bool:
        """Whether there is something beside passkeys: who loses the passkey, or
        visits another host, comes in with it."""
        return bool(self.code_app or self.codes_left)


def factors_of(user: Any, host: str) -> Factors:
    """All factors of a person, in one query."""
    rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    single = {row.type: row for row in rows}
    passkeys = [Passkey(row, row.data["host"] == host) for row in rows if row.type == Kind.WEBAUTHN]
    return Factors(single.get(Kind.TOTP), single.get(Kind.RECOVERY_CODES), passkeys)


def lacks_second_factor(member: Membership, now: dt.datetime) -> bool:
    """Whether the member has to have a second factor by now and has none that counts on any host of the
    agency: for doors that know of no host, such as access tokens. A query only where one is required."""
    since = second_factor_from(member)
    if since is None or since > now:
        return False
    return Membership.objects.filter(pk=member.pk).exclude(has_counting_factor()).exists()


def has_counting_factor() -> Exists:
    """Whether a member has a second factor that counts on any host of the agency: a condition on
    memberships, or an annotation."""
    hosts = Domain.objects.filter(agency=OuterRef(OuterRef("agency_id"))).values("host")
    counts = Q(type=Kind.TOTP) | Q(type=Kind.WEBAUTHN, host__in=hosts)
    rows = Authenticator.objects.annotate(host=KT("data__host"))
    return Exists(rows.filter(counts, user_id=OuterRef("user_id")))


def counting_column(host: Slot, person: str = "user_id") -> dict[str, Any]:
    """An annotation `second_factor`: whether the person has one that counts on
    this host (a JSON string). Costs no query of its own."""
    counts = Q(type=Kind.TOTP) | Q(type=Kind.WEBAUTHN, data__host=host)
    return {"second_factor": Exists(Authenticator.objects.filter(counts, user_id=OuterRef(person)))}

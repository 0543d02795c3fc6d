"""How allauth's second factors behave in this house: secrets encrypted,
names of our own, passkeys of one host."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter

from project.base.secret_box import box


class MFAAdapter(DefaultMFAAdapter):
    """Whoever reads the database finds no secret of a code app and no seed of recovery codes."""

    def encrypt(self, text: str) -> str:
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the code app prints: the agency, by name."""
        return str(context.request.agency.name)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether the person has a second factor anywhere: recovery codes alone are none, and at which host a
        passkey was made does not matter here (a recovery code stands in for it elsewhere)."""
        kinds = set(types or ("totp", "webauthn")) - {"recovery_codes"}
        return bool(user.is_authenticated) and super().is_mfa_enabled(user, types=kinds)

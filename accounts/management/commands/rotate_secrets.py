"""After SECRETS_KEY got a new first key: encrypt everything with it, so that the old ones can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.secret_rotation import lock_anew


class Command(BaseCommand):
    help = "Encrypts the secrets of two-step verification and webhooks with the first key in SECRETS_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = lock_anew()
        self.stdout.write(f"{done} secrets are now encrypted with the first key.")
        if lost:
            raise CommandError(
                f"{lost} secrets cannot be decrypted with any key; they have to be set up again."
            )

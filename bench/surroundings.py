"""What processes of a measurement find in their environment: production, on the database of the bench."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

OWN = "only-for-measuring-" + "0" * 50


def production(data: Path, url: str) -> dict[str, str]:
    """The variables of a production behind one proxy, with its files in `data`. What the caller's environment
    says of processes and threads stays; its database, mail server and cache do not."""
    kept = {name: text for name, text in os.environ.items() if name not in ("EMAIL_URL", "CACHE_URL", "DEMO")}
    return {
        **kept,
        "QUILLHOUSE_ENV": "production",
        "DATA_DIR": str(data),
        "MEDIA_DIR": str(data / "media"),
        "MAIL_DIR": str(data / "mail"),
        "DATABASE_URL": url,
        "SECRET_KEY": OWN,
        "SECRETS_KEY": base64.b64encode(hashlib.sha256(OWN.encode()).digest()).decode(),
        "TRUSTED_PROXIES": "1",
        # Each visitor signs in at every run.
        "THROTTLE_SCALE": "1000",
    }

"""Answers of the API that creating verbs have given, by the key that their caller chose."""

from __future__ import annotations

import datetime as dt

from django.db import models

from .security import OfPerson

#: How long the same key gets the same answer.
KEPT = dt.timedelta(hours=24)


class StoredAnswer(OfPerson):
    """The answer to one Idempotency-Key of a person at an agency; `fingerprint` hashes what was asked.

    It is written in the transaction of the verb, so there is none of a verb that was refused or died. Deleted
    after KEPT: it is a copy of what its person was shown.
    """

    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    location = models.CharField(max_length=200, blank=True)
    etag = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "user", "key"], name="storedanswer_once"),
        ]
        indexes = [models.Index(fields=["at"], name="storedanswer_old")]

    def __str__(self) -> str:
        return f"{self.status}"

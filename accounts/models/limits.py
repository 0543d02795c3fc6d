"""Counters for rate limits: rows, because the cache's increment is not atomic on a database."""

from __future__ import annotations

from django.db import models


class LimitCounter(models.Model):
    """How often `key` (a hash of what is limited) was tried in the window that began at `window_start`."""

    key = models.CharField(max_length=64, primary_key=True)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["window_start"], name="limitcounter_window")]

    def __str__(self) -> str:
        return self.key

"""The security log: append-only while it is kept, gone afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from agencies.actions.security_log import log_event, purge_events
from agencies.models import SecurityEvent
from project.base import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_events_can_be_neither_changed_nor_deleted_before_their_time(cast: Cast) -> None:
    log_event("signed_in", agency=cast.inkwell, person=cast.clara.membership)
    for act in (lambda rows: rows.update(kind="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act(SecurityEvent.objects.all())


def test_events_beyond_their_time_are_deleted_by_the_job(cast: Cast) -> None:
    now = clock.now()
    for days in (401, 399):
        SecurityEvent.objects.create(agency=cast.inkwell, kind="old", at=now - dt.timedelta(days=days))

    assert purge_events(now=now) == 1
    assert purge_events(now=now) == 0
    assert SecurityEvent.objects.get(kind="old").at == now - dt.timedelta(days=399)

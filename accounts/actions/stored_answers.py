"""The same key, the same answer: creating verbs of the API act once for each Idempotency-Key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from accounts.models import StoredAnswer
from accounts.models.stored_answers import KEPT
from project.base.api.problems import KeyReused, StillRunning
from project.base.viewer import Member


def answer_once(
    *, actor: Member, key: str, fingerprint: str, run: Callable[[], HttpResponse], now: dt.datetime
) -> HttpResponse:
    """What `run` answers, stored for KEPT; what it answered before, when the actor has sent `key` already.

    Key, act and answer are one transaction: another request with the same key waits for it, and whatever ends
    this one before its end leaves neither of them. Raises KeyReused where the key came with another
    `fingerprint`, StillRunning where that call takes longer than locks are waited for, and whatever `run`
    raises, which frees the key again.
    """
    with transaction.atomic():
        row, is_new = _claimed(actor, key, fingerprint, now)
        if not is_new:
            if row.fingerprint != fingerprint:
                raise KeyReused(
                    _("This Idempotency-Key came with a different request before. Use a new key.")
                )
            return _again(row)
        response = run()
        _keep(row, response)
    return response


def _claimed(actor: Member, key: str, fingerprint: str, now: dt.datetime) -> tuple[StoredAnswer, bool]:
    mine = StoredAnswer.objects.filter(agency_id=actor.agency_id, user_id=actor.membership.user_id, key=key)
    mine.filter(at__lte=now - KEPT).delete()
    row = StoredAnswer(
        agency_id=actor.agency_id,
        user_id=actor.membership.user_id,
        key=key,
        fingerprint=fingerprint,
        at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return mine.get(), False
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StillRunning(_("The first call with this Idempotency-Key is still running.")) from error
        raise
    return row, True


def _keep(row: StoredAnswer, response: HttpResponse) -> None:
    row.status, row.body = response.status_code, response.content.decode()
    row.location, row.etag = response.get("Location", ""), response.get("ETag", "")
    row.save(update_fields=["status", "body", "location", "etag"])


def _again(row: StoredAnswer) -> HttpResponse:
    response = HttpResponse(row.body, status=row.status, content_type="application/json; charset=utf-8")
    for name, value in (("Location", row.location), ("ETag", row.etag)):
        if value:
            response[name] = value
    return response

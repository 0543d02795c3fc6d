"""A sign-in in question: which sessions may be the stranger's, who may answer, and
which address was the person's before it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts.models import AlertVerdict, EmailChange, Ending, LoginAlert, PersonSession, SessionAct, User
from accounts.rules.sessions import hash_of


def suspects_of(questioned: PersonSession) -> Any:
    """The session itself, and those begun since from its device, or from one that had not been seen before
    it: whoever got in once signs in again from elsewhere."""
    later = (
        Q(device=questioned.device_id) | Q(device__first_seen_at__gte=questioned.started_at) | Q(device=None)
    )
    since = later & Q(started_at__gte=questioned.started_at)
    return PersonSession.objects.of_person(questioned.user_id).filter(Q(pk=questioned.pk) | since)


def own_session(token: str) -> PersonSession | None:
    """The session of a browser by the token that it carries, "" for none. One query."""
    return PersonSession.objects.select_related("device").filter(key=hash_of(token)).first()


def may_answer(own: PersonSession | None, questioned: PersonSession) -> bool:
    """Whether the browser with the session `own` may say whose a sign-in was: never from one of the suspects,
    nor from the device that is asked about. Without a session of the person the link alone is the right."""
    if own is None or own.user_id != questioned.user_id:
        return True
    if own.pk == questioned.pk or (own.device_id and own.device_id == questioned.device_id):
        return False
    known = own.device is not None and own.device.first_seen_at < questioned.started_at
    return known or own.started_at < questioned.started_at


def change_since(questioned: PersonSession) -> EmailChange | None:
    """The first change of address since the session began, whoever made it: the address before it had been
    confirmed when nobody unknown was in."""
    rows = EmailChange.objects.filter(user=questioned.user_id, used_at__gte=questioned.started_at)
    return rows.order_by("used_at", "pk").first()


def address_before(user: User, questioned: PersonSession) -> str:
    """The address that was confirmed before the session began."""
    change = change_since(questioned)
    return change.former if change else user.email


def address_before_device(user: User, session: PersonSession) -> str:
    """The address that was confirmed before the device of the session was first seen: whoever changes it from
    there, or signs in there once more, gets nothing by it."""
    since = min(session.started_at, session.device.first_seen_at if session.device else session.started_at)
    rows = EmailChange.objects.filter(user=user, used_at__gte=since).order_by("used_at", "pk")
    change = rows.first()
    return change.former if change else user.email


def is_disowned(session: PersonSession) -> bool:
    """Whether its person has said that it was not them, and nothing that it did is left to be undone."""
    if LoginAlert.objects.filter(session=session, verdict=AlertVerdict.NOT_ME).exists():
        return True
    row = PersonSession.objects.get(pk=session.pk)
    return row.ended_why == Ending.NOT_ME and not SessionAct.objects.standing().filter(session=row).exists()

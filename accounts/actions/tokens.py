"""Personal access tokens: made, revoked, and asked who stands behind one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from accounts.models import AccessToken, ActKind
from accounts.rules.factors import lacks_second_factor
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Membership
from project.base.compiled import Slot, compiled_key
from project.base.errors import Invalid, NotAllowed, NotVisible
from project.base.features import require_on
from project.base.viewer import Viewer

from .session_acts import note_act

MOST = 20
LONGEST_DAYS = 365
PREFIX = 8
FORM = re.compile(r"qh_([A-Za-z0-9_-]{40})\Z")


@sensitive_variables("raw")
def make_token(
    *,
    actor: Viewer,
    name: str,
    read_only: bool,
    days: int,
    now: dt.datetime,
    areas: Collection[str] = (),
    browser: Browser = UNKNOWN,
) -> tuple[AccessToken, str]:
    """A new token of the actor's own membership, good for `days` days, for these `areas` of the API (all when
    there are none). Returns it with the token itself, which is stored nowhere: what is not written down now
    is lost.

    Raises Invalid for a name that a live token has (the same form sent twice), for MOST live ones, for more
    than LONGEST_DAYS; NotAllowed for who is not a member (any more).
    """
    require_on(actor.agency, "tokens")
    with transaction.atomic():
        # One at a time per member: two at once must not both be the last one. Ending a membership waits here
        # too.
        member = Membership.objects.live().select_for_update(no_key=True).filter(pk=actor.member_id).first()
        if member is None:
            raise NotAllowed(_("Only members of this agency can have access tokens."))
        _require_room(member, name, days, now)
        raw = f"qh_{secrets.token_urlsafe(30)}"
        token = AccessToken.objects.create(
            agency=actor.agency,
            user_id=member.user_id,
            membership=member,
            name=name,
            prefix=raw[3 : 3 + PREFIX],
            hash=hash_of(raw),
            read_only=read_only,
            areas=sorted(areas),
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
        note_act(ActKind.TOKEN, user=token.user_id, browser=browser, now=now, subject=token.pk)
        _tell("token_made", token, actor, browser, access="read" if read_only else "full")
    return token, raw


def _require_room(member: Membership, name: str, days: int, now: dt.datetime) -> None:
    live = AccessToken.objects.live(now).filter(membership=member)
    names = {known.casefold() for known in live.values_list("name", flat=True)}
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid({"days": _("A token can be valid for at most one year.")})
    if name.casefold() in names:
        raise Invalid(
            {
                "name": _(
                    "You already have a token with this name. Revoke it first, or choose a different name."
                )
            }
        )
    if len(names) >= MOST:
        text = ngettext("You already have %(n)s token. ", "You already have %(n)s tokens. ", MOST) % {
            "n": MOST
        }
        raise Invalid({"": text + _("Revoke one you no longer need.")})


def revoke_token(
    *, actor: Viewer, token: AccessToken, now: dt.datetime, browser: Browser = UNKNOWN
) -> AccessToken:
    """Make one of the actor's tokens worthless from the next request on. Does nothing when it is revoked.
    Raises NotVisible for somebody else's."""
    with transaction.atomic():
        row = AccessToken.objects.visible_to(actor).select_for_update(no_key=True).filter(pk=token.pk).first()
        if row is None:
            raise NotVisible
        if row.revoked_at is None:
            row.revoked_at = now
            row.save(update_fields=["revoked_at"])
            _tell("token_revoked", row, actor, browser)
    return row


def revoke_all(*, actor: Viewer, now: dt.datetime, browser: Browser = UNKNOWN) -> int:
    """Revoke every live token of the actor at this agency. Returns how many."""
    return revoke_rows(AccessToken.objects.visible_to(actor), actor=actor, now=now, browser=browser)


def revoke_tokens_of(*, user: Any, now: dt.datetime) -> int:
    """Revoke every live token of a person, at every agency: for "it was not
    me". Asks no right. Returns how many."""
    return revoke_rows(AccessToken.objects.filter(user=user), actor=None, now=now)


def revoke_rows(rows: Any, *, actor: Viewer | None, now: dt.datetime, browser: Browser = UNKNOWN) -> int:
    """Revoke the live ones among `rows`, each with its event. Asks no
    right: the actions that call this have."""
    with transaction.atomic():
        found = list(
            rows.live(now)
            .select_for_update(no_key=True, of=("self",))
            .select_related("agency", "membership__user")
            .order_by("pk")
        )
        for token in found:
            token.revoked_at = now
            token.save(update_fields=["revoked_at"])
            _tell("token_revoked", token, actor, browser)
    return len(found)


@sensitive_variables("raw", "match")
def token_of(raw: str, agency: Any, now: dt.datetime) -> tuple[Membership, AccessToken] | None:
    """Who stands behind a token at `agency`, a row or its id, and the token; None for all that opens
    nothing there: made up, revoked, expired, of another agency, of a membership that ended or a person who is
    locked out, or who has no second factor by the day from which on the agency requires it of them.

    One lookup by hash, so that the time tells nothing. Writes `last_used_at`, once a minute at most.
    """
    if not FORM.match(raw):
        return None
    agency_id = getattr(agency, "pk", agency)
    token = next(iter(_opening(agency_id=agency_id, key=hash_of(raw), now=now)), None)
    if token is None or lacks_second_factor(token.membership, now):
        return None
    _note_use(token, now)
    return token.membership, token


@compiled_key
def _opening(agency_id: Slot, key: Slot, now: Slot) -> Any:
    """The live token of that hash, with its person and agency."""
    rows = AccessToken.objects.live(now).filter(agency_id=agency_id, hash=key)
    there = rows.filter(membership__ended_at=None, membership__suspended_at=None, user__is_active=True)
    return there.select_related("membership__user", "membership__agency__brand")


def _note_use(token: AccessToken, now: dt.datetime) -> None:
    minute = now.replace(second=0, microsecond=0)
    if token.last_used_at is not None and token.last_used_at >= minute:
        return
    older = Q(last_used_at=None) | Q(last_used_at__lt=minute)
    AccessToken.objects.filter(older, pk=token.pk).update(last_used_at=minute)
    token.last_used_at = minute


@sensitive_variables("raw")
def hash_of(raw: str) -> str:
    """What is stored of a token: 240 random bits need no salt."""
    return hashlib.sha256(raw.encode("ascii")).hexdigest()


def _tell(event: str, token: AccessToken, actor: Viewer | None, browser: Browser, **facts: Any) -> None:
    facts = {"browser": browser, "token": token.public_id, **facts}
    log_event(event, agency=token.agency, person=token.membership, actor=actor, **facts)

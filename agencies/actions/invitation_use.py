"""What becomes of an invitation when its link is opened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency, Invitation, Membership
from agencies.models.legal import Occasion
from project.base.errors import NotAllowed, NotVisible
from project.base.viewer import Viewer

from .invitations import NOT_OPEN, hash_token, is_open, open_invitations
from .legal import note_acceptance
from .people import admit


def find_invitation(*, agency: Agency, token: str, now: dt.datetime) -> Invitation:
    """The open invitation of `agency` behind a token. Raises NotVisible, alike
    for wrong, used, withdrawn and expired."""
    invitation = open_invitations(agency, now).filter(token_hash=hash_token(token)).first()
    if invitation is None:
        raise NotVisible(NOT_OPEN)
    return invitation


def redeem_invitation(
    *, actor: Viewer, token: str, user: Any, public_name: str, now: dt.datetime
) -> Membership:
    """Make `user` a member with the invitation's roles, once, and spend the invitation.

    Holding the link is the right to it; `user` must have the invited address (raises NotAllowed otherwise). A
    membership that ended begins again with the invited roles; a live one gains them. Raises NotVisible when
    the link is not open any more: of many who ask at once with one link, one gets in. Does nothing when it
    was this user who got in.
    """
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update()
            .filter(agency=actor.agency, token_hash=hash_token(token))
            .first()
        )
        if invitation and invitation.used_at and (member := _already_in(invitation, user)):
            return member
        if invitation is None or not is_open(invitation, now):
            raise NotVisible(NOT_OPEN)
        if user.email != invitation.email:
            raise NotAllowed(
                _("This invitation is for a different email address. Sign in with that address.")
            )
        invitation.used_at, invitation.user = now, user
        invitation.former_roles = _roles_held(actor.agency, user)
        invitation.save(update_fields=["used_at", "user", "former_roles"])
        member = admit(
            agency=actor.agency,
            user=user,
            roles=invitation.roles,
            public_name=public_name,
            now=now,
            invitation=invitation,
        )
        note_acceptance(member=member, brand=actor.agency.brand, occasion=Occasion.SIGN_UP, now=now)
        log_event("invitation_used", agency=actor.agency, person=member, invitation=invitation.public_id)
    return member


def _roles_held(agency: Agency, user: Any) -> list[str]:
    """The roles of a live member, none for anybody else; locked, since the invitation adds to them."""
    rows = Membership.objects.belonging().select_for_update(no_key=True).filter(agency=agency, user=user)
    member = rows.first()
    return member.roles if member else []


def _already_in(invitation: Invitation, user: Any) -> Membership | None:
    if user.email != invitation.email:
        return None
    return Membership.objects.live().filter(agency_id=invitation.agency_id, user=user).first()

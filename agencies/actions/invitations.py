"""One-use links into an agency."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Invitation, Membership, Role
from agencies.rules.agencies import manages_people, may_grant
from agencies.rules.quotas import is_full
from agencies.signals import invitation_made, people_acted
from project.base.errors import Invalid, Taken, require
from project.base.mail_addresses import canonical_email
from project.base.viewer import Viewer

#: How many people can be invited at once.
MOST_AT_ONCE = 50
VALID_FOR = dt.timedelta(days=7)
NOT_OPEN = gettext_lazy(
    "This invitation does not exist, has expired or has already been used. Ask for a new one."
)


def invite(
    *, actor: Viewer, email: str, roles: list[str], now: dt.datetime, browser: Browser = UNKNOWN
) -> Invitation:
    """Ask somebody by mail to join with `roles`; valid for seven days.

    An earlier open invitation of the same address is withdrawn, so that one link is good at a time. Answers
    the same whether or not the address has an account elsewhere. Raises NotAllowed when the actor may not
    grant a role, Invalid without a role or for somebody who has them all.
    """
    email, roles = _invitable(actor, email, roles)
    by = Membership.objects.get(pk=actor.member_id)
    with transaction.atomic():
        # One at a time per agency: two simultaneous invitations of one address must not both stay open.
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        open_invitations(actor.agency, now).filter(email=email).update(withdrawn_at=now)
        invitation, token = issue(agency=actor.agency, email=email, roles=roles, by=by, now=now)
        note_invitation(actor, invitation, browser, now)
        invitation_made.send(sender=Invitation, invitation=invitation, token=token, now=now)
        log_event(
            "person_invited",
            agency=actor.agency,
            actor=actor,
            browser=browser,
            invitation=invitation.public_id,
            roles=",".join(roles),
        )
    return invitation


def _invitable(actor: Viewer, email: str, roles: list[str]) -> tuple[str, list[str]]:
    """The address and the roles as they are stored, of somebody who may be asked in with them."""
    require(manages_people(actor))
    roles = known_roles(roles)
    require(all(may_grant(actor, role) for role in roles), _("Only an owner can make someone an owner."))
    email = canonical_email(email)
    if (
        Membership.objects.live()
        .filter(agency=actor.agency, user__email=email, roles__contains=roles)
        .exists()
    ):
        raise Invalid({"email": _("This person already has these roles.")})
    if Membership.objects.filter(agency=actor.agency, user__email=email, suspended_at__isnull=False).exists():
        raise Invalid({"email": _("This person is suspended. Reinstate them on their page instead.")})
    if is_full(actor.agency):
        words = _(
            "Your agency has all the people it may have. Remove people who have left, or have an owner ask "
            "for more places (see Limits)."
        )
        raise Invalid({"email": words})
    return email, roles


def invite_many(
    *,
    actor: Viewer,
    people: Sequence[tuple[str, list[str]]],
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> list[Invitation]:
    """Ask several people at once, each an address with roles, as `invite` asks one: all of them, or nobody.

    Owners are asked one at a time, by `invite`. Raises Invalid with what is wrong of each, by "people.0" and
    the like, and sends nothing then.
    """
    require(manages_people(actor))
    if not 1 <= len(people) <= MOST_AT_ONCE:
        raise Invalid({"people": _("Enter between 1 and %(most)s people.") % {"most": MOST_AT_ONCE}})
    errors: dict[str, Any] = {}
    for place, (email, roles) in enumerate(people):
        try:
            _require_new(people[:place], email, roles)
            _invitable(actor, email, roles)
        except Invalid as refusal:
            errors[f"people.{place}"] = [text for texts in refusal.errors.values() for text in texts]
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        return [
            invite(actor=actor, email=email, roles=roles, now=now, browser=browser) for email, roles in people
        ]


def invite_imported(
    *, actor: Viewer, people: Sequence[tuple[str, list[str]]], now: dt.datetime
) -> list[Invitation]:
    """Ask many people at once whose addresses and roles were checked, within the transaction of an import;
    open invitations of the same addresses are withdrawn. Each gets a mail. Raises NotAllowed."""
    require(manages_people(actor))
    require(all(may_grant(actor, role) for _email, roles in people for role in roles))
    Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
    emails = [email for email, _roles in people]
    open_invitations(actor.agency, now).filter(email__in=emails).update(withdrawn_at=now)
    users = get_user_model()._default_manager.filter(email__in=emails)
    known = dict(users.values_list("email", "pk"))
    by = Membership.objects.get(pk=actor.member_id)
    tokens = [secrets.token_urlsafe(32) for _person in people]
    made = Invitation.objects.bulk_create(
        (
            Invitation(
                agency=actor.agency,
                user_id=known.get(email),
                email=email,
                roles=roles,
                token_hash=hash_token(token),
                invited_by=by,
                created_at=now,
                expires_at=now + VALID_FOR,
            )
            for (email, roles), token in zip(people, tokens, strict=True)
        ),
        batch_size=1_000,
    )
    for invitation, token in zip(made, tokens, strict=True):
        invitation_made.send(sender=Invitation, invitation=invitation, token=token, now=now)
        log_event(
            "person_invited",
            agency=actor.agency,
            actor=actor,
            invitation=invitation.public_id,
            roles=",".join(invitation.roles),
        )
    return made


def _require_new(earlier: Sequence[tuple[str, list[str]]], email: str, roles: list[str]) -> None:
    if email_problem(email):
        raise Invalid({"email": _("Enter a valid email address.")})
    if canonical_email(email) in {canonical_email(other) for other, _roles in earlier}:
        raise Invalid({"email": _("This address is in the list twice.")})
    if Role.OWNER in roles:
        raise Invalid({"roles": _("Invite owners one at a time.")})


def email_problem(email: str) -> str:
    """Why this is no address that mail could reach; "" when it is."""
    try:
        validate_email(email)
    except ValidationError:
        return _("Enter a valid email address.")
    return ""


def withdraw_invitation(*, actor: Viewer, invitation: Invitation, now: dt.datetime) -> Invitation:
    """Make an open invitation worthless. Does nothing when it was withdrawn
    before; raises Taken when it was used."""
    require(manages_people(actor))
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(agency_id=actor.agency_id, pk=invitation.pk)
        require(
            all(may_grant(actor, role) for role in invitation.roles),
            _("Only an owner can withdraw this invitation."),
        )
        if invitation.used_at:
            raise Taken(_("This invitation has already been used. The person is now a member."))
        if invitation.withdrawn_at is None:
            invitation.withdrawn_at = now
            invitation.save(update_fields=["withdrawn_at"])
            log_event(
                "invitation_withdrawn", agency=actor.agency, actor=actor, invitation=invitation.public_id
            )
    return invitation


def note_invitation(actor: Viewer, invitation: Invitation, browser: Browser, now: dt.datetime) -> None:
    """Say which session made an invitation, within the transaction that made it."""
    facts = {"subject": invitation.pk, "before": {"roles": invitation.roles}}
    people_acted.send(Invitation, actor=actor, browser=browser, kind="invitation", now=now, **facts)


def is_open(invitation: Invitation, now: dt.datetime) -> bool:
    """Whether the invitation can still be used."""
    return invitation.used_at is None and invitation.withdrawn_at is None and invitation.expires_at > now


def issue(
    *, agency: Agency, email: str, roles: list[str], by: Membership | None, now: dt.datetime
) -> tuple[Invitation, str]:
    """Store an invitation and return it with its token. Asks no right: the actions that call this have."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        agency=agency,
        user=get_user_model()._default_manager.filter(email=email).first(),
        email=email,
        roles=roles,
        token_hash=hash_token(token),
        invited_by=by,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    return invitation, token


def open_invitations(agency: Agency, now: dt.datetime) -> Any:
    """Invitations that could still be used, as a queryset."""
    return Invitation.objects.filter(Q(used_at=None, withdrawn_at=None, expires_at__gt=now), agency=agency)


def hash_token(token: str) -> str:
    """What is stored of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def known_roles(roles: list[str]) -> list[str]:
    """The roles, each once, in the order of responsibility. Raises Invalid for none or an unknown one."""
    if unknown := set(roles) - set(Role.values):
        raise Invalid({"roles": _("This role does not exist: %s.") % ", ".join(sorted(unknown))})
    if not roles:
        raise Invalid({"roles": _("Choose at least one role.")})
    return [role for role in Role.values if role in roles]

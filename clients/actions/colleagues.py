"""The people of a client account: invited, given a role, removed. Whatever changes holds the lock on the
account, taken after those on invitation and membership."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.session_acts import note_act
from accounts.models import ActKind
from agencies.actions.invitations import issue, note_invitation
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Invitation, Membership, Role
from agencies.signals import invitation_made
from clients.models import AccountInvitation, AccountPerson, ClientAccount
from clients.models.accounts import AccountRole
from clients.rules.accounts import PAYER, is_client, keeps_people, takes_another_side
from clients.rules.desk import is_desk
from clients.signals import person_joined
from project.base.errors import Invalid, NotAllowed, NotVisible, Taken, WrongState, require
from project.base.features import is_on, require_on
from project.base.mail_addresses import canonical_email
from project.base.viewer import Member

from .shared_people import family_people, lock_family, share_people

#: Invitations of one account that may be open at a time.
MOST_OPEN = 20


def invite_colleague(
    *,
    actor: Member,
    account: ClientAccount,
    email: str,
    role: str,
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> AccountInvitation:
    """Ask somebody by mail into a client account, as a client of the agency; valid for seven days.

    An open invitation of the same address into this account is withdrawn: one link is good at a time, and
    inviting again is how to send it again. Raises Invalid for a person of the account, for who works for the
    agency, for whom the agency has let go, and beyond MOST_OPEN; FeatureDisabled where clients may invite no
    one, or an account has one person only.
    """
    require(keeps_people(actor, account.pk))
    email = canonical_email(email)
    _require_role(role)
    with transaction.atomic():
        earlier = open_invitations_of(account, now).filter(email=email)
        list(earlier.select_for_update())  # before the account, as whoever redeems one locks
        lock_family(actor.agency_id, account)
        _require_keeper(actor, account)
        _require_features(actor, account, email, now)
        _require_welcome(account, email)
        earlier.update(withdrawn_at=now)
        if open_invitations_of(account, now).count() >= MOST_OPEN:
            raise Invalid({"email": _("Too many invitations are open. Withdraw one first.")})
        invitation, token = issue(
            agency=actor.agency, email=email, roles=[Role.CLIENT.value], by=actor.membership, now=now
        )
        note_invitation(actor, invitation, browser, now)
        row = AccountInvitation.objects.create(
            agency=actor.agency, invitation=invitation, account=account, role=role
        )
        words = [str(AccountRole(role).label)]
        invitation_made.send(
            sender=Invitation,
            invitation=invitation,
            token=token,
            now=now,
            into=account.name,
            role_words=words,
        )
        _log("colleague_invited", actor, account, invitation=invitation.public_id, role=role)
    return row


def withdraw_colleague(
    *, actor: Member, account: ClientAccount, invitation: AccountInvitation, now: dt.datetime
) -> None:
    """Make an open invitation worthless. Does nothing when it was withdrawn
    before; raises Taken when it was used."""
    require(keeps_people(actor, account.pk))
    with transaction.atomic():
        row = Invitation.objects.select_for_update().get(
            pk=invitation.invitation_id, account_invitation=invitation
        )
        lock_family(actor.agency_id, account)
        _require_keeper(actor, account)
        if row.used_at:
            raise Taken(_("This invitation has already been used. The person now belongs to the account."))
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            _log("colleague_invitation_withdrawn", actor, account, invitation=row.public_id)


def join_account(
    *, invitation: Invitation, membership: Membership, now: dt.datetime, returns: bool = False
) -> AccountPerson | None:
    """Make a member a person of the client account that a spent
    invitation leads to; None when it leads to none.

    Called by the signal of a change of roles, inside its transaction and after its lock on the membership.
    Who belongs to the account keeps the role. Raises NotAllowed for somebody who works for the agency by now,
    and for who `returns`: whom the agency has let go it alone brings back.
    """
    row = AccountInvitation.objects.select_related("account").filter(invitation=invitation).first()
    if row is None:
        return None
    if returns:
        raise NotAllowed(_("The agency has ended your membership. Ask the agency for an invitation."))
    if takes_another_side(membership.roles):
        raise NotAllowed(
            _(
                "You work for this agency, so you can’t also join a client account. Ask to be "
                "invited at a different email address."
            )
        )
    account = lock_family(membership.agency_id, row.account)
    person, _new = AccountPerson.objects.get_or_create(
        account=account,
        membership=membership,
        defaults={"agency_id": membership.agency_id, "role": row.role, "joined_at": now},
    )
    share_people(account)
    person_joined.send(ClientAccount, account=account, now=now)
    return person


def withdraw_invitations_of(*, membership: Membership, now: dt.datetime) -> None:
    """Close what client accounts sent to a person whose membership ended.
    Called by the signal, in its transaction.

    Passes over a link that is being used just now, whose lock comes before the one on
    the membership: join_account refuses it.
    """
    rows = Invitation.objects.filter(
        agency_id=membership.agency_id, email=membership.user.email, account_invitation__isnull=False
    )
    free = rows.filter(used_at=None, withdrawn_at=None).select_for_update(skip_locked=True, of=("self",))
    Invitation.objects.filter(pk__in=[row.pk for row in free]).update(withdrawn_at=now)


def change_colleague(
    *,
    actor: Member,
    account: ClientAccount,
    membership: Membership,
    role: str,
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> AccountPerson:
    """Give a person of the account another role, from their next
    request on. Does nothing when it is the same.

    Raises WrongState for the last payer, NotVisible for who does not belong to the account (any more).
    """
    require(keeps_people(actor, account.pk))
    _require_role(role)
    with transaction.atomic():
        lock_family(actor.agency_id, account)
        _require_keeper(actor, account)
        rows = list(family_people(account).filter(membership=membership).select_related("account"))
        person = next((row for row in rows if row.account_id == account.pk), None)
        if person is None:
            raise NotVisible()
        if any(row.role != role for row in rows):
            _require_other_payers(rows)
            _note(actor, person, role, browser, now)
            family_people(account).filter(membership=membership).update(role=role)
            person.role = role
            _log("colleague_changed", actor, account, person=membership, role=role)
            person_joined.send(ClientAccount, account=account, now=now)
    return person


def remove_colleague(
    *,
    actor: Member,
    account: ClientAccount,
    membership: Membership,
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> None:
    """Take a person out of the account: a payer anybody, everybody oneself.
    What they drafted and ordered stays with it.

    They stay a client of the agency. Does nothing for who has gone
    already; raises WrongState for the last payer.
    """
    leaves = membership.pk == actor.member_id
    require(is_client(actor) if leaves else keeps_people(actor, account.pk))
    with transaction.atomic():
        lock_family(actor.agency_id, account)
        if not leaves:
            _require_keeper(actor, account)
        rows = list(family_people(account).filter(membership=membership).select_related("account"))
        person = next((row for row in rows if row.account_id == account.pk), None)
        if person is None:
            return
        _require_other_payers(rows)
        _note(actor, person, "", browser, now)
        family_people(account).filter(membership=membership).delete()
        _log("colleague_left" if leaves else "colleague_removed", actor, account, person=membership)


def live_people(account: ClientAccount) -> QuerySet[AccountPerson]:
    """People of the account who can still come in as clients."""
    return account.people.filter(
        membership__ended_at=None,
        membership__suspended_at=None,
        membership__roles__contains=[Role.CLIENT.value],
    )


def open_invitations_of(account: ClientAccount, now: dt.datetime) -> QuerySet[Invitation]:
    """Those that could still be used, as a queryset."""
    family = ClientAccount.objects.family(account).values("pk")
    rows = Invitation.objects.filter(account_invitation__account__in=family, agency_id=account.agency_id)
    return rows.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


def _note(actor: Member, person: AccountPerson, role: str, browser: Browser, now: dt.datetime) -> None:
    """Remember which session gives a person of the account another `role`, "" for none: for the way back."""
    joined = person.joined_at.isoformat() if person.joined_at else None
    facts = {"account": person.account_id, "was": person.role, "role": role, "joined_at": joined}
    about: dict[str, Any] = {"subject": person.membership_id, "before": facts}
    note_act(ActKind.PEOPLE, user=actor.membership.user_id, browser=browser, now=now, **about)


def _require_keeper(actor: Member, account: ClientAccount) -> None:
    """The right as it is under the lock: what the request remembers may be a moment old."""
    payer = account.people.filter(membership_id=actor.member_id, role=PAYER)
    require(is_desk(actor) or payer.exists())


def _require_other_payers(rows: list[AccountPerson]) -> None:
    """A person's rows in an account and in those merged with it: none may be left without a payer."""
    for row in rows:
        if row.role != PAYER:
            continue
        if not live_people(row.account).filter(role=PAYER).exclude(pk=row.pk).exists():
            raise WrongState(_("An account needs a payer. Make someone else a payer first."))


def _require_features(actor: Member, account: ClientAccount, email: str, now: dt.datetime) -> None:
    """Clients invite where the agency lets them; nobody invites a second person where accounts have one."""
    if not is_desk(actor):
        require_on(actor.agency, "colleagues")
    if not is_on(actor.agency, "shared_accounts"):
        others = open_invitations_of(account, now).exclude(email=email)
        if live_people(account).exists() or others.exists():
            require_on(actor.agency, "shared_accounts")


def _require_role(role: str) -> None:
    if role not in AccountRole.values:
        raise Invalid({"role": _("This role does not exist. Choose a different one.")})


def _require_welcome(account: ClientAccount, email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid({"email": _("Enter a valid email address.")}) from error
    member = Membership.objects.filter(agency_id=account.agency_id, user__email=email).first()
    if member is None:
        return
    if member.ended_at:
        raise Invalid({"email": _("The agency has ended this person’s membership. Contact the agency.")})
    if member.suspended_at:
        raise Invalid({"email": _("The agency has suspended this person. Contact the agency.")})
    if takes_another_side(member.roles):
        raise Invalid(
            {"email": _("This person works for the agency, so they can’t also join a client account.")}
        )
    if account.people.filter(membership=member).exists():
        raise Invalid({"email": _("This person already belongs to the account.")})


def _log(what: str, actor: Member, account: ClientAccount, **facts: Any) -> None:
    log_event(what, agency=actor.agency, actor=actor, account=account.public_id, **facts)

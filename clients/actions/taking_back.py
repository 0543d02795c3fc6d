"""Taking back what was done to the people of a client account, when it turns out that it was somebody else
who acted. Called by signals, in their transaction; asks no right. The other payers are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from accounts.models import Notice, SessionAct
from agencies.actions.security_log import log_event
from agencies.models import Invitation, Membership
from clients.models import AccountInvitation, AccountPerson, ClientAccount
from clients.rules.accounts import PAYER

from .colleagues import live_people
from .shared_people import family_people, share_people


def hold_accounts(*, acts: Iterable[SessionAct]) -> None:
    """Lock the accounts that these acts are about."""
    ids = {(act.before or {})["account"] for act in acts if _is_ours(act)}
    list(ClientAccount.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def take_back_joining(*, invitation: Invitation, membership: Membership, now: dt.datetime) -> None:
    """Take a member out of the account that this invitation led to; who had belonged to it before stays. Does
    nothing for the last payer."""
    row = AccountInvitation.objects.select_related("account").filter(invitation=invitation).first()
    if row is None:
        return
    account = _locked(row.account_id)
    person = account.people.filter(membership=membership, joined_at=invitation.used_at).first()
    if person is None or _is_last_payer(account, person):
        return
    family_people(account).filter(membership=membership, joined_at=invitation.used_at).delete()
    _tell("colleague_removed", account, membership, invitation.invited_by, now)


def take_back_change(*, act: SessionAct, now: dt.datetime) -> None:
    """Give a person of an account the role from before the act, if nobody has changed it since; who was
    removed belongs to it again, unless they have left the agency. Does nothing for the last payer, nor for
    acts about something else."""
    if not _is_ours(act):
        return
    facts = act.before or {}
    account, membership = _locked(facts["account"]), Membership.objects.get(pk=int(act.subject))
    person = account.people.filter(membership=membership).first()
    if person is None and not facts["role"] and membership.ended_at is None:
        joined = dt.datetime.fromisoformat(facts["joined_at"]) if facts["joined_at"] else None
        row = {"membership": membership, "role": facts["was"], "joined_at": joined}
        AccountPerson.objects.create(agency_id=account.agency_id, account=account, **row)
        share_people(account)
    elif person is not None and person.role == facts["role"] and not _is_last_payer(account, person):
        family_people(account).filter(membership=membership, role=person.role).update(role=facts["was"])
    else:
        return
    acted = Membership.objects.filter(agency=account.agency_id, user=act.user_id).first()
    _tell("colleague_changed", account, membership, acted, now)


def _is_ours(act: SessionAct) -> bool:
    """Whether an act of ActKind.PEOPLE is about an account; others are those of other apps."""
    return "account" in (act.before or {})


def _locked(account_id: int) -> ClientAccount:
    return ClientAccount.objects.select_for_update(no_key=True).select_related("agency").get(pk=account_id)


def _is_last_payer(account: ClientAccount, person: AccountPerson) -> bool:
    others = live_people(account).filter(role=PAYER).exclude(pk=person.pk)
    return person.role == PAYER and not others.exists()


def _tell(
    event: str, account: ClientAccount, person: Membership, acted: Membership | None, now: dt.datetime
) -> None:
    """To the payers other than the one whose session it had been, and than whom it is about."""
    log_event(event, agency=account.agency, person=person, account=account.public_id)
    if acted is None:
        return
    path = reverse("clients:account", args=[account.public_id])
    words = {
        "kind": "rights_taken_back",
        "detail": acted.public_name,
        "path": path,
        "named_id": acted.user_id,
    }
    payers = live_people(account).filter(role=PAYER).exclude(membership__in=[person.pk, acted.pk])
    for payer in payers.select_related("membership"):
        whose = {"agency": account.agency, "user_id": payer.membership.user_id}
        Notice.objects.create(**whose, **words, at=now)

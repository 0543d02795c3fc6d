"""Who may do what with a client account: predicates of (viewer, account).
Payers, orderers and readers are its people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agencies.states.roles import Role, is_staff
from clients.models import AccountPerson
from clients.querysets import MAY_ORDER
from project.base.compiled import compiled_key
from project.base.viewer import Member, Viewer

PAYER = "payer"
#: The questions to which a viewer remembers the answers: the role by client account, of all accounts and of
#: those that queries have brought along.
ROLES, KNOWN = "clients.account_roles", "clients.known_account_roles"


def is_client(viewer: Viewer) -> bool:
    """Whether the viewer has the client's pages."""
    return viewer.has(Role.CLIENT)


def account_role(viewer: Viewer, account_id: int) -> str:
    """The viewer's role in a client account ("" for none). One query
    for all accounts, once for each viewer; none for an account that is known."""
    if not isinstance(viewer, Member):
        return ""
    known: dict[int, str] = viewer.answers.get(KNOWN, {})
    return known[account_id] if account_id in known else own_accounts(viewer).get(account_id, "")


def know_account_role(viewer: Viewer, account_id: int, role: str | None) -> None:
    """Tell account_role what a query has brought along, so that it need not ask again for this viewer."""
    if isinstance(viewer, Member):
        viewer.answers.setdefault(KNOWN, {})[account_id] = role or ""


def own_accounts(viewer: Member) -> dict[int, str]:
    """The ids of all client accounts that the viewer belongs to, with the viewer's role in each. One query,
    once for each viewer."""
    if ROLES not in viewer.answers:
        viewer.answers[ROLES] = dict(_accounts_of(viewer))
    return dict(viewer.answers[ROLES])


@compiled_key
def _accounts_of(viewer: Viewer) -> Any:
    rows = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    return rows.values_list("account_id", "role")


def can_order(viewer: Viewer, account_id: int) -> bool:
    """Payers and orderers of a client account may draft and order for it; readers only read."""
    return is_client(viewer) and account_role(viewer, account_id) in MAY_ORDER


def orders_somewhere(viewer: Viewer) -> bool:
    """Whether there is any client account that the viewer may order for, so that a new draft makes sense."""
    if not isinstance(viewer, Member) or not is_client(viewer):
        return False
    return any(role in MAY_ORDER for role in own_accounts(viewer).values())


def sees_accounts(viewer: Viewer) -> bool:
    """Whether there are client accounts that the viewer may look at: one's own, or for the desk all."""
    return is_client(viewer) or is_staff(viewer)


def manages_account(viewer: Viewer, account_id: int) -> bool:
    """Payers decide about their client account: who belongs to it, as what, which presets it shares."""
    return is_client(viewer) and account_role(viewer, account_id) == PAYER


def keeps_people(viewer: Viewer, account_id: int) -> bool:
    """Who invites people into a client account, changes their roles and removes them: its payers, and the
    desk."""
    return is_staff(viewer) or manages_account(viewer, account_id)


def reads_addresses(viewer: Viewer, account_id: int) -> bool:
    """The email addresses of an account's people, and who is invited, are for its payers and the desk;
    colleagues read names."""
    return manages_account(viewer, account_id) or is_staff(viewer)


def pays_for(viewer: Viewer, account_id: int) -> bool:
    """Whether the viewer is a payer of the client account."""
    return is_client(viewer) and account_role(viewer, account_id) == PAYER


def can_edit_billing(viewer: Viewer, account_id: int) -> bool:
    """To whom invoices are addressed: the account's payers say it, and the desk for them."""
    return is_staff(viewer) or pays_for(viewer, account_id)


def can_edit_style_guide(viewer: Viewer, account_id: int) -> bool:
    """What holds for every text of the account: those who order for it say it, and the desk for them."""
    return is_staff(viewer) or can_order(viewer, account_id)


def takes_another_side(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles works for the agency: nobody of those joins a client's account."""
    return bool(set(roles) - {Role.CLIENT.value})

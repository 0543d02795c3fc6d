"""Which rows of client accounts a viewer may see. Names no model, so that models can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.functions import Coalesce

from agencies.states.roles import Role

if TYPE_CHECKING:
    from clients.models import ClientAccount
    from project.base.viewer import Viewer

#: Roles in a client account that draft and order for it.
MAY_ORDER = ("payer", "orderer")


def sees_as_client(viewer: Viewer) -> bool:
    """Whether rows of the viewer's own client accounts are the viewer's to see:
    the role opens them, not the row alone."""
    return viewer.has(Role.CLIENT)


def current_id(account: ClientAccount) -> int:
    """The id of the account that counts now: the one that this was merged into, or its own."""
    return account.merged_into_id or account.pk


def with_merged(path: str = "account") -> Any:
    """Of rows that lead to a client account by `path`: the id of the account that counts now. Rows of
    accounts that were merged share it, so that sums and lists read them as one client's."""
    return Coalesce(F(f"{path}__merged_into"), F(path))

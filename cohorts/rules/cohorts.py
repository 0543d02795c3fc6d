"""Who may do what with a class, and what stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from clients.rules.accounts import can_order, orders_somewhere
from cohorts.models import Cohort
from cohorts.states.cohorts import PlacingState
from orders.rules.offers import gives_out
from project.base.viewer import Viewer


def sees_classes(viewer: Viewer) -> bool:
    """Whose pages of classes there are: those who order for a client account, and the desk."""
    return is_staff(viewer) or orders_somewhere(viewer)


def can_begin(viewer: Viewer, account_id: int) -> bool:
    """Payers and buyers of the account, and the desk for them."""
    return is_staff(viewer) or can_order(viewer, account_id)


def can_plan(viewer: Viewer, cohort: Cohort) -> bool:
    """Who changes the class, its roster and its plan: payers and buyers of its account, and the desk."""
    return viewer.agency_id == cohort.agency_id and can_begin(viewer, cohort.account_id)


def can_place(viewer: Viewer, cohort: Cohort) -> bool:
    """Who places its orders at a price that they have read."""
    return can_plan(viewer, cohort)


def can_share_out(viewer: Viewer, cohort: Cohort) -> bool:
    """Who says which writers take its orders and who reviews them: who gives orders out, except for a class
    of their own."""
    own = cohort.requested_by_id == viewer.member_id
    return viewer.agency_id == cohort.agency_id and gives_out(viewer) and not own


def has_somebody_to_order_for(cohort: Cohort) -> str:
    """A guard: a member is in the class for whom nothing is ordered yet."""
    if cohort.members.to_place().exists():
        return ""
    return _("Everyone in this class has an order already. Add members first.")


def nothing_is_being_placed(cohort: Cohort) -> str:
    """A guard: no job is placing orders of the class now."""
    if cohort.placings.filter(state=PlacingState.RUNNING).exists():
        return _("Orders of this class are being placed. Wait until that is done.")
    return ""


def nobody_is_waited_for(cohort: Cohort) -> str:
    """A guard: every brief that was asked for is in."""
    if cohort.members.waited_for().exists():
        return _("Briefs are still asked for. Order for these members as it is, or remove them first.")
    return ""

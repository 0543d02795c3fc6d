"""Class orders as something that an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cohorts.models import Cohort
from cohorts.states.cohorts import FEATURE
from project.base.features import Door, Feature, counted, features


def register() -> None:
    """Called once, in ready()."""
    features.register(FEATURE, CLASS_ORDERS)


def of_cohorts(doors: dict[Door, tuple[str, ...]]) -> dict[str, Door]:
    """Addresses of this app by their doors."""
    return {f"cohorts:{name}": door for door, names in doors.items() for name in names}


def classes_left(agency: Any) -> list[str]:
    """Classes that run."""
    words = ngettext_lazy(
        "%(count)s class that has begun can still be followed.",
        "%(count)s classes that have begun can still be followed.",
        "n",
    )
    return counted(Cohort.objects.live().filter(agency=agency), words)


#: Calls that bring a class, a session or a seat to an end, or take that back.
ENDING_CALLS = ("close", "reopen", "cancel", "cancel_session", "cancel_seat")
CLASS_ORDERS = Feature(
    label=_("Class orders"),
    text=_("One payer orders the same kind of text for each member of a group."),
    off=_("No class can be begun or ordered for. Orders that were placed go on."),
    pages=of_cohorts(
        {
            Door.READ: (
                *("classes", "class", "reports", "report", "report_file"),
                *("links", "own_links"),
                *("sessions", "session", "attendance_file", "seat_calendar"),
            ),
            Door.STILL: ("settings", "brief", "member", "plan", "writers"),
            Door.SHUT: (
                *("new", "field_add", "field_remove", "file_remove", "roster", "roster_check"),
                *("roster_save", "member_new", "member_files", "place"),
                *("installments", "nudge", "shared_report"),
                *("links_send", "member_link", "mine_brief"),
                *("session_new", "session_edit", "session_book", "seat_move", "attendance"),
                *("mine_book", "mine_seat_move"),
            ),
            Door.ENDS: (
                *("end", "roster_discard", "member_remove", "member_order", "report_link_revoke"),
                *("member_link_revoke", "own_link_revoke", "mine_file_remove"),
                # A member reads on what was written for them, and answers it.
                *("mine", "mine_file", "mine_version", "mine_seat_calendar"),
                *("mine_accept", "mine_revise", "mine_reply", "mine_message"),
                *("session_cancel", "seat_cancel", "mine_seat_cancel"),
            ),
        }
    ),
    api={
        "classes": Door.READ,
        **{f"classes.{name}": Door.ENDS for name in ENDING_CALLS},
        "class-members": Door.READ,
        **{f"class-members.{name}": Door.ENDS for name in ("destroy", "order", "revoke_link")},
        "class-plans": Door.READ,
        "class-reports": Door.READ,
        "class-report-links": Door.READ,
        "class-report-links.destroy": Door.ENDS,
    },
    without={
        "jobs": "What a job places was ordered before; what it deletes is left over.",
        "mails": "Letters follow acts, which are refused.",
    },
    impact=classes_left,
)

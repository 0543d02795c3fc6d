"""What of the writers' work an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from project.base.features import Door, Feature, counted, features
from writers.models import AutoAcceptRule, Feedback, PoolEntry, WriterPortfolio
from writers.pages.portfolio_doors import PORTFOLIO_API, PORTFOLIO_PAGES

READ, SHUT, ENDS = Door.READ, Door.SHUT, Door.ENDS


def register() -> None:
    """Called once, in ready()."""
    features.register("pool", POOL)
    features.register("auto_accept", AUTO_ACCEPT)
    features.register("feedback", FEEDBACK)
    features.register("portfolios", PORTFOLIOS)


def of_writers(doors: dict[Door, tuple[str, ...]]) -> dict[str, Door]:
    """Addresses of this app by their doors."""
    return {f"writers:{name}": door for door, names in doors.items() for name in names}


def pool_left(agency: Any) -> list[str]:
    """Orders that nobody can take meanwhile."""
    words = ngettext_lazy(
        "%(count)s order stays in the pool, and no one can take it.",
        "%(count)s orders stay in the pool, and no one can take them.",
        "n",
    )
    return counted(PoolEntry.objects.filter(agency=agency, ended_at=None), words)


def rules_left(agency: Any) -> list[str]:
    """Rules that rest."""
    words = ngettext_lazy("%(count)s rule accepts nothing.", "%(count)s rules accept nothing.", "n")
    return counted(AutoAcceptRule.objects.filter(agency=agency, enabled=True), words)


def feedback_left(agency: Any) -> list[str]:
    """What was given and is not released yet."""
    words = ngettext_lazy(
        "%(count)s piece of feedback is released later, as promised.",
        "%(count)s pieces of feedback are released later, as promised.",
        "n",
    )
    return counted(Feedback.objects.unreleased().filter(agency=agency, given_at__isnull=False), words)


def portfolios_left(agency: Any) -> list[str]:
    """Portfolios whose public pages vanish."""
    words = ngettext_lazy(
        "%(count)s public portfolio is no longer found at its address.",
        "%(count)s public portfolios are no longer found at their addresses.",
        "n",
    )
    return counted(WriterPortfolio.objects.public(agency), words)


POOL = Feature(
    label=_("Open pool"),
    text=_("The desk puts orders into a pool, and eligible writers take them."),
    off=_("No order can be put into the pool or taken from it. The desk can withdraw those that are in it."),
    pages=of_writers(
        {
            READ: ("pool", "pool_entry", "desk_pool"),
            SHUT: ("pool_take", "pool_interest", "pool_put"),
            ENDS: ("pool_interest_withdraw", "pool_leave", "pool_withdraw"),
        }
    ),
    api={
        "pool": READ,
        "pool-entries": READ,
        **dict.fromkeys(("pool.leave", "pool.withdraw_interest", "pool-entries.withdraw"), ENDS),
    },
    jobs=("writers.open_pool_to_all",),
    without={"mails": "Mails follow acts on orders; nothing is put into the pool."},
    impact=pool_left,
)
AUTO_ACCEPT = Feature(
    label=_("Automatic acceptance"),
    text=_("Writers’ own rules accept offers for them."),
    off=_("No rule accepts an offer. Writers keep their rules; what was accepted can still be undone."),
    pages=of_writers(
        {
            READ: ("auto_accept", "auto_accept_rule"),
            SHUT: ("auto_accept_new", "auto_accept_switch"),
            ENDS: ("auto_accept_delete", "undo_acceptance"),
        }
    ),
    api={
        "auto-accept-rules": READ,
        "auto-accept-rules.destroy": ENDS,
        "order-undoing.undo_acceptance": ENDS,
    },
    without={
        "jobs": "Rules answer in the act that offers; what they accepted before is settled by its own rules.",
        "mails": "Without an acceptance there is no mail about one.",
    },
    impact=rules_left,
)
FEEDBACK = Feature(
    label=_("Feedback"),
    text=_("Clients, writers and editors rate each other’s work on an order."),
    off=_("No feedback can be given or changed. What was given stays readable and is released as promised."),
    pages=of_writers(
        {
            READ: (
                *("studio_feedback", "editing_feedback", "client_feedback", "desk_feedback"),
                *("feedback_history", "editing_feedback_history", "desk_feedback_history", "feedback"),
            ),
            SHUT: (
                *("feedback_give", "feedback_edit", "feedback_reply", "feedback_contest"),
                *("feedback_allow", "feedback_publish"),
            ),
            ENDS: (
                *("feedback_delete", "feedback_contest_withdraw", "feedback_contest_decide"),
                *("feedback_disallow", "feedback_unpublish", "feedback_point_mark"),
            ),
        }
    ),
    api={
        "feedback": READ,
        "feedback-history": READ,
        **{
            f"feedback.{verb}": ENDS
            for verb in ("destroy", "withdraw_contest", "decide_contest", "unpublish")
        },
    },
    mails=("feedback",),
    without={"jobs": "What was given before is released by its own rules."},
    impact=feedback_left,
)
PORTFOLIOS = Feature(
    label=_("Portfolios and directory"),
    text=_("Writers show portfolios with samples, and clients look for writers in a directory."),
    off=_("No portfolio or sample is found by anyone else. Writers and the desk can still read them."),
    pages=of_writers(PORTFOLIO_PAGES),
    api=PORTFOLIO_API,
    jobs=("writers.refresh_figures",),
    without={"mails": "Questions about samples are refused, so there is no mail about one."},
    impact=portfolios_left,
)

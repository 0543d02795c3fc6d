"""What of client accounts an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from clients.models import AccountPerson
from project.base.features import Door, Feature, counted, features


def register() -> None:
    """Called once, in ready()."""
    features.register("shared_accounts", SHARED_ACCOUNTS)
    features.register("colleagues", COLLEAGUES)


def shared_left(agency: Any) -> list[str]:
    """Accounts that several people share."""
    people = AccountPerson.objects.own().present().filter(agency=agency).order_by()
    shared = people.values("account").annotate(n=Count("pk")).filter(n__gt=1)
    words = ngettext_lazy(
        "%(count)s account has several people, who keep their access.",
        "%(count)s accounts have several people, who keep their access.",
        "n",
    )
    return counted(shared, words)


SHARED_ACCOUNTS = Feature(
    label=_("Several people per client account"),
    text=_("A client account can have more than one person."),
    off=_("No one else can be invited into an account that has a person. Those who share one keep access."),
    without={
        "pages": "The desk invites the first person of an account there; the rule refuses the second.",
        "menu": "The account’s page stays: it is the account’s.",
        "api": "As the page: the rule refuses the second person.",
        "jobs": "Nothing waits for a clock.",
        "mails": "Without an invitation there is no mail about one.",
    },
    impact=shared_left,
)
COLLEAGUES = Feature(
    label=_("Colleagues"),
    text=_("Clients invite colleagues into their account."),
    off=_("Clients can’t invite anyone. They can change roles and remove people, and the desk can invite."),
    needs=("shared_accounts",),
    pages={
        "clients:account": Door.READ,
        **{f"clients:account_{name}": Door.ENDS for name in ("role", "remove", "withdraw", "again")},
    },
    without={
        "menu": "The account’s page stays: it is the account’s.",
        "api": "The desk invites by the same call; the rule refuses clients there.",
        "jobs": "Nothing waits for a clock.",
        "mails": "Without an invitation there is no mail about one.",
    },
)

"""What an agency's reminders say and when they leave, and whom they never reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from billing.models import ReminderExemption, ReminderPolicy, ReminderStep
from billing.models.reminders import MOST_DAYS, STEPS, SUBJECT_LIMIT, TEXT_LIMIT
from billing.rules import can_edit_invoicing, can_exempt, unknown_placeholders
from billing.states import Step
from clients.models import ClientAccount
from project.base.errors import Invalid, require
from project.base.viewer import Member


def save_reminders(*, actor: Member, active: bool, steps: Sequence[Step]) -> ReminderPolicy:
    """Set whether the agency reminds by itself, and its three reminders, from now on; those sent stay as they
    are. Raises Invalid under the field's name with the step's number, such as "days_2"."""
    require(can_edit_invoicing(actor))
    check_steps(steps)
    with transaction.atomic():
        policy, _made = ReminderPolicy.objects.update_or_create(
            agency_id=actor.agency_id, defaults={"active": active}
        )
        for step in steps:
            facts = {"days": step.days, "subject": step.subject, "text": step.text}
            ReminderStep.objects.update_or_create(
                agency_id=actor.agency_id, number=step.number, defaults=facts
            )
    return policy


def exempt_account(*, actor: Member, account: ClientAccount, exempt: bool, now: dt.datetime) -> bool:
    """Say that an account is never reminded automatically, or is again. Said twice it is said once. Returns
    `exempt`."""
    require(can_exempt(actor, account))
    if exempt:
        ReminderExemption.objects.get_or_create(
            agency_id=actor.agency_id,
            account=account,
            defaults={"set_by_id": actor.member_id, "set_at": now},
        )
    else:
        ReminderExemption.objects.filter(agency_id=actor.agency_id, account=account).delete()
    return exempt


def check_steps(steps: Sequence[Step]) -> None:
    """Raises Invalid for steps that are not three, in order, of bounded days and words."""
    if [step.number for step in steps] != list(range(1, STEPS + 1)):
        raise Invalid({"": _("Enter three reminders.")})
    problems: dict[str, str] = {}
    before = 0
    for step in steps:
        if not before < step.days <= MOST_DAYS:
            words = _("Enter a number between %(least)s and %(most)s.")
            problems[f"days_{step.number}"] = words % {"least": before + 1, "most": MOST_DAYS}
        before = max(before, step.days)
        problems |= _problems_of_words(step)
    if problems:
        raise Invalid(problems)


def _problems_of_words(step: Step) -> dict[str, str]:
    problems = {}
    for name, words, most in (("subject", step.subject, SUBJECT_LIMIT), ("text", step.text, TEXT_LIMIT)):
        field = f"{name}_{step.number}"
        if not words:
            problems[field] = _("Enter the words of the reminder.")
        elif len(words) > most:
            problems[field] = _("Use no more than %(most)s characters.") % {"most": most}
        elif unknown := unknown_placeholders(str(words)):
            problems[field] = _("Remove %(names)s: it is not a placeholder.") % {"names": ", ".join(unknown)}
    return problems

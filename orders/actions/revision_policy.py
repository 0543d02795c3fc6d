"""An agency's policy for revisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency
from orders.models import SeverityRule
from orders.rules.revision_policy import DEFAULTS, Rule, can_edit_policy
from project.base.errors import Invalid, require
from project.base.viewer import Member

#: field -> (least, most), for the form and the action.
BOUNDS = {
    "included_rounds": (0, 20),
    "review_days": (1, 90),
    "grace_days": (0, 365),
    "length_tolerance": (0, 50),
}
HOURS = (1, 400)


def save_policy(
    *,
    actor: Member,
    included_rounds: int,
    review_days: int,
    grace_days: int,
    length_tolerance: int,
    severities: Iterable[Rule],
) -> Agency:
    """Set how many rounds are included, the days to answer a delivery, the days of grace after completion, by
    how many percent a text may miss the length that was ordered, and what each severity means. It holds for
    requests and deliveries from now on. Raises Invalid under the field's name."""
    require(can_edit_policy(actor))
    given = {
        "included_rounds": included_rounds,
        "review_days": review_days,
        "grace_days": grace_days,
        "length_tolerance": length_tolerance,
    }
    severities = list(severities)
    _check(given, severities)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.agency_id)
        for name, value in given.items():
            setattr(agency, name, value)
        agency.save(update_fields=list(given))
        for rule in severities:
            facts = asdict(rule)
            SeverityRule.objects.update_or_create(
                agency=agency, severity=facts.pop("severity"), defaults=facts
            )
    return agency


def _check(given: dict[str, int], severities: list[Rule]) -> None:
    words = _("Enter a number between %(least)s and %(most)s.")
    problems = {
        name: words % {"least": BOUNDS[name][0], "most": BOUNDS[name][1]}
        for name, value in given.items()
        if not BOUNDS[name][0] <= value <= BOUNDS[name][1]
    }
    for rule in severities:
        if rule.severity not in DEFAULTS:
            problems["severity"] = _("Choose an option from the list.")
        elif not HOURS[0] <= rule.hours <= HOURS[1]:
            problems[f"{rule.severity}-hours"] = words % {"least": HOURS[0], "most": HOURS[1]}
    if problems:
        raise Invalid(problems)

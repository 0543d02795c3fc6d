"""The page of one member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.files.types import ACCEPT
from cohorts.forms.members import PREFIX, MemberForm
from cohorts.models import Cohort, CohortMember
from cohorts.pricing.late_briefs import due_of
from drafts.forms.drafts import files_hint

from .brief import files_of


def initial_of(member: CohortMember) -> dict[str, Any]:
    """The stored values of a member as the form's initial ones. One query."""
    own = member.values_rows.values_list("field__key", "value")
    group = member.group.name if member.group else ""
    said: dict[str, Any] = {"name": member.name, "email": member.email, "group": group}
    return {**said, **{f"{PREFIX}{key}": value for key, value in own}}


def member_page(
    cohort: Cohort, form: MemberForm, member: CohortMember | None, now: dt.datetime
) -> dict[str, Any]:
    """What the page of a member prints, or that of a new one. `due`: when the text would be due if it was
    ordered now; `moved`: later than the deadline of the class."""
    due = due_of(member, now) if member else None
    waiting = member is not None and member.draft_id is not None and member.order_id is None
    return {
        "cohort": cohort,
        "member": member,
        "form": form,
        "waiting": waiting and member is not None and not member.removed_at,
        "due": due,
        "moved": member is not None and member.placing is not None and due != member.placing.deadline,
        "files": files_of(cohort, member) if member else [],
        "files_hint": files_hint(),
        "accept": ACCEPT,
        "groups": [group.name for group in cohort.groups.all()],
    }

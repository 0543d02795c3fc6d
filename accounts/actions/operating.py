"""What operators do to agencies, at their page: each act is in their own log and in that of the agency."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.models import OperatorAct, User
from agencies.actions.operating import resume_agency, set_quotas, suspend_agency
from agencies.models import Agency
from project.base.errors import require

from .operators import note_act, operator_of

BY = "operator"


def limit_by_operator(*, operator: User, agency: Agency, now: dt.datetime, **quotas: int | None) -> Agency:
    """agencies.actions.operating.set_quotas by an operator. Raises NotAllowed for anybody else."""
    require(operator_of(operator.pk) is not None)
    with transaction.atomic():
        row = set_quotas(agency=agency, by=BY, now=now, **quotas)
        told = ", ".join(f"{name}={value}" for name, value in quotas.items())
        note_act(OperatorAct.LIMITED, user=operator, agency=row, detail=told, now=now)
    return row


def suspend_by_operator(*, operator: User, agency: Agency, reason: str, now: dt.datetime) -> Agency:
    """agencies.actions.operating.suspend_agency by an operator. Raises NotAllowed for anybody else."""
    require(operator_of(operator.pk) is not None)
    with transaction.atomic():
        row = suspend_agency(agency=agency, by=BY, reason=reason, now=now)
        note_act(OperatorAct.SUSPENDED, user=operator, agency=row, detail=reason, now=now)
    return row


def resume_by_operator(*, operator: User, agency: Agency, now: dt.datetime) -> Agency:
    """agencies.actions.operating.resume_agency by an operator. Raises NotAllowed for anybody else."""
    require(operator_of(operator.pk) is not None)
    with transaction.atomic():
        row = resume_agency(agency=agency, by=BY, now=now)
        note_act(OperatorAct.RESUMED, user=operator, agency=row, now=now)
    return row

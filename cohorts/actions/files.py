"""Files of a class: for every member's order, or for one member's alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.files import MAX_FILES, attach_all
from cohorts.models import Cohort, CohortFile, CohortMember
from cohorts.rules.cohorts import can_plan
from project.base.errors import Invalid, require
from project.base.viewer import Member

from .cohorts import require_live
from .moving import locked_cohort, note


def attach_files(
    *,
    actor: Member,
    cohort: Cohort,
    uploads: Sequence[UploadedFile],
    now: dt.datetime,
    member: CohortMember | None = None,
) -> list[CohortFile]:
    """Add files, all or none: orders that are placed from now on carry them. Raises Invalid under "files"
    with each that is refused and why, WrongState once the class has ended."""
    require(can_plan(actor, cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        if stored.attachments.filter(member=member).count() + len(uploads) > MAX_FILES:
            raise Invalid({"files": _("Attach at most %(most)s files.") % {"most": MAX_FILES}})
        made = attach_all(stored.attachments, actor=actor, uploads=uploads, now=now, member=member)
        note(stored, "edit", actor=actor, now=now, member=member)
    return made


def remove_file(*, actor: Member, use: CohortFile, now: dt.datetime) -> None:
    """Take a file away: orders that were placed keep it. One that is gone is gone."""
    require(can_plan(actor, use.cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, use.cohort)
        require_live(stored)
        if stored.attachments.filter(pk=use.pk).delete()[0]:
            note(stored, "edit", actor=actor, now=now, member=use.member)

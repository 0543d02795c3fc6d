"""The common brief as its page prints it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from agencies.files.types import ACCEPT
from cohorts.forms.cohorts import BriefForm
from cohorts.models import Cohort, CohortMember
from cohorts.rules.placeholders import OF_ALL, fault_of, filled_commission, values_by_member
from drafts.forms.drafts import NEEDED_FIELDS, files_hint
from drafts.pages.drafts import addon_cards, voice_fields
from project.base import markdown

#: Members that can be chosen to read the brief as theirs.
MOST_CHOICES = 500


def brief_page(cohort: Cohort, form: BriefForm, wanted: str) -> dict[str, Any]:
    """The form, and how the stored brief reads for one member: the one of the id `wanted`, or the first."""
    members = list(cohort.members.present().select_related("group").order_by("name", "id")[:MOST_CHOICES])
    chosen = next((one for one in members if one.public_id == wanted), members[0] if members else None)
    return {
        "cohort": cohort,
        "form": form,
        "needed": NEEDED_FIELDS,
        "voice": voice_fields(form),
        "addons": addon_cards(form),
        "placeholders": placeholders_of(cohort),
        "members": members,
        "chosen": chosen,
        "preview": preview_of(cohort, chosen) if chosen else None,
        "files": files_of(cohort, None),
        "files_hint": files_hint(),
        "accept": ACCEPT,
    }


def placeholders_of(cohort: Cohort) -> list[dict[str, str]]:
    """Each placeholder with what it stands for. One query."""
    own = [(field.key, field.label) for field in cohort.fields.all()]
    return [{"key": f"{{{key}}}", "label": str(label)} for key, label in (*OF_ALL.items(), *own)]


def preview_of(cohort: Cohort, member: CohortMember) -> dict[str, Any]:
    """Title and brief for one member, and what is missing. One query."""
    texts = filled_commission(cohort, values_by_member(cohort, [member])[member.pk])
    return {
        "title": texts["title"],
        "brief": markdown.render(texts["brief"], top=3),
        "fault": fault_of(cohort, texts),
    }


def files_of(cohort: Cohort, member: CohortMember | None) -> list[dict[str, Any]]:
    """The files for everybody's order, or those for one member's. One query."""
    rows = cohort.attachments.filter(member=member).select_related("file")
    return [
        {
            "public_id": use.public_id,
            "name": use.name,
            "url": reverse("agencies:file", args=[use.public_id]),
            "size": use.file.size,
            "content_type": use.file.content_type,
            "remove_url": reverse("cohorts:file_remove", args=[cohort.public_id, use.public_id]),
        }
        for use in rows
    ]

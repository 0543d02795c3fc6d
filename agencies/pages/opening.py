"""What a closed agency has set up and what it lacks, and where each of it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.hooks import OpeningStep, opening_steps
from agencies.models import Agency, Membership, Role


def register() -> None:
    """Called once, in ready()."""
    opening_steps.register("team", team_step)
    opening_steps.register("hours", hours_step)


def steps_of(agency: Agency) -> list[dict[str, Any]]:
    """The steps before opening, those of every app, as rows."""
    steps = [make(agency) for _name, make in opening_steps.items()]
    return [
        {"label": step.label, "text": step.text, "url": reverse(step.url_name), "done": step.done}
        for step in steps
    ]


def team_step(agency: Agency) -> OpeningStep:
    """Whether somebody writes, and somebody edits where deliveries are reviewed."""
    members = Membership.objects.live().filter(agency=agency)
    writers = members.with_role(Role.WRITER).count()
    editors = members.with_role(Role.EDITOR).count()
    lacks = not writers or (agency.editorial_review and not editors)
    text = ngettext("%(n)s writer", "%(n)s writers", writers) % {"n": writers}
    text += ", " + ngettext("%(n)s editor", "%(n)s editors", editors) % {"n": editors}
    return OpeningStep(_("Invite writers and editors"), text, "agencies:people", not lacks)


def hours_step(agency: Agency) -> OpeningStep:
    """Whether the hours into which deadlines fall are the agency's own."""
    changed = agency.calendar_version > 1
    text = "" if changed else _("Monday to Friday, 9:00 to 17:00, without holidays, until you change them.")
    return OpeningStep(_("Set working hours and holidays"), text, "agencies:hours", changed)

"""The checklist of a new agency: what it has set up, what it lacks, and where each of it is done.
Everything is computed from what exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.actions.invitations import open_invitations
from agencies.hooks import OpeningStep, opening_steps
from agencies.models import (
    Agency,
    BrandVersion,
    DataImport,
    DomainClaim,
    FeatureSwitch,
    Holiday,
    LegalKind,
    LegalText,
    Membership,
    Role,
)
from agencies.rules.agencies import sets_agency
from agencies.states.domains import ClaimKind, ClaimState
from agencies.states.imports import ImportState
from project.base import clock
from project.base.viewer import Viewer


def register() -> None:
    """Called once, in ready()."""
    opening_steps.register("agency", agency_step)
    opening_steps.register("look", look_step)
    opening_steps.register("hours", hours_step)
    opening_steps.register("team", team_step)
    opening_steps.register("open", open_step)
    opening_steps.register("features", features_step)
    opening_steps.register("domains", domains_step)
    opening_steps.register("imports", imports_step)
    opening_steps.register("legal", legal_step)


@dataclass(frozen=True)
class Checklist:
    """The steps as rows, how many of them are done, and the first that is not; None when all are. `later` are
    those that an agency can do without."""

    steps: list[dict[str, Any]]
    later: list[dict[str, Any]]

    @property
    def done(self) -> int:
        return sum(step["done"] for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def before_opening(self) -> int:
        """How many steps are not done, beside opening it."""
        return sum(not step["done"] for step in self.steps if step["key"] != "open")

    @property
    def next(self) -> dict[str, Any] | None:
        return self.next_beside("")

    def next_beside(self, path: str) -> dict[str, Any] | None:
        """The first step that the viewer can do now on another page than this one."""
        ahead = (step for step in self.steps if not step["done"] and step["may"] and step["url"] != path)
        return next(ahead, None)


def checklist_of(viewer: Viewer) -> Checklist:
    """The steps of the viewer's agency, those of every app, in order."""
    made = [(key, make(viewer.agency)) for key, make in opening_steps.items()]
    made.sort(key=lambda pair: pair[1].position)
    return Checklist(
        [_row(viewer, key, step) for key, step in made if not step.optional],
        [_row(viewer, key, step) for key, step in made if step.optional],
    )


def _row(viewer: Viewer, key: str, step: OpeningStep) -> dict[str, Any]:
    return {
        "key": key,
        "label": step.label,
        "text": step.text,
        "icon": step.icon,
        "url": reverse(step.url_name, args=step.args),
        "done": step.done,
        "may": not step.owners or sets_agency(viewer),
    }


def agency_step(agency: Agency) -> OpeningStep:
    """Whether somebody has said how the agency is reached, beside the settings that nobody chose."""
    facts = (agency.contact_email, agency.currency, agency.timezone)
    return OpeningStep(
        _("Enter contact, currency and time zone"),
        " · ".join(fact for fact in facts if fact),
        "agencies:agency",
        bool(agency.contact_email),
        position=10,
        icon="building",
        owners=True,
    )


def look_step(agency: Agency) -> OpeningStep:
    """Whether a look was published that is not the program's own."""
    done = BrandVersion.objects.filter(agency=agency).exists()
    text = _("Name, colours, logo, words of the home page, and the sender of emails.")
    return OpeningStep(_("Give it your look"), text, "agencies:branding", done, 20, "photo", owners=True)


def team_step(agency: Agency) -> OpeningStep:
    """Whether somebody writes, and somebody edits where deliveries are reviewed, or has been asked to."""
    members = Membership.objects.live().filter(agency=agency)
    asked = open_invitations(agency, clock.now())
    writers, editors = (members.with_role(role).count() for role in (Role.WRITER, Role.EDITOR))
    wanted = [Role.WRITER, *([Role.EDITOR] if agency.editorial_review else [])]
    lacks = [
        role
        for role, n in ((Role.WRITER, writers), (Role.EDITOR, editors))
        if role in wanted and not n and not asked.filter(roles__contains=[role.value]).exists()
    ]
    text = ngettext("%(n)s writer", "%(n)s writers", writers) % {"n": writers}
    text += ", " + ngettext("%(n)s editor", "%(n)s editors", editors) % {"n": editors}
    if n := asked.count():
        text += ", " + ngettext("%(n)s open invitation", "%(n)s open invitations", n) % {"n": n}
    label = _("Invite writers and editors")
    return OpeningStep(label, text, "agencies:people_invite_many", not lacks, 80, "users")


def hours_step(agency: Agency) -> OpeningStep:
    """Whether the calendar by which deadlines are counted, hours and holidays, is the agency's own, or its
    clients order by it. It begins with the holidays, whose page leads to the hours."""
    n = Holiday.objects.filter(agency=agency).shown_on(clock.now().astimezone(agency.zone).date()).count()
    changed = agency.calendar_version > 1 or agency.is_open
    text = ngettext("%(n)s holiday", "%(n)s holidays", n) % {"n": n} if n else _("No holidays yet.")
    if not changed:
        text = _("Monday to Friday, 9:00 to 17:00, without holidays, until you change them.")
    url_name = "agencies:hours" if changed else "agencies:public_holidays"
    return OpeningStep(_("Set holidays and working hours"), text, url_name, changed, 60, "clock")


def open_step(agency: Agency) -> OpeningStep:
    """Whether clients and visitors see the prices."""
    done = agency.is_open
    text = _("Clients can sign up and order.") if done else _("Until then, clients can’t see anything.")
    label = _("Publish your prices and open")
    return OpeningStep(label, text, "agencies:agency", done, 200, "world", owners=True)


def features_step(agency: Agency) -> OpeningStep:
    """Whether somebody has switched anything."""
    done = FeatureSwitch.objects.filter(agency=agency).exists()
    text = _("Switch off what your agency doesn’t need. Nothing is lost by it.")
    return OpeningStep(
        _("Choose your features"), text, "agencies:features", done, 210, "settings", optional=True
    )


def legal_step(agency: Agency) -> OpeningStep:
    """Whether any legal page is in force."""
    done = LegalText.objects.filter(agency=agency).exists()
    text = _("Terms, privacy and imprint, which clients accept when they sign up.")
    label = _("Write your legal pages")
    args = (LegalKind.TERMS.value,)
    return OpeningStep(
        label, text, "agencies:legal", done, 215, "file-text", args, owners=True, optional=True
    )


def domains_step(agency: Agency) -> OpeningStep:
    """Whether a domain of the agency's own leads to it."""
    own = DomainClaim.objects.filter(agency=agency, kind=ClaimKind.OWN)
    done = own.filter(state=ClaimState.PROVED).exists()
    text = _("Let clients reach you at your own address. Until then they use this one.")
    label = _("Connect your own domain")
    return OpeningStep(label, text, "agencies:domains", done, 220, "link", owners=True, optional=True)


def imports_step(agency: Agency) -> OpeningStep:
    """Whether anything was brought along."""
    done = DataImport.objects.filter(agency=agency, state=ImportState.DONE).exists()
    text = _("Clients, colleagues, orders and prices from another program, as CSV or XLSX.")
    return OpeningStep(
        _("Bring your data along"), text, "agencies:imports", done, 230, "upload", optional=True
    )

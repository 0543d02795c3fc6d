"""The choices of portfolios: who sees them, what is shown, and with whose consent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who sees a portfolio that its writer has switched on."""

    PRIVATE = "private", _("Only me")
    CLIENTS = "clients", _("Clients of this agency")
    PUBLIC = "public", _("Everyone")


class Approval(models.TextChoices):
    """Where the agency's approval stands. Without a policy that asks for it, publishing approves."""

    NONE = "none", _("Not submitted")
    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Changes needed")


class SampleSource(models.TextChoices):
    """Where a sample comes from."""

    TEXT = "text", _("My own text")
    FILE = "file", _("My own file")
    ORDER = "order", _("An order I delivered")


class Audience(models.TextChoices):
    """Who sees one sample, of those who see the portfolio."""

    PUBLIC = "public", _("Everyone")
    CLIENTS = "clients", _("Clients of this agency")
    LINK = "link", _("People with a link")
    REQUEST = "request", _("On request")


class ConsentLevel(models.TextChoices):
    """How much of a delivery its client lets the writer show, from most to least."""

    FULL = "full", _("The full text")
    EXCERPT = "excerpt", _("An excerpt")
    ANONYMISED = "anonymised", _("Without names")
    PRIVATE = "private", _("To people I know of, by private link")
    NEVER = "never", _("Not at all")


#: Consents by which something may be shown to more people than those with a link.
OPEN_LEVELS = (ConsentLevel.FULL, ConsentLevel.EXCERPT, ConsentLevel.ANONYMISED)


class CredentialKind(models.TextChoices):
    """What somebody learned or was certified for."""

    EDUCATION = "education", _("Education")
    CERTIFICATION = "certification", _("Certification")
    AWARD = "award", _("Award")


class Figure(models.TextChoices):
    """What is computed from a writer's work. Also the switches of WriterPortfolio, as `show_<figure>`."""

    ORDERS = "orders", _("Completed orders")
    ON_TIME = "on_time", _("Delivered on time")
    RATING = "rating", _("Rating by clients")
    SINCE = "since", _("Member since")


class FindingKind(models.TextChoices):
    """What could tell whose text a sample is."""

    NAME = "name", _("Name")
    EMAIL = "email", _("Email address")
    URL = "url", _("Web address")
    PHONE = "phone", _("Phone number")
    ADDRESS = "address", _("Street address")
    NUMBER = "number", _("Number")
    METADATA = "metadata", _("File details")


class PortfolioVerb(models.TextChoices):
    """The acts that leave a PortfolioEvent."""

    ENABLE = "enable", _("Switched on")
    DISABLE = "disable", _("Switched off")
    SHOW = "show", _("Visibility changed")
    EDIT = "edit", _("Edited")
    SUBMIT = "submit", _("Submitted for approval")
    APPROVE = "approve", _("Approved")
    DECLINE = "decline", _("Changes requested")
    RENAME = "rename", _("Address changed")
    ADD_SAMPLE = "add_sample", _("Sample added")
    EDIT_SAMPLE = "edit_sample", _("Sample edited")
    DELETE_SAMPLE = "delete_sample", _("Sample deleted")
    PUBLISH_SAMPLE = "publish_sample", _("Sample published")
    SHOW_SAMPLE = "show_sample", _("Sample shown to everyone")
    UNPUBLISH_SAMPLE = "unpublish_sample", _("Sample taken offline")
    CLEAR_FINDING = "clear_finding", _("Finding cleared")
    MAKE_LINK = "make_link", _("Private link created")
    REVOKE_LINK = "revoke_link", _("Private link revoked")
    ASK_TO_SEE = "ask_to_see", _("Access requested")
    GRANT = "grant", _("Access granted")
    REFUSE = "refuse", _("Access declined")
    WITHDRAW = "withdraw", _("Taken offline by the agency")

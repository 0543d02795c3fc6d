"""What a writer says of themselves, and who sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.files.photos import ACCEPT as PHOTO_TYPES
from project.base.fields import BodyField, LineField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import YEARS
from writers.actions.portfolio import COLUMNS, PortfolioFields
from writers.actions.portfolio_rows import EARLIEST_YEAR, LATEST_YEAR, CredentialFields, LinkFields
from writers.models import WriterPortfolio
from writers.models.portfolios import (
    BIO_LIMIT,
    HEADLINE_LIMIT,
    MOST_ROWS,
    SLUG_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
)
from writers.states.portfolio import CredentialKind, Visibility

from .accepting import offer_preferences, preferred_services, preferred_subjects

#: Empty rows for more credentials and links, beyond those that are there.
SPARE = 2


class VisibilityForm(ActionForm):
    """Whether the portfolio is on, and for whom."""

    enabled = forms.BooleanField(label=gettext_lazy("Show my portfolio"), required=False)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Visible to"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class PhotoForm(ActionForm):
    """A photo for the portfolio."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        widget=forms.FileInput(attrs={"accept": PHOTO_TYPES}),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 5 MB. We keep the centre, without location data."),
    )


class ProfileForm(ActionForm):
    """Words, figures and lists of a portfolio. Rows of credentials and links that are left empty are none."""

    numbered = ("kind_*", "title_*", "issuer_*", "year_*", "label_*", "url_*")

    headline = LineField(
        label=gettext_lazy("Headline"),
        max_length=HEADLINE_LIMIT,
        help_text=gettext_lazy("One line about what you write, such as “Clear texts about energy and law”."),
    )
    bio = BodyField(
        label=gettext_lazy("About you"),
        rows=10,
        required=False,
        max_length=BIO_LIMIT,
        help_text=gettext_lazy("You can use Markdown: **bold**, lists and links."),
    )
    slug = LineField(
        label=gettext_lazy("Address"),
        max_length=SLUG_LIMIT,
        help_text=gettext_lazy("The last part of your public address. Earlier addresses keep working."),
    )
    years = WholeNumberField(
        label=gettext_lazy("Years of experience"), least=0, most=80, unit=YEARS, required=False
    )
    subjects = preferred_subjects()
    services = preferred_services()
    show_orders = forms.BooleanField(label=gettext_lazy("Completed orders"), required=False)
    show_on_time = forms.BooleanField(label=gettext_lazy("Delivered on time"), required=False)
    show_rating = forms.BooleanField(
        label=gettext_lazy("Rating by clients"),
        required=False,
        help_text=gettext_lazy("Shown once at least three clients have rated your work."),
    )
    show_since = forms.BooleanField(label=gettext_lazy("Member since"), required=False)
    show_languages = forms.BooleanField(label=gettext_lazy("Languages"), required=False)
    indexed = forms.BooleanField(label=gettext_lazy("Let search engines list my portfolio"), required=False)

    def __init__(self, data: Any = None, *, portfolio: WriterPortfolio, kept: dict[str, Any]) -> None:
        super().__init__(data, initial=initial_of(portfolio, kept))
        fields: Any = self.fields
        fields["subjects"].label = _("Specialities")
        fields["services"].label = _("Services")
        chosen = {name: [row.pk for row in kept[name]] for name in ("subjects", "services")}
        offer_preferences(self, portfolio.agency_id, **chosen)
        self.credential_count = self._rows("title", len(kept["credentials"]))
        self.link_count = self._rows("url", len(kept["links"]))
        for at in range(self.credential_count):
            self._add_credential(at, kept["credentials"])
        for at in range(self.link_count):
            self._add_link(at, kept["links"])

    def _rows(self, name: str, stored: int) -> int:
        """As many rows as there are, or as were sent; a few more to fill."""
        sent = [at for at in range(MOST_ROWS) if f"{name}_{at}" in self.data]
        return min(MOST_ROWS, max(stored + SPARE, max(sent, default=-1) + 1))

    def _add_credential(self, at: int, stored: Sequence[Any]) -> None:
        row = stored[at] if at < len(stored) else None
        number = {"number": at + 1}
        self.fields[f"kind_{at}"] = forms.ChoiceField(
            label=_("Kind, credential %(number)s") % number,
            choices=CredentialKind.choices,
            required=False,
            initial=row.kind if row else CredentialKind.EDUCATION,
        )
        for name, words in (("title", _("Title, credential %(number)s")), ("issuer", _("From, %(number)s"))):
            self.fields[f"{name}_{at}"] = LineField(
                label=words % number,
                required=False,
                max_length=TITLE_LIMIT,
                initial=getattr(row, name, ""),
            )
        self.fields[f"year_{at}"] = WholeNumberField(
            label=_("Year, credential %(number)s") % number,
            least=EARLIEST_YEAR,
            most=LATEST_YEAR,
            required=False,
            initial=row.year if row else None,
        )

    def _add_link(self, at: int, stored: Sequence[Any]) -> None:
        row = stored[at] if at < len(stored) else None
        number = {"number": at + 1}
        self.fields[f"label_{at}"] = LineField(
            label=_("Label, link %(number)s") % number,
            required=False,
            max_length=TITLE_LIMIT,
            initial=getattr(row, "label", ""),
        )
        self.fields[f"url_{at}"] = LineField(
            label=_("Web address, link %(number)s") % number,
            required=False,
            max_length=URL_LIMIT,
            initial=getattr(row, "url", ""),
            widget=forms.URLInput(attrs={"placeholder": "https://"}),
        )

    @property
    def credential_fields(self) -> list[list[Any]]:
        """The bound fields of each credential, for the page."""
        names = ("kind", "title", "issuer", "year")
        return [[self[f"{name}_{at}"] for name in names] for at in range(self.credential_count)]

    @property
    def link_fields(self) -> list[list[Any]]:
        """The bound fields of each link, for the page."""
        return [[self[f"{name}_{at}"] for name in ("label", "url")] for at in range(self.link_count)]

    def wanted(self) -> PortfolioFields:
        """What the valid form says, for the action."""
        said = self.cleaned_data
        credentials = [
            CredentialFields(
                said[f"kind_{at}"] or CredentialKind.EDUCATION,
                said[f"title_{at}"],
                said[f"issuer_{at}"],
                said[f"year_{at}"],
            )
            for at in range(self.credential_count)
            if said[f"title_{at}"] or said[f"issuer_{at}"] or said[f"year_{at}"]
        ]
        links = [
            LinkFields(said[f"label_{at}"], said[f"url_{at}"])
            for at in range(self.link_count)
            if said[f"label_{at}"] or said[f"url_{at}"]
        ]
        names = ("headline", "bio", "slug", "subjects", "services", *COLUMNS)
        plain = {name: said[name] for name in names}
        return PortfolioFields(**plain, credentials=credentials, links=links)

    def add_refusal(self, refusal: Any) -> None:
        """What is said of all credentials or links stands beside the first of them."""
        for name, first in (("credentials", "title_0"), ("links", "url_0")):
            if name in refusal.errors:
                refusal.errors[first] = refusal.errors.pop(name)
        super().add_refusal(refusal)


def initial_of(portfolio: WriterPortfolio, kept: dict[str, Any]) -> dict[str, Any]:
    """The form of a stored portfolio. `kept`: its rows by name (writers.pages.portfolio.kept_rows)."""
    plain = {name: getattr(portfolio, name) for name in ("headline", "bio", "slug", *COLUMNS)}
    chosen = {name: [row.key for row in kept[name]] for name in ("subjects", "services")}
    return {**plain, **chosen}

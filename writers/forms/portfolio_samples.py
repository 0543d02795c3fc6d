"""A sample, a collection, and what the desk says of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import ServiceType, Subject
from catalog.pricing.offering import current_offering
from project.base.fields import BodyField, FilesField, LineField
from project.base.forms import ActionForm
from writers.actions.portfolio_sample_files import ACCEPT
from writers.actions.portfolio_samples import SampleFields
from writers.models import PortfolioCollection, PortfolioSample, WriterPortfolio
from writers.models.portfolio_samples import ABOUT_LIMIT, BODY_LIMIT
from writers.models.portfolios import NOTE_LIMIT, TITLE_LIMIT
from writers.states.portfolio import Audience


class SampleForm(ActionForm):
    """What a writer says of a sample. Subject, service and collection are rows, or None."""

    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    description = LineField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=ABOUT_LIMIT,
        help_text=gettext_lazy("One or two sentences. Shown in the list of your samples."),
    )
    body = BodyField(label=gettext_lazy("Text"), rows=16, required=False, max_length=BODY_LIMIT)
    files = FilesField(  # type: ignore[assignment]  # a field, not an attribute
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "Word (.docx), Markdown or plain text, up to 10 MB. It replaces the file before. For a PDF, "
            "upload the document it was made from."
        ),
    )
    remove_file = forms.BooleanField(label=gettext_lazy("Remove the file"), required=False)
    subject = forms.ModelChoiceField(
        Subject.objects.none(), to_field_name="key", label=gettext_lazy("Subject"), required=False
    )
    service = forms.ModelChoiceField(
        ServiceType.objects.none(), to_field_name="key", label=gettext_lazy("Service"), required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    audience = forms.ChoiceField(
        label=gettext_lazy("Visible to"), choices=Audience.choices, widget=forms.RadioSelect
    )
    collection = forms.ModelChoiceField(
        PortfolioCollection.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Collection"),
        required=False,
    )

    def __init__(
        self, *args: Any, portfolio: WriterPortfolio, sample: PortfolioSample | None = None, **options: Any
    ) -> None:
        options.setdefault("initial", initial_of(sample) if sample else {"audience": Audience.LINK})
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["files"].widget.attrs["accept"] = ACCEPT
        fields["files"].widget.allow_multiple_selected = False
        for name, model in (("subject", Subject), ("service", ServiceType)):
            own = Q(pk=getattr(sample, f"{name}_id", None))
            rows = model.objects.filter(Q(archived_at=None) | own, agency_id=portfolio.agency_id)
            fields[name].queryset = rows.order_by("position", "id")
            fields[name].empty_label = _("None")
        own_collections = PortfolioCollection.objects.filter(agency_id=portfolio.agency_id)
        fields["collection"].queryset = own_collections.filter(portfolio=portfolio)
        fields["collection"].empty_label = _("None")
        spoken = [sample.language] if sample and sample.language else []
        offered = current_offering(portfolio.agency).language_choices(spoken)
        fields["language"].choices = [("", _("None")), *offered]
        if sample is None or not hasattr(sample, "file"):
            del fields["remove_file"]

    def wanted(self) -> SampleFields:
        """What the valid form says, for the action."""
        without = ("files", "remove_file")
        return SampleFields(
            **{name: value for name, value in self.cleaned_data.items() if name not in without}
        )


def initial_of(sample: PortfolioSample) -> dict[str, Any]:
    """The form of a stored sample."""
    return {
        "title": sample.title,
        "description": sample.description,
        "body": sample.body,
        "subject": sample.subject.key if sample.subject else "",
        "service": sample.service.key if sample.service else "",
        "language": sample.language,
        "audience": sample.audience,
        "collection": sample.collection.public_id if sample.collection else "",
    }


class CollectionForm(ActionForm):
    """The name of a collection."""

    name = LineField(label=gettext_lazy("Name of the collection"), max_length=TITLE_LIMIT)


class DecisionForm(ActionForm):
    """What the desk decides, and what it tells the writer."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("approve", "decline", "withdraw")])
    note = BodyField(required=False, max_length=NOTE_LIMIT)
    version = forms.IntegerField(min_value=0, max_value=999_999_999, required=False)


class PolicyForm(ActionForm):
    """Whether the agency approves portfolios."""

    approves = forms.BooleanField(
        label=gettext_lazy("Approve portfolios and samples before they are shown"), required=False
    )

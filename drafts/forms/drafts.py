"""The draft's form: every field may be empty, nothing malformed is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.files import MAX_FILES
from agencies.files.types import ACCEPT, MAX_BYTES
from agencies.models import Membership
from catalog.forms.offered import REFUSED
from catalog.models import AddOn
from catalog.pricing.offering import Offering
from catalog.pricing.paces import SHORTEST
from catalog.pricing.words import rate_words, units
from drafts.models import OrderDraft
from drafts.models.commission import BRIEF_LIMIT, NOTES_LIMIT, STYLE_LIMIT
from project.base.errors import Invalid
from project.base.fields import BodyField, FilesField, LineField

from .draft_price import PRICE_FIELDS
from .languages import LanguagesForm

#: Fields that an order cannot do without; the page calls the others optional.
NEEDED_FIELDS = frozenset({"title", "brief", "service", "quality", "quantity", "deadline", "locale"})
#: Fields of many lines, which can hold two texts of a conflict one after the other.
LONG_FIELDS = frozenset({"brief", "references", "house_style", "style_preferences", "notes"})


class DraftForm(LanguagesForm):
    """What a client types. `writers` are the live members who may be named. One that is not `shown` only
    reads what was sent: nothing is put into words, or dressed."""

    field_order = (
        *("title", "service", "subject", "quantity", "quality", "brief", "audience", "purpose", "tone"),
        *("locale", "source_locale", "format", "citation_style", "references", "house_style"),
        *("style_preferences", "deadline", "addons", "preferred_writer", "notes", "files"),
    )

    title = LineField(label=gettext_lazy("Title"), max_length=160, required=False, printed=True)
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False, error_messages=REFUSED)
    brief = BodyField(
        printed=True,
        label=gettext_lazy("Brief"),
        max_length=BRIEF_LIMIT,
        required=False,
        rows=12,
        help_text=gettext_lazy(
            "What is the text about? What must it include, and what must it leave out? Write at "
            "least five words. You can use Markdown."
        ),
    )
    audience = LineField(
        label=gettext_lazy("Who will read the text?"), max_length=200, required=False, printed=True
    )
    purpose = LineField(
        label=gettext_lazy("What should the text achieve?"), max_length=200, required=False, printed=True
    )
    tone = LineField(label=gettext_lazy("Tone"), max_length=120, required=False, printed=True)
    format = LineField(label=gettext_lazy("Format"), max_length=80, required=False, printed=True)
    citation_style = LineField(
        label=gettext_lazy("Citation style"), max_length=40, required=False, printed=True
    )
    references = BodyField(label=gettext_lazy("References"), max_length=NOTES_LIMIT, required=False, rows=3)
    house_style = BodyField(
        label=gettext_lazy("House style"),
        max_length=NOTES_LIMIT,
        required=False,
        rows=3,
        help_text=gettext_lazy("Rules for this text, read by writer and editor."),
    )
    style_preferences = BodyField(
        label=gettext_lazy("Style preferences"),
        max_length=STYLE_LIMIT,
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "One a line, such as “Numbers: in words up to twelve”. Read by writer and editor."
        ),
    )
    preferred_writer = forms.ChoiceField(
        label=gettext_lazy("Preferred writer"), required=False, error_messages=REFUSED
    )
    notes = BodyField(
        label=gettext_lazy("Notes to the agency"),
        max_length=NOTES_LIMIT,
        required=False,
        rows=3,
        help_text=gettext_lazy("For the agency’s team. Writer and editor can’t read them."),
    )
    # Django takes the fields out of the class: what it calls `files` itself is the uploads of a form.
    files = FilesField(label=gettext_lazy("Files"), required=False)  # type: ignore[assignment]

    def __init__(
        self,
        *args: Any,
        offering: Offering,
        writers: Iterable[Membership],
        shown: bool = True,
        **options: Any,
    ) -> None:
        self.writers = {writer.public_id: writer for writer in writers}
        self.shown = shown
        super().__init__(*args, offering=offering, **options)
        if shown:
            self._dress_all()

    def _dress_all(self) -> None:
        self.fields["deadline"].help_text = _(
            "Choose a time at least %(hours)s hours from now, in your time zone (%(zone)s)."
        ) % {"zone": timezone.get_current_timezone_name(), "hours": int(SHORTEST.total_seconds() // 3600)}
        self.fields["brief"].widget.attrs["class"] = "long-text"
        for name, field in self.fields.items():
            self._dress(name, field)

    def _dress(self, name: str, field: forms.Field) -> None:
        """The look, and a place for help and error that exists from the
        start, so that an autosave can fill it."""
        kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        attrs = field.widget.attrs
        attrs["class"] = f"{kind} {attrs.get('class', '')}".strip()
        helped = f"id_{name}_helptext " if field.help_text or name == "quantity" else ""
        attrs["aria-describedby"] = f"{helped}id_{name}_error"
        if name in PRICE_FIELDS or name == "preferred_writer":
            attrs["data-price"] = ""

    def _offer_choices(self) -> None:
        if self.shown:
            return self._offer_words()
        super()._offer_choices()
        self._keys("subject", [row.key for row in self.offering.subjects])
        self._keys("preferred_writer", self.writers)

    def _offer_words(self) -> None:
        self.offer_languages()
        offering, book = self.offering, self.offering.book
        rates = {key: rate_words(rate.rate, book.currency) for key, rate in book.services.items()}
        self._choices(
            "service",
            [(row.key, f"{row.name} ({rates[row.key]} / {units(row.unit, 1)})") for row in offering.services],
        )
        self._choices("subject", [(row.key, row.name) for row in offering.subjects])
        self._choices("quality", [(row.key, row.name) for row in offering.qualities])
        self.fields["addons"].choices = [(row.key, row.name) for row in offering.addons]  # type: ignore[attr-defined]
        self._offer_writers()

    def _offer_writers(self) -> None:
        surcharge = f"{self.offering.book.preferred_surcharge.normalize():f}"
        self._choices(
            "preferred_writer",
            [(key, _starred(writer)) for key, writer in self.writers.items()],
            _("Let the agency choose"),
        )
        self.fields["preferred_writer"].help_text = _("Adds %(percent)s%% of the base price.") % {
            "percent": surcharge
        }

    def _choices(self, name: str, choices: list[tuple[str, str]], empty: str = "") -> None:
        self.fields[name].choices = [("", empty or _("Choose…")), *choices]  # type: ignore[attr-defined]

    def clean_subject(self) -> Any:
        return self._row(self.offering.subjects, "subject")

    def clean_preferred_writer(self) -> Membership | None:
        return self.writers.get(self.cleaned_data["preferred_writer"])

    def plain_fields(self) -> dict[str, str]:
        """Each field as comparable text: the cleaned value, or what was typed where that is refused."""
        saved = self.saved_fields()
        return {
            name: plain(saved[name] if name in saved else self[name].value())
            for name in self.fields
            if name != "files"
        }

    def add_refusal(self, refusal: Invalid) -> None:
        """Put what an action refused beside the fields."""
        self.is_valid()
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


def _starred(writer: Membership) -> str:
    """The name, marked where the writer is a favourite of the client's."""
    return f"★ {writer.public_name}" if getattr(writer, "favoured", False) else writer.public_name


def initial_of(
    draft: OrderDraft, offering: Offering, addons: Iterable[AddOn] | None = None
) -> dict[str, Any]:
    """The stored values of a draft as the form's initial ones. One query for its `addons`, unless they are
    known."""
    words = (
        "title",
        "brief",
        "audience",
        "purpose",
        "tone",
        "locale",
        "source_locale",
        "format",
        "citation_style",
        "references",
        "house_style",
        "style_preferences",
        "notes",
    )
    if addons is None:
        chosen = set(draft.addon_rows.values_list("addon_id", flat=True))
    else:
        chosen = {addon.pk for addon in addons}
    return {
        **{name: getattr(draft, name) for name in words},
        "quantity": "" if draft.quantity is None else draft.quantity,
        "deadline": draft.deadline,
        "service": offering.key_of(offering.services, draft.service_id),
        "subject": offering.key_of(offering.subjects, draft.subject_id),
        "quality": offering.key_of(offering.qualities, draft.quality_id),
        "addons": [row.key for row in offering.addons if row.pk in chosen],
        "preferred_writer": draft.preferred_writer.public_id if draft.preferred_writer else "",
    }


def plain(value: Any) -> str:
    """A value of a field as text that is equal exactly when the values are: a
    cleaned one and an initial one alike."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, (list, tuple)):
        return " ".join(sorted(plain(item) for item in value))
    return str(getattr(value, "key", None) or getattr(value, "public_id", None) or value)


def fingerprint(values: Mapping[str, Any]) -> dict[str, str]:
    """A short mark of each value, such as initial_of returns them: tells
    later which fields a person has touched."""
    return {name: blake2b(plain(value).encode(), digest_size=4).hexdigest() for name, value in values.items()}


def packed(marks: Mapping[str, str]) -> str:
    """Marks as the text of one hidden input: "title:1a2b3c4d brief:…"."""
    return " ".join(f"{name}:{mark}" for name, mark in marks.items())


def unpacked(text: str) -> dict[str, str]:
    """The marks of such a text. Anything unreadable is left out: it only
    decides which choice is ticked first."""
    return dict(piece.split(":", 1) for piece in text[:1000].split() if ":" in piece)


def files_hint() -> str:
    """What can be uploaded, said before a file is chosen."""
    return _(
        "Up to %(most)s files, each no larger than %(size)s MB, and no more than %(all)s MB "
        "in total. Allowed types: %(types)s."
    ) % {
        "most": MAX_FILES,
        "all": settings.MAX_REQUEST_BYTES // 1024 // 1024,
        "size": MAX_BYTES // 1024 // 1024,
        "types": ", ".join(ending.lstrip(".") for ending in ACCEPT.split(",")),
    }

"""Form fields that accept what the program can store, and say beside the field what they refuse."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import clock
from .currencies import is_mark, is_mark_of, typed_currency
from .mail_addresses import canonical_email
from .numbers import Ambiguous, ForeignMark, read_number
from .print_fonts import validate_printed
from .text import clean_body, clean_line
from .units import PERCENT, unit_of

#: Characters of a number that are read, and the largest whole number that is one.
LONGEST, MOST_WHOLE = 60, 999_999_999
LOCAL = "%Y-%m-%dT%H:%M"


class LineField(forms.CharField):
    """One line of visible text, in the direction in which it is written; one that is `printed` on documents
    has only letters that these can show."""

    def __init__(self, *, printed: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.validators += [validate_printed] if printed else []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | ({} if widget.is_hidden else {"dir": "auto"})

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class BodyField(forms.CharField):
    """Many lines of text; `printed` as of LineField."""

    def __init__(self, *, rows: int = 4, printed: bool = False, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **options)
        self.validators += [validate_printed] if printed else []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"dir": "auto"}

    def to_python(self, value: Any) -> str:
        return clean_body(super().to_python(value) or "")


class MailField(forms.EmailField):
    """An email address, as it is stored and compared."""

    def to_python(self, value: Any) -> str:
        return canonical_email(super().to_python(value) or "")


class WholeNumberField(forms.CharField):
    """A whole number from `least` to `most`, typed in digits of any script; thousands may be parted as the
    pages of any country part them. It may be typed with its `unit` (units.py), and with no other."""

    widget = forms.TextInput

    def __init__(self, *, least: int = 1, most: int = 1_000_000, unit: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most, self.unit = least, most, unit
        self.widget.attrs.update(inputmode="numeric", autocomplete="off")

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        typed = (super().to_python(value) or "").strip()
        if not typed:
            return None
        refusal = _("Enter a whole number in digits.")
        number = int(typed_number(typed, places=0, refusal=refusal, unit=self.unit))
        if number > MOST_WHOLE:
            raise ValidationError(refusal, code="invalid")
        if not self.least <= number <= self.most:
            message = _("Enter a number between %(least)s and %(most)s.")
            raise ValidationError(
                message, code="range", params={"least": f"{self.least:,}", "most": f"{self.most:,}"}
            )
        return number


class MomentField(forms.DateTimeField):
    """A date and time in the reader's zone, from 2000 to 2099. A time that
    the clocks skip or repeat is refused."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
        super().__init__(widget=widget, input_formats=[LOCAL, f"{LOCAL}:%S", "%Y-%m-%d %H:%M"], **options)

    def to_python(self, value: Any) -> dt.datetime | None:
        if isinstance(value, str) and value.strip() and not re.match(r"20[0-9]{2}-", value.strip()):
            raise ValidationError(_("Choose a date between 2000 and 2099."), code="range")
        try:
            moment = super().to_python(value)
        except ValidationError as refusal:
            if getattr(refusal, "code", "") != "ambiguous_timezone":
                raise
            message = _(
                "The clocks change at that hour, so this time is skipped or occurs twice. Choose a "
                "different time."
            )
            raise ValidationError(message, code="ambiguous_timezone") from refusal
        if moment is not None and not clock.within_range(moment):
            raise ValidationError(_("Choose a date between 2000 and 2099."), code="range")
        # A typed offset may be larger than the database reads; the moment is the same in UTC.
        return moment.astimezone(dt.UTC) if moment is not None else None


class AmountField(forms.CharField):
    """An amount, two decimals at most: zero or more, or with a sign where it is `signed`. It is read as the
    pages of any country print it (`numbers.py`). One of `money` may name its currency, any other its `unit`
    (units.py), and nothing else."""

    def __init__(
        self, *, most: Decimal, signed: bool = False, money: bool = True, unit: str = "", **options: Any
    ) -> None:
        super().__init__(**options)
        self.most, self.signed, self.money, self.unit = most, signed, money, unit
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = (super().to_python(value) or "").strip()
        if not typed:
            return None
        minus = self.signed and typed[0] in "-−"
        if self.signed and typed[0] in "+-−":
            typed = typed[1:].strip()
        refusal = _("Enter an amount such as 120 or 120.50.")
        amount = typed_number(typed, places=2, refusal=refusal, money=self.money, unit=self.unit)
        if amount > self.most:
            message = _("Enter an amount of up to %(most)s.")
            raise ValidationError(message, code="range", params={"most": f"{self.most:,}"})
        return -amount if minus else amount


def typed_number(typed: str, *, places: int, refusal: Any, money: bool = False, unit: str = "") -> Decimal:
    """The number of zero or more that was typed; of `money` with its currency beside it or without, else with
    its `unit` or without. Raises ValidationError: with `refusal`, with what stands beside the number and is
    not meant, or with both numbers that it could be."""
    currency = typed_currency()

    def takes(mark: str) -> bool:
        if money:
            return is_mark_of(mark, currency) if currency else is_mark(mark)
        return bool(unit) and unit_of(mark) == unit

    try:
        return read_number(typed[:LONGEST], places=places, takes=takes)
    except ForeignMark as other:
        raise _refused(other.mark, refusal, currency if money else "", unit) from other
    except Ambiguous as two:
        message = _("“%(typed)s” can mean %(whole)s or %(part)s. Enter it without thousands separators.")
        readings = {"typed": typed, "whole": two.whole, "part": two.part}
        raise ValidationError(message, code="ambiguous", params=readings) from two
    except ValueError as error:
        raise ValidationError(refusal, code="invalid") from error


def _refused(mark: str, refusal: Any, currency: str, unit: str) -> ValidationError:
    """What to enter instead of a number with a mark beside it that is not meant."""
    if not (is_mark(mark) or unit_of(mark)):
        return ValidationError(refusal, code="invalid")
    if currency:
        message = _("Enter the amount in %(currency)s, without “%(mark)s”.")
        return ValidationError(message, code="currency", params={"currency": currency, "mark": mark})
    if unit == PERCENT:
        message = _("Enter a percentage, without “%(mark)s”.")
    else:
        message = _("Enter the number without “%(mark)s”.")
    return ValidationError(message, code="invalid", params={"mark": mark})


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploads; cleaned to a list. The files themselves are judged when they are stored."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not chosen and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(chosen)

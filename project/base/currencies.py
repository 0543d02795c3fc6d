"""The currency in which amounts are typed, and how people write it beside a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_currency_symbol
from django.utils.translation import get_language, to_locale

_currency: ContextVar[str] = ContextVar("currency", default="")
#: Short forms that people type and no country prints.
_ALSO = {"CHF": ("Fr", "SFr"), "RON": ("lei", "leu"), "BGN": ("lv",), "PLN": ("zl",), "CZK": ("Kc",)}


@contextmanager
def amounts_in(currency: str) -> Iterator[None]:
    """Amounts typed meanwhile are of this currency: the fields of forms refuse the marks of others. With ""
    they take any mark."""
    token = _currency.set(currency)
    try:
        yield
    finally:
        _currency.reset(token)


def typed_currency() -> str:
    """The currency in which amounts are typed now; "" where nobody has said."""
    return _currency.get()


def is_mark_of(mark: str, currency: str) -> bool:
    """Whether a sign, code or word beside an amount can mean this currency: as its countries write it, or the
    language of the page. "$" is a mark of every dollar."""
    return _plain(mark) in _marks(currency, get_language() or "en")


@lru_cache(maxsize=256)
def _marks(currency: str, language: str) -> frozenset[str]:
    locales = {"en", to_locale(language), *_locales_of(currency)}
    symbols = (_symbol(currency, locale) for locale in locales)
    return frozenset(map(_plain, (currency, *symbols, *_ALSO.get(currency, ()))))


def _locales_of(currency: str) -> Iterator[str]:
    """The official languages of the territories that pay in it today."""
    for territory, paid in get_global("territory_currencies").items():
        if any(code == currency and end is None for code, _begin, end, _tender in paid):
            languages = get_official_languages(territory, regional=True, de_facto=True)
            yield from (f"{language}_{territory}" for language in languages)


def _symbol(currency: str, locale: str) -> str:
    try:
        return str(get_currency_symbol(currency, Locale.parse(locale)))
    except (UnknownLocaleError, ValueError):
        return currency


def _plain(mark: str) -> str:
    """Without case, width and a closing point."""
    return unicodedata.normalize("NFKC", mark).casefold().rstrip(".")

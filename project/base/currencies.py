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
from babel.numbers import get_currency_name, get_currency_symbol
from django.utils.translation import get_language, to_locale

_currency: ContextVar[str] = ContextVar("currency", default="")
#: Short forms that people type and no country prints.
_ALSO = {
    "CHF": ("Fr", "SFr"),
    "RON": ("lei", "leu"),
    "BGN": ("lv",),
    "PLN": ("zl",),
    "CZK": ("Kc",),
    "INR": ("Rs", "Re"),
    "TRY": ("TL",),
    "RUB": ("руб", "р"),
    "UAH": ("грн",),
    "JPY": ("円",),
    "CNY": ("元", "RMB"),
    "KRW": ("원",),
}
#: Of the words of a currency's name the one that people write, where it isn't the last.
_FIRST = frozenset({"es", "fr", "it", "pt", "ca", "gl", "ro", "ar", "he"})
_WORDS = frozenset({"kr", "zł", "kč", "ft", "лв", "rp", "rm", "r", "$u", "euro", "euros"})


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


def is_mark(mark: str) -> bool:
    """Whether a sign, code or word is one of any currency."""
    plain = _plain(mark)
    if any(unicodedata.category(char) == "Sc" for char in mark) or plain in _WORDS:
        return True
    return plain.upper() in get_global("all_currencies") or plain in _every_short_form()


@lru_cache(maxsize=1)
def _every_short_form() -> frozenset[str]:
    return frozenset(_plain(word) for words in _ALSO.values() for word in words)


@lru_cache(maxsize=256)
def _marks(currency: str, language: str) -> frozenset[str]:
    locales = {"en", to_locale(language), *_locales_of(currency)}
    symbols = {_symbol(currency, locale) for locale in locales}
    names = (word for locale in locales for word in _words(currency, locale))
    # C$, E£: the first letter of the code, or two, before a sign of which there are several.
    signs = {symbol for symbol in symbols if len(symbol) == 1}
    before = (f"{currency[:length]}{sign}" for sign in signs for length in (1, 2, 3))
    return frozenset(map(_plain, (currency, *symbols, *names, *before, *_ALSO.get(currency, ()))))


def _words(currency: str, locale: str) -> Iterator[str]:
    """“euro”, “euros”, “dollars”: the word of a name, in one and in several."""
    try:
        names = {get_currency_name(currency, count, Locale.parse(locale)) for count in (None, 1, 2, 5)}
    except (UnknownLocaleError, ValueError):
        return
    place = 0 if locale.partition("_")[0] in _FIRST else -1
    yield from (words[place] for name in names if (words := name.split()))


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
    """Without case, width, marks of direction and a closing point."""
    seen = "".join(char for char in mark if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", seen).casefold().rstrip(".")

"""Small marks of the interface as HTML: icon, badge, avatar, deadline.

They are built without templates because long lists print them row by row.
Templates reach them by `{% load ui %}`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from re import findall
from zlib import crc32

from babel.units import format_unit
from django.templatetags.static import static
from django.utils import dates, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from . import formatting

SPRITE = Path(__file__).resolve().parents[2] / "static" / "img" / "icons.svg"
TONES = ("neutral", "info", "good", "warn", "bad", "accent")
AVATAR_TONES = 8
SOON = timedelta(hours=24)


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The names in the sprite."""
    return frozenset(findall(r'id="i-([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a static file: `{% static %}` without the cost of asking the storage on every page."""
    return static(path)


@lru_cache(maxsize=1024)
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers: say the same in words beside it.

    `css` adds classes. Raises ValueError for a name that the sprite does not hold.
    """
    if name not in icon_names():
        raise ValueError(f"static/img/icons.svg holds no icon {name!r}.")
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {css}" if css else "",
        static("img/icons.svg"),
        name,
    )


def badge(label: object, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """A short word about a state. The tone colours it; the word (and icon) says it.
    Raises ValueError for an unknown tone."""
    return _badge(label if isinstance(label, str) else str(label), tone, icon_name)


# By the kind of the label as well: a text and the same one that counts as HTML are equal.
@lru_cache(maxsize=2048, typed=True)
def _badge(label: str, tone: str, icon_name: str) -> SafeString:
    if tone not in TONES:
        raise ValueError(f"No tone {tone!r}; there are {', '.join(TONES)}.")
    return format_html(
        '<span class="badge tone-{}">{}{}</span>', tone, icon(icon_name) if icon_name else "", label
    )


def initials(name: str) -> str:
    """One or two letters for `name`: of its first and last word."""
    words = [word for word in name.split() if word[0].isalnum()]
    picked = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in picked).upper() or "?"


def avatar(name: object, size: str = "", photo: str = "") -> SafeString:
    """The initials of a person in one of eight tones, the same for the same name. `size`: "", "sm" or "lg".

    `photo` is the address of a photo, "" for none; it lies over the initials, which stay when it cannot be
    loaded. Hidden from screen readers: the name itself stands beside it.
    """
    text = str(name)
    tone = crc32(text.encode("utf-8", "replace")) % AVATAR_TONES
    css = f" avatar-{size}" if size else ""
    picture = (
        format_html('<img src="{}" alt="" width="256" height="256" loading="lazy">', photo) if photo else ""
    )
    return format_html(
        '<span class="avatar face-{}{}" aria-hidden="true">{}{}</span>', tone, css, initials(text), picture
    )


def deadline_state(when: datetime, now: datetime, soon: timedelta = SOON) -> str:
    """`ok`, `soon` (less than `soon` is left) or `late`."""
    if when <= now:
        return "late"
    return "soon" if when - now < soon else "ok"


@lru_cache(maxsize=4096)
def span(minutes: int, language: str, *, working: bool = False) -> str:
    """The two largest neighbouring units of a span: "2 days, 3 hr". Of `working` time hours are the largest:
    a working day is no 24 hours. static/js/deadlines.js writes the same."""
    units = (("day", 1440), ("hour", 60), ("minute", 1))[int(working) :]
    first = next((at for at, (_unit, size) in enumerate(units) if minutes >= size), len(units) - 1)
    pieces: list[str] = []
    for unit, size in units[first : first + 2]:
        amount, minutes = divmod(minutes, size)
        if amount or not pieces:
            pieces.append(format_unit(amount, f"duration-{unit}", length="short", locale=to_locale(language)))
    return ", ".join(pieces)


def remainder(when: datetime, now: datetime, soon: timedelta = SOON) -> str:
    """What is left until `when`, in words that also say whether it is near or missed."""
    minutes = int(abs(when - now).total_seconds()) // 60
    return words_of_remainder(deadline_state(when, now, soon), minutes, get_language() or "en")


def words_of_remainder(state: str, minutes: int, language: str) -> str:
    """What is left, for a state of deadline_state, in the words of `language`, which is the current one."""
    words = {"late": _("{span} late"), "soon": _("only {span} left"), "ok": _("{span} left")}[state]
    return words.replace("{span}", span(minutes, language))


@lru_cache(maxsize=64)
def calendar_words(language: str) -> tuple[tuple[str, ...], ...]:
    """Weekdays (short, long; Monday first) and months (short, long;
    January first) as `language` writes them."""
    with translation.override(language):
        short_months = tuple(str(word).title() for word in dates.MONTHS_3.values())
        rest = (dates.WEEKDAYS_ABBR, dates.WEEKDAYS, dates.MONTHS)
        short_days, days, months = (tuple(str(word) for word in words.values()) for words in rest)
    return short_days, days, short_months, months


def moment(local: datetime, now: datetime) -> tuple[str, str]:
    """`local` in short (the year only when it is not that of `now`) and in full with its zone.

    By hand: with Django's date filter fifty deadlines would cost as much as the rest of a list page.
    """
    short_days, days, short_months, months = calendar_words(get_language() or "en")
    day, month, clock = local.weekday(), local.month - 1, f"{local.hour:02}:{local.minute:02}"
    if get_language() == formatting.AMERICAN:
        return _american(local, now)
    full = f"{days[day]} {local.day} {months[month]} {local.year}, {clock} {local.tzname()}"
    if local.year == now.year:
        return f"{short_days[day]} {local.day} {short_months[month]}, {clock}", full
    return f"{local.day} {short_months[month]} {local.year}, {clock}", full


def _american(local: datetime, now: datetime) -> tuple[str, str]:
    short_days, days, short_months, months = calendar_words(formatting.AMERICAN)
    day, month = local.weekday(), local.month - 1
    clock = f"{local.hour % 12 or 12}:{local.minute:02} {'AM' if local.hour < 12 else 'PM'}"
    full = f"{days[day]}, {months[month]} {local.day}, {local.year}, {clock} {local.tzname()}"
    if local.year == now.year:
        return f"{short_days[day]}, {short_months[month]} {local.day}, {clock}", full
    return f"{short_months[month]} {local.day}, {local.year}, {clock}", full


def deadline(
    when: datetime | None, *, now: datetime | None = None, done: bool = False, soon: timedelta = SOON
) -> SafeString:
    """A moment in the reader's zone with a ticking remainder (static/js/deadlines.js keeps it true).

    `when` is aware; None gives a dash. `done` leaves the remainder out: nothing waits for it any more.
    """
    if when is None:
        return SafeString('<span class="deadline">–</span>')
    instant, language = now or timezone.now(), get_language() or "en"
    zone = timezone.get_current_timezone()
    attributes, shown = _written(when, zone, instant.astimezone(zone).year, language)
    if done:
        return SafeString(f'<time class="deadline" {attributes}>{shown}</time>')
    state, minutes = deadline_state(when, instant, soon), int(abs(when - instant).total_seconds()) // 60
    return SafeString(
        f'<time class="deadline deadline-{state}" {attributes} data-deadline="{int(soon.total_seconds())}">'
        f'{shown} <span class="deadline-left">{_left(state, minutes, language)}</span></time>'
    )


@lru_cache(maxsize=8192)
def _written(when: datetime, zone: tzinfo, year: int, language: str) -> tuple[str, str]:
    """The attributes of a moment and how it reads, both escaped; `year` is the present one in that zone."""
    shown, title = moment(when.astimezone(zone), datetime(year, 7, 1, tzinfo=UTC))
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return format_html('datetime="{}" title="{}"', stamp, title), format_html("{}", shown)


@lru_cache(maxsize=8192)
def _left(state: str, minutes: int, language: str) -> str:
    return format_html("{}", words_of_remainder(state, minutes, language))

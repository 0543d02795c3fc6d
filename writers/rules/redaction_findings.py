"""What is still to be cleared in a sample: found in its words and its file, minus what its writer says may be
shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.files.texts import READABLE, Unreadable, text_of
from clients.models import AccountPerson
from writers.files.words import words_of
from writers.models import ClearedFinding
from writers.states.portfolio import ConsentLevel, FindingKind, SampleSource

from .consents import consent_of
from .redaction import Finding, find_identifying
from .redaction_names import folded

if TYPE_CHECKING:
    from orders.models import Order
    from writers.models import PortfolioSample, SampleConsent

#: People of one account whose names are looked for.
MOST_PEOPLE = 200
#: What says that it is a company, not which.
FORMS = re.compile(
    r"\b(?:gmbh(?: & co\.? kg)?|ag|kg|ug|e\.? ?v|ltd|limited|llc|llp|inc|corp|plc|co|company|s\.?a\.?r?\.?l?"
    r"|b\.?v|n\.?v|s\.?p\.?a|s\.?r\.?l|oy|ab|a/s|sp\. z o\.o)\b\.?",
    re.IGNORECASE,
)
#: Hosts of addresses that everybody may have.
COMMON = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com"),
        *("me.com", "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "proton.me", "protonmail.com"),
        *("mail.com", "mail.ru", "yandex.ru", "orange.fr", "free.fr", "laposte.net"),
    }
)
#: Of a person's name, words that are in every text.
PARTICLES = frozenset(
    {
        *("de", "da", "di", "do", "du", "la", "le", "el", "al", "von", "van", "der", "den", "zu", "zur"),
        *("of", "the", "and", "und", "et", "bin", "ibn", "dr", "mr", "mrs"),
    }
)
#: First words of companies' names that name none of them.
EVERYDAY = frozenset(
    {
        *(
            "their",
            "this",
            "that",
            "your",
            "first",
            "best",
            "great",
            "good",
            "smart",
            "blue",
            "green",
            "black",
        ),
        *("white", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "royal"),
        *("national", "international", "european", "american", "british", "german", "french", "global"),
        *("united", "general", "central", "city", "world", "house", "home", "hotel", "museum", "bank"),
        *("university", "institute", "school", "college", "agency", "studio", "group", "company", "society"),
        *("association", "foundation", "verein", "stiftung", "museo", "musée", "saint", "sankt", "digital"),
    }
)


def names_of(order: Order) -> list[str]:
    """Of the client of an order: the account's name, with and without its legal form, the names of its
    people, whole and in parts, and the hosts of their addresses."""
    people = AccountPerson.objects.filter(agency_id=order.agency_id, account_id=order.account_id)
    rows = people.order_by("pk").values_list(
        "membership__public_name", "membership__user__name", "membership__user__email"
    )
    found = set(_account_names(order.account.name))
    asked_by = order.requested_by
    known = [(asked_by.public_name, asked_by.user.name, asked_by.user.email), *rows[:MOST_PEOPLE]]
    for public_name, name, email in known:
        found.update(_person_names(public_name), _person_names(name), _hosts(email))
    return sorted(found)


def _account_names(name: str) -> Iterator[str]:
    yield name
    yield " ".join(FORMS.sub(" ", name).split())


def brand_of(name: str) -> str:
    """The first word of an account's name, by which people call it; "" for one that is in every text."""
    first = next(iter(FORMS.sub(" ", name).split()), "").strip(".,&-")
    return first if len(first) > 3 and first.casefold() not in EVERYDAY else ""


def _person_names(name: str) -> Iterator[str]:
    yield name
    for part in name.split():
        bare = part.strip(".,")
        if bare.casefold() not in PARTICLES and (len(bare) > 2 or not bare.isascii()):
            yield bare


def _hosts(email: str) -> Iterator[str]:
    host = email.rpartition("@")[2].lower()
    if host and host not in COMMON:
        yield host


def findings(sample: PortfolioSample) -> list[Finding]:
    """All that is found in a sample: its title, description, text, and the text of its file. Reads the names
    of its client afresh. The first word of a company's name counts where it stands as a name, with a capital:
    “Harbour”, but no harbour."""
    order = sample.order if sample.order_id else None
    names = names_of(order) if order else []
    brand = brand_of(order.account.name) if order else ""
    asked = [*names, brand] if brand else names
    only_brand = {folded(brand).text.strip()} - {folded(name).text.strip() for name in names}
    found: dict[tuple[str, str], Finding] = {}
    for where, text in _texts(sample):
        for finding in find_identifying(text, asked, where):
            lower = finding.kind == FindingKind.NAME and finding.text[:1].islower()
            if not (lower and folded(finding.text).text.strip().removesuffix("s") in _stems(only_brand)):
                found.setdefault(finding.key, finding)
    return list(found.values())


def _stems(words: Iterable[str]) -> set[str]:
    """As a genitive leaves them."""
    return {word.removesuffix("s") for word in words}


def _texts(sample: PortfolioSample) -> Iterator[tuple[str, str]]:
    yield _("Title"), sample.title
    yield _("Description"), sample.description
    yield _("Text"), sample.body
    if hasattr(sample, "file"):
        yield _("File name"), sample.file.name
        if sample.file.file.content_type in READABLE:
            try:
                yield _("File"), text_of(sample.file.file)
                yield _("Headers, notes and links of the file"), words_of(sample.file.file)
            except Unreadable:
                return  # why_file_unchecked refuses it.


def why_file_unchecked(sample: PortfolioSample) -> str:
    """Why nobody can tell what the file of a sample holds; "" when it can be read, or is a picture of the
    writer's own. One of an order must be readable."""
    if not hasattr(sample, "file"):
        return ""
    stored = sample.file.file
    if stored.content_type.startswith("image/") and sample.source != SampleSource.ORDER:
        return ""
    if stored.content_type not in READABLE:
        return _("We can check .docx and text files only. Save the file as .docx, or paste its text.")
    try:
        text_of(stored)
    except Unreadable as refusal:
        return str(refusal)
    return ""


def is_clearable(finding: Finding, sample: PortfolioSample, consent: SampleConsent | None) -> bool:
    """Whether its writer may say that it can be shown: not of the client's names in an order's text, unless
    the client agreed to the full text. Those have to leave it."""
    if finding.kind != FindingKind.NAME or sample.source != SampleSource.ORDER:
        return True
    return consent is not None and consent.level == ConsentLevel.FULL


def open_findings(sample: PortfolioSample) -> list[Finding]:
    """What has to be removed from the text, or cleared, before the sample is published."""
    consent = consent_of(sample)
    cleared = set(ClearedFinding.objects.filter(sample=sample).values_list("kind", "text"))
    return list(_open(findings(sample), sample, consent, cleared))


def _open(
    found: Iterable[Finding],
    sample: PortfolioSample,
    consent: SampleConsent | None,
    cleared: set[tuple[str, str]],
) -> Iterator[Finding]:
    for finding in found:
        if finding.key not in cleared or not is_clearable(finding, sample, consent):
            yield finding

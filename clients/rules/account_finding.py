"""Which clients rows of another program mean: by client number there, email address, or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agencies.models import Agency, MarkKind
from clients.models import AccountContact, AccountPerson, ClientAccount, MarkedAccount
from clients.querysets import with_merged
from project.base.mail_addresses import canonical_email

Keys = Mapping[str, set[int]]


@dataclass(frozen=True)
class FoundAccounts:
    """The clients of an agency by what was looked for: keys of the accounts that count now."""

    by_number: Keys = field(default_factory=dict)
    by_email: Keys = field(default_factory=dict)
    by_name: Keys = field(default_factory=dict)

    def one(self, number: str, email: str, name: str) -> int:
        """The key of the one client meant: by its number where there is one, else by address, else by name.
        Raises ValueError with words for a person."""
        if number:
            return _only(self.by_number.get(number, set()), number)
        keys = self.by_email.get(canonical_email(email), set()) if email else set()
        if keys or not name:
            return _only(keys, email)
        return _only(self.by_name.get(name, set()), name)


def find_accounts(
    agency: Agency, *, numbers: Iterable[str], emails: Iterable[str], names: Iterable[str]
) -> FoundAccounts:
    """The clients that have one of these: numbers of an import, addresses of contacts or people, names as
    they stand. No trial clients. Four queries at most."""
    return FoundAccounts(
        _numbered(agency, {text for text in numbers if text}),
        _addressed(agency, {canonical_email(text) for text in emails if text}),
        _named(agency, {text for text in names if text}),
    )


def _numbered(agency: Agency, numbers: set[str]) -> Keys:
    rows = MarkedAccount.objects.filter(agency=agency, external_id__in=numbers)
    return _gathered(rows.values_list("external_id", with_merged()) if numbers else ())


def _addressed(agency: Agency, emails: set[str]) -> Keys:
    if not emails:
        return {}
    contacts = AccountContact.objects.filter(agency=agency, email__in=emails)
    people = AccountPerson.objects.own().present().filter(agency=agency, membership__user__email__in=emails)
    return _gathered(
        [
            *contacts.values_list("email", with_merged()),
            *people.values_list("membership__user__email", with_merged()),
        ]
    )


def _named(agency: Agency, names: set[str]) -> Keys:
    rows = ClientAccount.objects.current().filter(agency=agency, name__in=names)
    rows = rows.exclude(marked__mark__kind=MarkKind.TRIAL)
    return _gathered(rows.values_list("name", "pk")) if names else {}


def _gathered(pairs: Iterable[tuple[str, int]]) -> Keys:
    found: dict[str, set[int]] = defaultdict(set)
    for text, key in pairs:
        found[text].add(key)
    return found


def _only(keys: set[int], said: str) -> int:
    if not said:
        raise ValueError(_("Enter a value."))
    if not keys:
        raise ValueError(_("There is no such client. Import or add your clients first."))
    if len(keys) > 1:
        raise ValueError(_("Several clients match. Use the client number."))
    return next(iter(keys))

"""What a writer has set, as keys that pages and programs know, and among what they choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Membership
from agencies.states.roles import is_staff
from clients.models import ClientAccount
from orders.models import Order
from writers.models import (
    PreferredClient,
    PreferredService,
    PreferredSubject,
    WriterCapacity,
    WriterLanguage,
)
from writers.states.capacity import Side

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: Clients among whom a writer chooses: those for whom they worked last.
MOST_CLIENTS = 60


@dataclass(frozen=True)
class Kept:
    """What is stored of one writer's capacity; `is_default` while nothing is."""

    capacity: WriterCapacity
    subjects: tuple[int, ...]
    subject_keys: tuple[str, ...]
    services: tuple[int, ...]
    service_keys: tuple[str, ...]
    client_ids: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]

    @property
    def is_default(self) -> bool:
        """Whether the writer has saved nothing, so that what holds for everyone holds."""
        return self.capacity.pk is None

    @property
    def version(self) -> int:
        """The version of the stored row."""
        return self.capacity.version


def kept_of(members: list[Membership]) -> dict[int, Kept]:
    """Of these members of one agency, by id. Five queries, however many they are."""
    rows = _rows(WriterCapacity, members)
    capacities = {row.member_id: row for row in rows}
    subjects = _by_member(PreferredSubject, members, "subject_id", "subject__key", side=Side.WRITER)
    services = _by_member(PreferredService, members, "service_id", "service__key", side=Side.WRITER)
    clients = _by_member(PreferredClient, members, "account__public_id")
    languages = _by_member(WriterLanguage, members, "source", "target")
    return {
        member.pk: Kept(
            capacity=capacities.get(member.pk)
            or WriterCapacity(agency_id=member.agency_id, member_id=member.pk),
            subjects=tuple(pk for pk, _key in subjects.get(member.pk, ())),
            subject_keys=tuple(key for _pk, key in subjects.get(member.pk, ())),
            services=tuple(pk for pk, _key in services.get(member.pk, ())),
            service_keys=tuple(key for _pk, key in services.get(member.pk, ())),
            client_ids=tuple(key for (key,) in clients.get(member.pk, ())),
            languages=tuple(sorted(languages.get(member.pk, ()))),
        )
        for member in members
    }


def _rows(model: Any, members: list[Membership]) -> Any:
    agency = members[0].agency_id if members else 0
    return model.objects.filter(agency_id=agency, member_id__in=[member.pk for member in members])


def _by_member(
    model: Any, members: list[Membership], *names: str, **narrower: Any
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    rows = _rows(model, members).filter(**narrower).order_by("id").values_list("member_id", *names)
    for member, *values in rows:
        found.setdefault(member, []).append(tuple(values))
    return found


def client_choices(viewer: Viewer, member: Membership) -> dict[str, tuple[ClientAccount, str]]:
    """Accounts by public id, each with its words: those for whom the writer worked last, and those that they
    prefer. The desk reads names; a writer, who knows no client by name, reads which order it was."""
    worked = Order.objects.filter(agency_id=member.agency_id, writer=member).order_by()
    facts = worked.values("account_id").annotate(n=Count("pk"), last=Max("pk")).order_by("-last")
    recent: dict[int, Any] = {row["account_id"]: row for row in facts[:MOST_CLIENTS]}
    kept = PreferredClient.objects.filter(agency_id=member.agency_id, member=member)
    ids = {*recent, *kept.values_list("account_id", flat=True)}
    accounts = ClientAccount.objects.filter(agency_id=member.agency_id, pk__in=ids).order_by("name", "id")
    last = [row["last"] for row in recent.values()]
    orders = {} if is_staff(viewer) else _titles(member, last)
    return {
        account.public_id: (account, _client_words(viewer, account, recent.get(account.pk), orders))
        for account in accounts
    }


def _titles(member: Membership, ids: list[int]) -> dict[int, str]:
    rows = Order.objects.filter(agency_id=member.agency_id, pk__in=ids)
    return {pk: f"{title} ({number})" for pk, title, number in rows.values_list("pk", "title", "number")}


def _client_words(
    viewer: Viewer, account: ClientAccount, row: dict[str, Any] | None, orders: dict[int, str]
) -> str:
    if is_staff(viewer):
        return account.name
    if row is None:
        return _("A client you have not worked for")
    words = ngettext("Client of “%(order)s”", "Client of “%(order)s” and %(more)s more", row["n"])
    return words % {"order": orders[row["last"]], "more": row["n"] - 1}

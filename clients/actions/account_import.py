"""Client accounts that an agency brings along from another program, each with a contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hooks.imports import FollowUp, ImportField, ImportRecord, RowFault
from agencies.models import Agency, Mark
from agencies.rules.import_records import read_values, written
from agencies.rules.imports import folded
from clients.models import AccountContact, AccountEvent, AccountVerb, ClientAccount, MarkedAccount
from clients.models.accounts import AccountKind
from project.base.fields import LineField
from project.base.viewer import Member

from .desk import NAME_LIMIT

FIELDS = (
    ImportField(
        "id",
        gettext_lazy("Client number"),
        (
            "Client ID",
            "Customer ID",
            "Customer number",
            "Account number",
            "Record ID",
            "ID",
            "No.",
            "Kundennummer",
            "N° client",
            "Nº cliente",
        ),
        help=gettext_lazy("As in the other program. A client with the same number is not imported twice."),
    ),
    ImportField(
        "name",
        gettext_lazy("Client name"),
        (
            *("Name", "Client", "Company", "Company name", "Customer", "Customer name", "Display name"),
            *(
                "Organisation",
                "Organization",
                "Account",
                "Account name",
                "Kunde",
                "Firma",
                "Société",
                "Cliente",
            ),
        ),
        required=True,
    ),
    ImportField(
        "kind",
        gettext_lazy("Type"),
        ("Kind", "Client type", "Customer type", "Art", "Typ", "Tipo"),
        help=gettext_lazy("“Company” or “Personal”. Without it, each client is a company."),
    ),
    ImportField(
        "contact",
        gettext_lazy("Contact"),
        ("Contact name", "Contact person", "Primary contact", "Ansprechpartner", "Contacto", "Full name"),
    ),
    ImportField(
        "email",
        gettext_lazy("Email address"),
        ("Email", "E-mail", "Mail", "Contact email", "E-Mail-Adresse", "Courriel", "Correo electrónico"),
    ),
    ImportField(
        "phone",
        gettext_lazy("Phone"),
        ("Telephone", "Phone number", "Mobile", "Mobile number", "Telefon", "Téléphone", "Teléfono"),
    ),
    ImportField(
        "function",
        gettext_lazy("Function"),
        ("Job title", "Position", "Role", "Funktion", "Fonction", "Cargo"),
    ),
)
KINDS = {
    AccountKind.COMPANY: (
        "company",
        "business",
        "organisation",
        "organization",
        "firma",
        "unternehmen",
        "empresa",
    ),
    AccountKind.PERSONAL: (
        "personal",
        "person",
        "individual",
        "private",
        "privat",
        "particulier",
        "particular",
    ),
}
_NAME = LineField(max_length=NAME_LIMIT)
_CONTACT: Mapping[str, forms.Field] = {
    "contact": LineField(max_length=120, required=False),
    "email": forms.EmailField(max_length=254, required=False),
    "phone": LineField(max_length=40, required=False),
    "function": LineField(max_length=80, required=False),
}


class ClientsImport:
    """Of agencies.hooks.imports.import_kinds."""

    title = gettext_lazy("Clients")
    help = gettext_lazy("Client accounts, each with one contact. Nobody is told.")
    fields = FIELDS
    follow_up = FollowUp(gettext_lazy("Open clients"), "clients:desk_clients")

    def identity(self, text: str) -> str:
        """See ImportKind."""
        return text

    def known(self, agency: Agency, ids: Iterable[str]) -> set[str]:
        """See ImportKind."""
        rows = MarkedAccount.objects.filter(agency=agency, external_id__in=list(ids))
        return set(rows.values_list("external_id", flat=True))

    def check(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[RowFault]:
        """See ImportKind. No query."""
        return [fault for record in records for fault in read_values(record, _READERS)[1]]

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """See ImportKind. A constant number of queries for each thousand."""
        facts = [read_values(record, _READERS)[0] for record in records]
        own = {"agency_id": actor.agency_id}
        accounts = written(
            ClientAccount(**own, name=each["name"], kind=each["kind"], created_at=now) for each in facts
        )
        pairs = list(zip(accounts, facts, strict=True))
        written(
            AccountContact(
                **own,
                account=account,
                name=(each["contact"] or each["name"])[:120],
                email=each["email"].lower(),
                phone=each["phone"],
                function=each["function"],
                created_at=now,
            )
            for account, each in pairs
            if any(each[name] for name in _CONTACT)
        )
        written(
            AccountEvent(**own, account=account, verb=AccountVerb.IMPORT, actor=actor.membership, at=now)
            for account in accounts
        )
        written(
            MarkedAccount(**own, account=account, mark=mark, external_id=record.external_id)
            for account, record in zip(accounts, records, strict=True)
        )


_READERS: Mapping[str, Callable[[str], str]] = {
    "name": _NAME.clean,
    "kind": lambda text: _kind(text),  # noqa: PLW0108  (defined below)
    **{name: field.clean for name, field in _CONTACT.items()},
}


def _kind(text: str) -> str:
    said = folded(text)
    if not said:
        return AccountKind.COMPANY
    for kind, words in KINDS.items():
        if said in (*words, folded(str(kind.label))):
            return kind
    raise ValidationError(_("Enter “Company” or “Personal”."))

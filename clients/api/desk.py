"""`/api/v1/clients/accounts/{id}/`: what the desk does with client accounts beside making and changing them:
merges and separates them, keeps contacts and notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from clients.actions import contacts, merging, notes
from clients.forms.desk import ContactForm, NoteForm
from clients.models import AccountContact, AccountNote, ClientAccount
from clients.rules.desk import can_merge_accounts, is_desk
from clients.views.colleagues import account_or_404
from clients.views.desk_records import contact_or_404, note_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page

from .accounts import AccountDetailOut, AccountResource
from .desk_shapes import ClientNoteBody, ClientNoteOut, ContactBody, ContactOut, MergeBody

DESK, MANAGEMENT = only(is_desk), only(can_merge_accounts)
BY_NAME, NAMES = ("name", "id"), (str, int)
NEWEST, TIMES = ("-at", "-id"), (dt.datetime, int)
CONTACT = ("id", "public_id", "name", "email", "phone", "function", "created_at")
NOTE = ("id", "public_id", "text", "at", "removed_at", "author__public_name")


class DeskAccountViewSet(AccountResource):
    """Client accounts as the desk keeps them."""

    @verb("merge", MANAGEMENT, AccountDetailOut, body=MergeBody, moves=True)
    def merge(self, request: Any, public_id: str) -> Response:
        """Merge a client account into another: rights, lists and sums read both. Nothing written changes."""
        account, into = self.thing(public_id), account_or_404(self.http, self.body["into"])
        merging.merge_accounts(actor=self.viewer, account=account, into=into, now=self.now)
        return self.ok(self.thing(public_id))

    @verb("separate", MANAGEMENT, AccountDetailOut, moves=True)
    def separate(self, request: Any, public_id: str) -> Response:
        """Separate a merged client account again. 409 once something was booked since, and for one that
        was never merged."""
        account = self.thing(public_id)
        merging.part_account(actor=self.viewer, account=account, now=self.now)
        return self.ok(self.thing(public_id))

    @verb("contacts", DESK, ContactOut, method="get", listed=True)
    def contacts(self, request: Any, public_id: str) -> Response:
        """List the contacts of a client account and of those merged into it, by name."""
        rows = AccountContact.objects.of(self.thing(public_id)).values(*CONTACT)
        return page(self, rows, contact_row, order=BY_NAME, kinds=NAMES)

    @contacts.mapping.post
    @endpoint(DESK, ContactOut, status=201, body=ContactBody, creates=True)
    def add_contact(self, request: Any, public_id: str) -> Response:
        """Write a contact down. Nobody is told."""
        account, form = self.thing(public_id), bound(ContactForm, self.body)
        made = contacts.add_contact(
            actor=self.viewer, account=account, fields=form.cleaned_data, now=self.now
        )
        return Response(contact_row({name: getattr(made, name) for name in CONTACT}), status=201)

    @verb("contacts/<public_id:contact>", DESK, ContactOut, method="put", body=ContactBody)
    def edit_contact(self, request: Any, public_id: str, contact: str) -> Response:
        """Change a contact."""
        row, form = contact_or_404(self.thing(public_id), contact), bound(ContactForm, self.body)
        kept = contacts.edit_contact(actor=self.viewer, contact=row, fields=form.cleaned_data, now=self.now)
        return Response(contact_row({name: getattr(kept, name) for name in CONTACT}))

    @edit_contact.mapping.delete
    @endpoint(DESK, status=204)
    def remove_contact(self, request: Any, public_id: str, contact: str) -> Response:
        """Forget a contact."""
        row = contact_or_404(self.thing(public_id), contact)
        contacts.remove_contact(actor=self.viewer, contact=row, now=self.now)
        return Response(status=204)

    @verb("notes", DESK, ClientNoteOut, method="get", listed=True)
    def notes(self, request: Any, public_id: str) -> Response:
        """List the desk's notes about a client, newest first."""
        rows = AccountNote.objects.visible_to(self.viewer).about(self.thing(public_id)).values(*NOTE)
        return page(self, rows, note_row, order=NEWEST, kinds=TIMES)

    @notes.mapping.post
    @endpoint(DESK, ClientNoteOut, status=201, body=ClientNoteBody, creates=True)
    def write_note(self, request: Any, public_id: str) -> Response:
        """Write a note about a client, for the desk alone."""
        account, form = self.thing(public_id), bound(NoteForm, self.body)
        made = notes.write_note(actor=self.viewer, account=account, now=self.now, **form.cleaned_data)
        return Response(self._note(account, made), status=201)

    @verb("notes/<public_id:note>", DESK, ClientNoteOut, method="delete")
    def remove_note(self, request: Any, public_id: str, note: str) -> Response:
        """Take the words of a note away: its author and management. That there was one stays."""
        account = self.thing(public_id)
        kept = notes.remove_note(actor=self.viewer, note=note_or_404(account, note), now=self.now)
        return Response(self._note(account, kept))

    def _note(self, account: ClientAccount, note: AccountNote) -> dict[str, Any]:
        rows = AccountNote.objects.visible_to(self.viewer).about(account).filter(pk=note.pk)
        return note_row(rows.values(*NOTE)[0])


def contact_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A contact as the API shows it."""
    words = {name: row[name] for name in contacts.FIELDS}
    return {"id": row["public_id"], **words, "created_at": moment_text(row["created_at"])}


def note_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A note as the API shows it."""
    removed = row["removed_at"]
    return {
        "id": row["public_id"],
        "text": row["text"],
        "author": row["author__public_name"],
        "at": moment_text(row["at"]),
        "removed_at": moment_text(removed) if removed else None,
    }

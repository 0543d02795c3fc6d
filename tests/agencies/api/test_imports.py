"""Moving in by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.actions.import_jobs import check_import, finish_undo, run_import
from agencies.models import DataImport
from clients.models import MarkedAccount
from project.base import clock
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "agencies/imports/"
CLIENTS = b"Customer ID,Company,E-mail\nC-1,Harbour Ltd,hanna@harbour.example\nC-2,Odd,nobody\n"


def form(content: bytes, kind: str = "clients") -> dict[str, Any]:
    return {"kind": kind, "file": SimpleUploadedFile("clients.csv", content)}


def test_from_file_to_clients_and_back(cast: Cast) -> None:
    api = Api(cast.max)
    kinds = api.get(f"{PATH}kinds/").json["kinds"]
    assert [each["columns"][0]["key"] for each in kinds if each["kind"] == "clients"] == ["id"]

    made = api.upload(PATH, form(CLIENTS))
    assert made.status == 201 and made.json["state"] == "matching"
    assert [each["field"] for each in made.json["columns"]] == ["id", "name", "email"]
    one, row = f"{PATH}{made.json['id']}/", DataImport.objects.get()
    assert api.put(f"{one}columns/", {"columns": ["id", "name", "email"]}).json["state"] == "checking"
    check_import(import_id=row.pk, now=clock.now())
    assert api.get(one).json["state"] == "faulty"
    assert api.get(f"{one}faults/").results == [
        {"row": 3, "column": "E-mail", "value": "nobody", "message": "Enter a valid email address."}
    ]
    assert api.post(f"{one}start/").status == 409

    api.put(f"{one}columns/", {"columns": ["id", "name", ""]})
    check_import(import_id=row.pk, now=clock.now())
    assert api.post(f"{one}start/").json["state"] == "running"
    run_import(import_id=row.pk, member_id=cast.max.member_id, now=clock.now())
    assert api.get(one).json["undo_until"] and MarkedAccount.objects.count() == 2
    assert api.post(f"{one}undo/").json["state"] == "undoing"
    finish_undo(import_id=row.pk, member_id=cast.max.member_id, now=clock.now())
    assert api.get(one).json["state"] == "undone" and not MarkedAccount.objects.exists()
    assert api.delete(one).status == 409


def test_what_does_not_fit_is_refused(cast: Cast) -> None:
    api = Api(cast.otto)

    assert api.upload(PATH, form(b"Company\n" + b"A\n" * 50_000)).status == 400
    assert api.upload(PATH, form(CLIENTS, "planets")).status == 400
    assert api.post(PATH, {"kind": "clients", "file": "x"}).status in (400, 415)
    one = f"{PATH}{api.upload(PATH, form(CLIENTS)).json['id']}/"
    assert "columns" in api.put(f"{one}columns/", {"columns": ["name"]}).errors
    assert api.delete(one).status == 204 and api.get(one).status == 404

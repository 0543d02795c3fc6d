"""Moving in on the desk: upload, columns, errors, import, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.actions.import_jobs import check_import, finish_undo, run_import
from agencies.models import DataImport
from clients.models import MarkedAccount
from project.base import clock
from tests.agencies.helpers.imports import checked, imported, uploaded
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
CLIENTS = "Customer ID,Company,E-mail\nC-1,Harbour Ltd,hanna@harbour.example\nC-2,<b>Bold</b>,\n"


def post_file(client: Client, content: str, kind: str = "clients") -> str:
    file = SimpleUploadedFile("clients.csv", content.encode())
    answer = client.post("/desk/import/", {"kind": kind, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_from_file_to_clients_and_back(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)
    url = post_file(client, CLIENTS)
    made = DataImport.objects.get()
    page = client.get(url).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page and "<b>Bold" not in page and "clients.csv" in page

    typed = {"column-0": "id", "column-1": "name", "column-2": "email"}
    answer = client.post(url, {**typed, "date_order": "dmy", "decimal_mark": "point"})
    assert answer.status_code == 302
    assert 'hx-trigger="load delay:2s"' in client.get(url).content.decode()
    check_import(import_id=made.pk, now=clock.now())
    assert "Import 2 rows" in words_of(client.get(url))

    assert client.post(f"{url}start/").status_code == 302
    run_import(import_id=made.pk, member_id=cast.max.member_id, now=clock.now())
    assert MarkedAccount.objects.count() == 2 and "Undo import" in words_of(client.get(url))
    assert "Harbour Ltd" in words_of(client.get("/desk/clients/"))

    assert "Undoing" in words_of(client.post(f"{url}undo/", follow=True))
    finish_undo(import_id=made.pk, member_id=cast.max.member_id, now=clock.now())
    assert not MarkedAccount.objects.exists()
    assert "Undone" in words_of(client.get("/desk/import/"))


def test_a_file_that_is_no_table_is_refused_beside_its_field(cast: Cast, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("clients.csv", b"Company\n" + b"A\n" * 50_000)

    answer = sign_in(cast.otto).post("/desk/import/", {"kind": "clients", "file": file})

    assert answer.status_code == 422 and "more than 5,000 rows" in words_of(answer)
    assert not DataImport.objects.exists()


@pytest.mark.usefixtures("monday")
def test_columns_that_do_not_fit_are_refused(cast: Cast, sign_in: SignIn) -> None:
    url = f"/desk/import/{uploaded(cast.max, CLIENTS).public_id}/"
    said = {"date_order": "dmy", "decimal_mark": "point", "column-0": "id", "column-1": "-", "column-2": "-"}

    answer = sign_in(cast.max).post(url, said)
    assert answer.status_code == 422 and "Choose the column that has: Client name." in words_of(answer)
    assert sign_in(cast.max).post(url, {**said, "column-1": "planet"}).status_code == 422


@pytest.mark.usefixtures("monday")
def test_errors_by_row_and_as_a_file_that_spreadsheets_open_safely(cast: Cast, sign_in: SignIn) -> None:
    made = checked(cast.max, "Company,Email\nFine,\nOdd,=cmd()\n")
    url = f"/desk/import/{made.public_id}/"
    client = sign_in(cast.max)

    assert "Row 3" in words_of(client.get(url)) and "Enter a valid email address." in words_of(
        client.get(url)
    )
    lines = b"".join(client.get(f"{url}errors.csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[1] == "3,Email,'=cmd(),Enter a valid email address."
    assert client.post(f"{url}start/").status_code == 409


def test_of_another_agency_it_does_not_exist(cast: Cast, sign_in: SignIn) -> None:
    made = imported(cast.max, CLIENTS)
    client = sign_in(cast.mara)

    for path in ("", "errors.csv"):
        assert client.get(f"/desk/import/{made.public_id}/{path}").status_code == 404
    for path in ("", "start/", "undo/", "discard/"):
        assert client.post(f"/desk/import/{made.public_id}/{path}").status_code == 404
    assert "Harbour" not in words_of(client.get("/desk/import/"))


@pytest.mark.parametrize("files", [1, 3])
def test_a_list_of_imports_costs_the_same(
    cast: Cast, sign_in: SignIn, files: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _number in range(files):
        uploaded(cast.max, CLIENTS)
    client = sign_in(cast.max)

    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        assert client.get("/desk/import/").status_code == 200

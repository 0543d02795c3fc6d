"""Every kind of import meets the same files: as programs write them, and as nobody should."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from openpyxl import Workbook

from agencies.actions.import_jobs import check_import, finish_undo, run_import
from agencies.hooks.imports import import_kinds
from agencies.models import DataImport, Invitation, MarkedInvitation
from catalog.models import DraftedThing
from catalog.pricing.offering import current_offering
from clients.models import ClientAccount, MarkedAccount
from orders.models import MarkedOrder, Order
from project.base import clock
from project.base.errors import Invalid
from tests.agencies.helpers.imports import checked, imported, uploaded
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
#: Kind -> heads, one row (of an id, a name and whatever else is needed), which column is the name.
FILES: dict[str, tuple[str, str, str]] = {
    "clients": ("Customer ID,Company", "{id},{name}", "Company"),
    "team": ("Email,Role,Country", "w{id}@words.example,Writer,{name}", ""),
    "catalog": ("SKU,Item name,Price", "{id},{name},12.50", "Item name"),
    "past_orders": (
        "Order ID,Customer ID,Title,Service,Amount,Order date",
        "{id},C-1,{name},{service},99.50,2026-02-01",
        "Title",
    ),
    "open_orders": (
        "Order ID,Customer ID,Title,Service,Price,Due date",
        "{id},C-1,{name},{service},99.50,2026-03-31",
        "Title",
    ),
}
MADE: dict[str, tuple[type[Model], str]] = {
    "clients": (ClientAccount, "name"),
    "team": (Invitation, "email"),
    "catalog": (DraftedThing, "name"),
    "past_orders": (Order, "title"),
    "open_orders": (Order, "title"),
}
MARKED: dict[str, type[Model]] = {
    "clients": MarkedAccount,
    "team": MarkedInvitation,
    "catalog": DraftedThing,
    "past_orders": MarkedOrder,
    "open_orders": MarkedOrder,
}
KINDS = sorted(FILES)
NAMED = [kind for kind in KINDS if FILES[kind][2]]


def text_of(cast: Cast, kind: str, *names: str, ids: tuple[str, ...] = ()) -> str:
    """A file of this kind with a row for each name."""
    if kind.endswith("orders") and not MarkedAccount.objects.filter(external_id="C-1").exists():
        imported(cast.max, "Customer ID,Company\nC-1,Harbour Ltd\n")
    head, row, _name = FILES[kind]
    service = current_offering(cast.inkwell).services[0].name
    numbers = ids or tuple(str(number) for number in range(len(names)))
    lines = [row.format(id=one, name=name, service=service) for one, name in zip(numbers, names, strict=True)]
    return "\n".join([head, *lines]) + "\n"


def names_of(made: DataImport) -> list[str]:
    model, field = MADE[made.kind]
    path = "mark" if made.kind == "catalog" else "marked__mark"
    rows: Any = model._default_manager.filter(**{path: made.mark}).order_by("pk")
    return list(rows.values_list(field, flat=True))


def faults(made: DataImport) -> list[str]:
    return list(made.faults.values_list("words", flat=True))


def test_each_kind_is_in_this_table() -> None:
    assert set(FILES) == {name for name, _kind in import_kinds.items()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace(",", ";").replace(".50", ",50").encode(),
        lambda text: ("sep=;\r\n" + text.replace(",", ";").replace("\n", "\r\n")).encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.encode("latin-1"),
        lambda text: ("\n,,\n" + text + "\n\n").encode(),
    ],
    ids=["BOM", "semicolons", "sep", "tabs in UTF-16", "Latin-1", "empty lines"],
)
def test_files_as_programs_write_them(cast: Cast, kind: str, written: Callable[[str], bytes]) -> None:
    text = text_of(cast, kind, "Über uns", "Café Zoë")

    made = imported(cast.max, written(text), kind)

    assert made.state == "done", faults(made)
    assert made.fresh == 2
    if kind in NAMED:
        assert names_of(made) == ["Über uns", "Café Zoë"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook(cast: Cast, kind: str) -> None:
    book = Workbook()
    for line in text_of(cast, kind, "Harbour").splitlines():
        book.active.append(line.split(","))  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)

    made = imported(cast.max, stream.getvalue(), kind, name="a.xlsx")

    assert made.state == "done", faults(made)


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("=1+1", "=1+1"),
        ("'=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("\u202eevil\u202c", "evil"),
        ("Cafe\u0301", "Cafe\u0301"),
        ("<b>Bold</b>", "<b>Bold</b>"),
        ("'; DROP TABLE x; --", "'; DROP TABLE x; --"),
        ("  two   blanks ", "two blanks"),
    ],
)
def test_texts_stay_what_they_are(cast: Cast, kind: str, typed: str, stored: str) -> None:
    made = imported(cast.max, text_of(cast, kind, typed), kind)

    assert made.state == "done", faults(made)
    [name] = names_of(made)
    assert " ".join(name.split()) == unicodedata.normalize("NFC", stored)


@pytest.mark.parametrize("kind", [kind for kind in NAMED if kind != "catalog"])
@pytest.mark.parametrize("name", ["مكتب الترجمة", "שלום בע״מ", "नमस्ते", "日本の港"])
def test_names_of_any_script_and_direction(cast: Cast, kind: str, name: str) -> None:
    made = imported(cast.max, text_of(cast, kind, name), kind)

    assert names_of(made) == [name], faults(made)


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_twice_in_one_file(cast: Cast, kind: str) -> None:
    made = checked(cast.max, text_of(cast, kind, "One", "Two", ids=("7", "7")), kind)

    assert (made.state, faults(made)) == ("faulty", ["Row 2 has the same id."])
    assert not MARKED[kind]._default_manager.exclude(external_id="C-1").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_of_before_is_left_out(cast: Cast, kind: str) -> None:
    text = text_of(cast, kind, "One", "Two")
    imported(cast.max, text, kind)

    again = checked(cast.otto, text, kind)

    assert (again.state, again.fresh, again.known) == ("ready", 0, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_column_is_asked_for(cast: Cast, kind: str) -> None:
    for field in import_kinds[kind].fields:
        if field.required:
            with pytest.raises(Invalid) as refused:
                checked(cast.max, "Nothing,Of,This\n1,2,3\n", kind)
            assert str(field.label) in refused.value.errors["columns"][0]


@pytest.mark.parametrize("kind", KINDS)
def test_cells_that_are_missing_are_faults_of_their_rows(cast: Cast, kind: str) -> None:
    head = text_of(cast, kind).splitlines()[0]
    made = checked(cast.max, f"{head}\n{',' * (head.count(',') - 1)}x\n", kind)

    assert made.state == "faulty" and "Enter a value." in faults(made)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [5_001, 50_000])
def test_more_rows_than_fit_are_refused_before_work_begins(cast: Cast, kind: str, rows: int) -> None:
    head = FILES[kind][0]
    with pytest.raises(Invalid) as refused:
        uploaded(cast.max, f"{head}\n" + "1,2\n" * rows, kind)

    assert "more than 5,000 rows" in str(refused.value.errors["file"])
    assert not DataImport.objects.filter(kind=kind).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_by_the_api_from_file_to_rows_and_back(cast: Cast, kind: str) -> None:
    now = clock.now()
    text = text_of(cast, kind, "Harbour").replace("2026-03-31", f"{now.year + 1}-03-31")
    api = Api(cast.max)
    [shown] = [each for each in api.get("agencies/imports/kinds/").json["kinds"] if each["kind"] == kind]
    assert shown["help"] and shown["title"]

    file = SimpleUploadedFile("a.csv", text.encode())
    made = api.upload("agencies/imports/", {"kind": kind, "file": file}).json
    one, row = f"agencies/imports/{made['id']}/", DataImport.objects.get(public_id=made["id"])
    assert made["allowed"] == ["check", "discard"]
    fields = [each["field"] or "" for each in made["columns"]]
    assert api.put(f"{one}columns/", {"columns": fields}).json["allowed"] == []
    check_import(import_id=row.pk, now=now)
    assert api.get(one).json["allowed"] == ["check", "start", "discard"], api.get(f"{one}faults/").results
    assert api.post(f"{one}start/").json["state"] == "running"
    run_import(import_id=row.pk, member_id=cast.max.member_id, now=now)
    done = api.get(one).json
    assert (done["state"], done["allowed"]) == ("done", ["undo"])
    assert api.post(f"{one}undo/").json["state"] == "undoing"
    finish_undo(import_id=row.pk, member_id=cast.max.member_id, now=now)
    undone = api.get(one).json
    assert (undone["state"], undone["refusal"], undone["allowed"]) == ("undone", None, [])
    assert not MARKED[kind]._default_manager.exclude(external_id="C-1").exists()

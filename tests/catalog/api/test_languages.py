"""The languages of an agency by the API: read by everybody, kept by managers."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.models import Language
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
PATH = "orders/catalog/languages/"


def send(cast: Cast, *rows: dict[str, Any]) -> Any:
    return Api(cast.max).patch(PATH, {"version": 1, "rows": list(rows)})


def test_everybody_reads_what_is_offered(cast: Cast) -> None:
    send(cast, {"key": "pl", "offered": False})

    for reader in (None, cast.clara, cast.wendell, cast.edith):
        api = Api(reader, cast.inkwell)
        offered = [row["key"] for row in api.get(PATH).json["rows"]]
        assert offered[0] == "en-GB" and len(offered) == 9 and "pl" not in offered
        assert [row["key"] for row in api.get("orders/catalog/").json["languages"]] == offered
    archived = [row["key"] for row in Api(cast.max).get(PATH).json["rows"] if not row["offered"]]
    assert archived == ["pl"]


def test_a_new_one_has_its_code_and_the_usual_name(cast: Cast) -> None:
    answer = send(cast, {"key": "pt-br"}, {"key": "sv", "name": "Swedish, plain"})

    assert answer.status == 200
    names = {row["key"]: row["name"] for row in answer.json["rows"]}
    assert (names["pt-BR"], names["sv"]) == ("Portuguese (Brazil)", "Swedish, plain")
    assert not Language.objects.filter(agency=cast.northwind, key="pt-BR").exists()


@pytest.mark.parametrize("member", ["clara", "wendell", "edith", "sam"])
def test_who_keeps_them(cast: Cast, member: str) -> None:
    answer = Api(cast.everybody[member]).patch(PATH, {"version": 1, "rows": [{"key": "af"}]})

    assert answer.status == 403


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "Latin"}, "key"),
        ({"key": "tlh"}, "key"),
        ({"key": "de_AT"}, "key"),
        ({"key": "EN-GB"}, "key"),
        ({"key": "../etc"}, "key"),
        ({"key": "af", "name": "German"}, "name"),
        ({"key": "af", "unit": "word"}, "unit"),
        ({"key": "af", "offered": False}, "offered"),
    ],
)
def test_what_is_wrong_stands_beside_its_row(cast: Cast, row: dict[str, Any], field: str) -> None:
    answer = send(cast, row)

    assert answer.status == 400 and f"rows.0.{field}" in answer.errors, answer.json
    assert Language.objects.filter(agency=cast.inkwell).count() == 10


def test_the_last_one_stays(cast: Cast) -> None:
    rows = [{"key": row["key"], "offered": False} for row in Api(cast.max).get(PATH).json["rows"]]

    answer = send(cast, *rows)

    assert answer.status == 400 and set(answer.errors) == {"rows"}

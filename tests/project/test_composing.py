"""Texts of before are composed; and whatever the API takes, no column of any table has a text that is not."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.models import Subject
from clients.models import ClientAccount
from orders.models import OrderLine
from project.api.views import schema
from project.composing import appended_only, compose_all, decomposed, tables
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.statements import refuses
from tests.project.helpers.api_scene import api_scene
from tests.project.test_api_doors import address, operations, people

pytestmark = pytest.mark.django_db
WHOLE, APART = "Café Việt", unicodedata.normalize("NFD", "Café Việt")


def left() -> dict[str, int]:
    found = {texts.label: decomposed(texts) for texts in tables()}
    return {label: rows for label, rows in found.items() if rows}


def said(*options: str) -> str:
    out = StringIO()
    call_command("compose_text", *options, stdout=out)
    return out.getvalue().strip()


def test_texts_of_before_are_composed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every app and agency, in portions, once and again."""
    monkeypatch.setattr("project.composing.PORTION", 2)
    drafts = [
        make_draft(person, title=f"Plain {at}") for person in (cast.clara, cast.nick) for at in range(3)
    ]
    for draft in drafts:
        type(draft).objects.filter(pk=draft.pk).update(title=APART, brief=f"{APART}\n" * 3)
    ClientAccount.objects.update(name=APART)
    Subject.objects.filter(pk=Subject.objects.first().pk).update(description=APART)
    accounts = ClientAccount.objects.count()

    assert said("--count").splitlines() == [
        f"clients.ClientAccount: {accounts} to compose",
        "catalog.Subject: 1 to compose",
        "drafts.OrderDraft: 6 to compose",
    ]
    assert "drafts.OrderDraft: 6 composed" in said()
    assert said() == said("--count") == "Every text is composed."
    assert set(ClientAccount.objects.values_list("name", flat=True)) == {WHOLE}
    assert {draft.brief for draft in type(drafts[0]).objects.all()} == {f"{WHOLE}\n" * 3}


def test_what_is_appended_only_stays(cast: Cast) -> None:
    order = place_order(cast.clara)
    line = order.lines.first()
    assert line is not None
    line.pk, line.position, line.label = None, 90, APART
    line.save(force_insert=True)

    assert OrderLine._meta.db_table in appended_only()
    assert said() == "orders.OrderLine: 1 not changed: appended only"
    assert OrderLine.objects.get(position=90).label == APART


def test_what_another_row_has_is_said_and_left(cast: Cast) -> None:
    """Two names that looked equal: one of them has to be changed by hand. The others of the portion are
    composed."""
    first, second, third = Subject.objects.filter(agency=cast.inkwell).order_by("pk")[:3]
    for subject, name in ((first, WHOLE), (second, APART), (third, f"{APART} 3")):
        Subject.objects.filter(pk=subject.pk).update(name=name)

    with pytest.raises(CommandError, match="1 rows are left"):
        said()
    names = Subject.objects.filter(pk__in=[first.pk, second.pk, third.pk]).order_by("pk")
    assert list(names.values_list("name", flat=True)) == [WHOLE, APART, f"{WHOLE} 3"]
    texts = next(each for each in tables() if each.label == "catalog.Subject")
    assert compose_all(texts).refused == [second.pk]


def decompose(value: Any, described: Any) -> Any:
    """An example of a body with letters taken apart in each text that is free."""
    if isinstance(value, dict):
        inner = described.get("properties", {})
        return {name: decompose(each, inner.get(name, {})) for name, each in value.items()}
    if isinstance(value, list):
        return [decompose(each, described.get("items", {})) for each in value]
    free = isinstance(value, str) and " " in value and not {"enum", "format", "pattern"} & described.keys()
    return f"{value} {APART}" if free else value


def resolved(described: Any) -> Any:
    """A schema with what it refers to."""
    if isinstance(described, list):
        return [resolved(each) for each in described]
    if not isinstance(described, dict):
        return described
    if "$ref" in described:
        found = schema()["components"]["schemas"][described["$ref"].rsplit("/", 1)[-1]]
        return resolved(found)
    return {name: resolved(each) for name, each in described.items()}


def test_no_door_of_the_api_stores_a_text_apart(cast: Cast, settings: Any) -> None:
    """Everybody sends the example of each body with letters taken apart; then every text column of every
    table is looked at."""
    settings.THROTTLE_SCALE = 10_000
    scene, callers, taken = api_scene(cast), people(cast), 0
    for method, path in operations():
        content = schema()["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
        described = content.get("application/json", {})
        body = decompose(described.get("example"), resolved(described.get("schema", {})))
        if APART not in json.dumps(body, ensure_ascii=False):
            continue
        url = address(scene, path)
        for name in ("clara", "wendell", "edith", "max", "otto"):
            if refuses(url, getattr(cast, name), method):
                continue  # before the body is read (test_api_doors.py)
            answer = callers[name].send(
                method, url, headers={}, data=json.dumps(body), content_type="application/json"
            )
            assert answer.status < 500, (method, path)
            taken += answer.status < 300

    assert taken > 25
    assert left() == {}
    assert written() > 15


def written() -> int:
    """How many tables hold the words that were sent."""

    held = 0
    for texts in tables():
        any_of = " OR ".join(f"strpos({column}, %s) > 0" for column in texts.columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {texts.table} WHERE {any_of} LIMIT 1", [WHOLE] * len(texts.columns)
            )
            held += cursor.fetchone() is not None
    return held

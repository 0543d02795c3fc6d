"""The one reader of what addresses and forms say beside the fields of a form class."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict

from project.base import query

from .helpers.parameters import modules

#: Beside the reader and forms: to which functions all that was sent is handed on (module, function).
HANDED_ON = {
    ("catalog/views/services.py", "begun"),
    ("orders/views/version_comparison.py", "_at_url"),
    ("accounts/views/security_centre.py", "activity.read"),
    ("drafts/pages/draft_list.py", "read"),
    ("drafts/views/drafts.py", "chosen_data"),
    ("catalog/views/price_editing.py", "_with_row"),
    ("orders/views/revision_requests.py", "typed_words"),
    ("orders/views/revision_requests.py", "PointRows"),
    ("orders/views/deliveries.py", "_answers"),
    ("orders/views/extensions.py", "make"),
    ("writers/views/fairness.py", "pages.asked_days"),
    ("writers/views/portfolio_directory.py", "directory_page.asked"),
    ("writers/views/portfolio_directory.py", "directory_page.filters"),
    ("writers/views/portfolio_public.py", "directory_page.asked"),
    ("writers/views/portfolio_public.py", "directory_page.filters"),
    ("writers/views/rubrics.py", "typed_rows"),
    ("support/views/sla_policies.py", "PolicyInput"),
    ("support/views/reports.py", "behind"),
    ("support/views/breaches.py", "found_breaches"),
    ("agencies/views/acceptances.py", "pages.wanted_of"),
    ("billing/pages/invoice_list.py", "wanted_of"),
    ("billing/pages/unbilled.py", "wanted_orders"),
    ("billing/views/receivables.py", "wanted_of"),
    ("billing/views/receivables.py", "unbilled.wanted_orders"),
    ("billing/views/statements.py", "statement_parts"),
    ("support/views/disputes_desk.py", "wanted_of"),
    ("cohorts/views/classes.py", "class_page"),
}
#: The ground itself: characters that cannot be read, the address of the next page, what the log hides, and
#: what a 503 gives back.
GROUND = {"project/middleware/host.py", "project/base/paging.py", "project/logging.py", "project/outages.py"}


def given(text: str) -> QueryDict:
    return QueryDict(text)


@pytest.mark.parametrize("sent", ["x=a%00b", "x=%ED%A0%80%00", "y=1", "", "x="])
def test_what_cannot_be_read_counts_as_not_given(sent: str) -> None:
    data = given(sent)

    assert query.verbatim(data, "x", most=10) == ""
    assert query.text(data, "x") == ""
    assert query.words(data, "x") == []
    assert query.choice(data, "x", ("a", "b"), "a") == "a"
    assert query.number(data, "x", otherwise=7) == 7
    assert query.public_id(data, "x") == ""
    assert query.values(data, "x") == []
    assert query.order_numbers(data, "x") == []


@pytest.mark.parametrize("typed", ["-1", "1_0", "٣", "1.0", "1e3", " 1", "9" * 30, "100000000", "0x1", "１"])
def test_a_number_is_digits_within_its_range(typed: str) -> None:
    data = QueryDict(mutable=True)
    data["x"] = typed

    assert query.number(data, "x") == 0


def test_what_is_well_is_returned() -> None:
    data = given("t=%20two%20words%20&n=42&id=abcdefgh23&n2=007&go=")

    assert query.text(data, "t") == "two words"
    assert query.text(data, "t", most=4) == "two"
    assert query.words(data, "t") == ["two", "words"]
    assert (query.number(data, "n"), query.number(data, "n2"), query.number(data, "n", most=41)) == (42, 7, 0)
    assert query.public_id(data, "id") == "abcdefgh23"
    assert query.choice(data, "n", {"42": None}) == "42"
    assert (query.has(data, "go"), query.has(data, "gone")) == (True, False)


@pytest.mark.parametrize(
    "typed", ["", "x", "abcdefgh2", "abcdefgh234", "ABCDEFGH23", "abcdefgh1a", "abcdefgh23\n"]
)
def test_a_public_id_is_one_of_ours(typed: str) -> None:
    data = QueryDict(mutable=True)
    data["id"] = typed

    assert query.public_id(data, "id") == ""


def test_a_list_has_each_value_once_and_an_end() -> None:
    data = given("n=INK-2026-00002&n=x&n=INK-2026-00001&n=INK-2026-00002&n=a%00b&n=" + "9" * 100)

    assert query.order_numbers(data, "n") == ["INK-2026-00002", "INK-2026-00001"]
    assert query.order_numbers(data, "n", most=1) == ["INK-2026-00002"]
    assert query.values(data, "n") == ["INK-2026-00002", "x", "INK-2026-00001"]
    assert query.values(data, "n", re.compile("[a-z]")) == ["x"]


def test_words_are_few_and_short() -> None:
    data = QueryDict(mutable=True)
    data["q"] = " ".join("abcdefghijklmnopqrstuvwxyz")

    assert query.words(data) == list("abcdefgh")


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def raw_reads(path: str, tree: ast.Module) -> Iterator[str]:
    """Where a module looks into request.GET or request.POST by itself, or at a list that was sent."""
    above = parents(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "getlist" and path != "project/base/query.py":
            yield f"{path}:{node.lineno} getlist"
        if not (isinstance(node, ast.Attribute) and node.attr in ("GET", "POST") and _is_request(node.value)):
            continue
        holder, inner = above[node], node
        while isinstance(holder, ast.IfExp):
            holder, inner = above[holder], holder
        if isinstance(holder, ast.Call) and inner is not holder.func and _may_take(path, holder.func):
            continue
        if isinstance(holder, ast.Assign | ast.Return):
            continue  # `data = request.POST if …`: held_reads finds what looks into it
        yield f"{path}:{node.lineno} {ast.unparse(holder)[:60]}"


def _is_request(node: ast.AST) -> bool:
    return ast.unparse(node) in ("request", "self.request")


def _may_take(path: str, called: ast.expr) -> bool:
    name = ast.unparse(called)
    to_form = re.search(r"(Form|form|forms|forms_of|answer_forms)$", name.rpartition(".")[2])
    return name.startswith("query.") or bool(to_form) or (path, name) in HANDED_ON


def held_reads(path: str, tree: ast.Module) -> Iterator[str]:
    """Where a variable that holds what was sent is looked into by hand."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        held = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            and re.search(r"request\.(GET|POST)\b(?!\.)", ast.unparse(node.value))
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value, ast.IfExp | ast.Attribute)
        }
        for node in ast.walk(function):
            looks = (
                isinstance(node, ast.Attribute) and node.attr in ("get", "items", "lists", "dict", "values")
            ) or (isinstance(node, ast.Subscript))
            value: Any = getattr(node, "value", None)
            if looks and isinstance(value, ast.Name) and value.id in held:
                yield f"{path}:{node.lineno} {ast.unparse(node)}"


def test_nobody_looks_into_what_was_sent_by_hand() -> None:
    found = [
        line
        for path, tree in modules(r"\b(?:GET|POST|getlist)\b")
        if path not in GROUND
        for line in (*raw_reads(path, tree), *held_reads(path, tree))
    ]

    assert found == []


def test_the_search_finds_what_is_read_by_hand() -> None:
    planted = ast.parse(
        "def view(request):\n"
        "    a = request.GET.get('a')\n"
        "    b = request.POST['b'] if 'b' in request.POST else ''\n"
        "    c = request.GET if x else request.POST\n"
        "    d = c.get('d')\n"
        "    e = c.getlist('e')\n"
        "    f = query.text(request.GET, 'f')\n"
        "    g = NameForm(request.POST if request.method == 'POST' else None)\n"
    )

    lines = [line.split(" ")[0] for line in (*raw_reads("x.py", planted), *held_reads("x.py", planted))]
    assert sorted(set(lines)) == ["x.py:2", "x.py:3", "x.py:5", "x.py:6"]


#: What gives a queryset.
ROWS = {"filter", "exclude", "visible_to", "all", "annotate", "none"}


def joined_querysets(tree: ast.AST) -> Iterator[int]:
    """Lines where querysets, not conditions, are joined with `|`: each repeats the whole query."""
    for node in ast.walk(tree):
        sides = [node.left, node.right] if isinstance(node, ast.BinOp) else []
        sides = [node.target, node.value] if isinstance(node, ast.AugAssign) else sides
        calls = [
            side.func.attr
            for side in sides
            if isinstance(side, ast.Call) and isinstance(side.func, ast.Attribute)
        ]
        if isinstance(getattr(node, "op", None), ast.BitOr) and ROWS.intersection(calls):
            yield node.lineno  # type: ignore[attr-defined]


def test_no_queries_are_joined() -> None:
    written = rf"(?s)\|.*\.(?:{'|'.join(ROWS)})\(|\.(?:{'|'.join(ROWS)})\(.*\|"
    found = [f"{path}:{line}" for path, tree in modules(written) for line in joined_querysets(tree)]

    assert found == []
    planted = ast.parse("a = b.filter(c) | b.filter(d)\na |= b.exclude(e)\nf = Q(g) | Q(h)")
    assert sorted(joined_querysets(planted)) == [1, 2]

"""What bin/bench makes of its samples: ratios, growth, a floor that is right, complaints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import judging, plot, reporting
from bench.measuring import Sample, Target
from bench.pages import BARE, LIST, ONE, Goal, Page
from bench.processes import Web
from bench.results import Results, Spread, refuse_ratios
from bench.visiting import Answer
from project.launcher.say import Refusal

DESK = Page("desk", "orders:desk", "manager", goal=Goal(LIST, 0.6, kilobytes=4.4), grows=1.25)
#: About as long, and as easily compressed, as the list of the floor.
BODY = b"".join(b'<td class="text-nowrap">%d</td>' % (number * 7919 % 999_983) for number in range(740))


def target(page: Page, house: str, costs: Sequence[float], queries: int = 3) -> Target:
    samples = [Sample(web=cost * 0.75, postgres=cost * 0.25) for cost in costs]
    ask = lambda: Answer(200, {}, b"")  # noqa: E731
    return Target(page, house, Web(0, 0), ask, samples, queries, raw=9000, sent=4000, status=200)


def results(*targets: Target, ones: Sequence[float] = (1, 1, 2)) -> Results:
    floor = [
        target(Page(label, ""), "", costs)
        for label, costs in ((ONE, ones), (LIST, (10, 10, 20)), (BARE, (3, 3, 6)))
    ]
    return Results([*floor, *targets], rounds=3)


def test_a_ratio_is_taken_within_each_round() -> None:
    row = results(target(DESK, "middle", (5, 6, 14))).rows["desk", "middle"]

    assert row.ratios["list"] == Spread(0.6, 0.5, 0.7)
    assert row.ratios["one"] == Spread(6, 5, 7)


def test_growth_is_the_cost_in_the_largest_in_times_of_the_smallest() -> None:
    found = results(target(DESK, "small", (5, 5, 10)), target(DESK, "large", (10, 15, 20)))

    assert found.growth("desk") == Spread(2, 2, 3)
    assert results(target(DESK, "small", (5, 5, 10))).growth("desk") is None


def test_a_floor_that_is_right_is_no_problem() -> None:
    assert results().problems_of_floor(BODY) == []


@pytest.mark.parametrize(
    ("ones", "body", "said"),
    [
        ((2, 2, 4), BODY, "cost in pages of one row"),
        ((1, 1, 2), BODY[:20_000], "bytes"),
        ((1, 1, 2), b"x" * 26_000, "compressed"),
    ],
)
def test_beside_any_other_floor_there_are_no_ratios(ones: Sequence[float], body: bytes, said: str) -> None:
    problems = results(ones=ones).problems_of_floor(body)

    assert said in " ".join(problems)
    with pytest.raises(Refusal, match="no ratios"):
        refuse_ratios(problems)


def test_a_floor_with_another_query_is_none() -> None:
    found = results()
    found.floor[LIST].queries = 4

    assert "queries" in found.problems_of_floor(BODY)[0]


def test_goals_say_what_was_reached() -> None:
    found = results(
        target(DESK, "small", (4, 4, 8)),
        target(DESK, "middle", (5, 5, 10)),
        target(DESK, "large", (8, 8, 16)),
    )

    rows = {(row[0], row[2]): (row[3], row[5]) for row in reporting.goals(found)}

    assert rows["desk", "list page"] == ("0.6", "yes")
    assert rows["desk", "sent"] == ("4.4 kB", "yes")
    assert rows["desk", "100 times the orders"] == ("1.25", "no")


def test_dearer_than_its_bar_allows_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "bars", lambda: {"desk": {"small": 0.5, "middle": 0.39}})

    found = judging.complaints(results(target(DESK, "small", (5, 5, 9)), target(DESK, "middle", (5, 5, 10))))

    assert [sentence.split(":")[0] for sentence in found] == ["desk in middle"]


def test_more_queries_with_more_orders_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "bars", dict)

    found = judging.complaints(
        results(target(DESK, "small", (5, 5, 5), queries=4), target(DESK, "middle", (5, 5, 5), queries=5))
    )

    assert found == ["desk: 5 queries in middle, 4 in small."]


def test_parts_go_between_their_marks_and_nowhere_else(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("# Title\n\n<!-- written by bin/bench: goals -->\nold\n<!-- end: goals -->\n\nEnd\n")

    reporting.write(document, {"goals": "new"})

    assert document.read_text() == (
        "# Title\n\n<!-- written by bin/bench: goals -->\n\nnew\n\n<!-- end: goals -->\n\nEnd\n"
    )
    with pytest.raises(ValueError, match="no place for pages"):
        reporting.write(document, {"pages": "new"})


def test_the_plot_has_a_bar_for_each_size() -> None:
    found = results(target(DESK, "small", (4, 4, 8)), target(DESK, "large", (5, 5, 10)))

    assert plot.svg(found).count("<rect") == 1 + 2 + 2

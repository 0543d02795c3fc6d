"""Every page has its place in bin/bench: measured, or excused in words."""

from __future__ import annotations

import pytest

from bench import coverage, excused, scene
from bench.other_pages import OTHERS
from bench.pages import GOALS


def test_every_page_of_the_table_of_doors_is_measured_or_excused() -> None:
    assert coverage.missing() == []


def test_nothing_else_is_and_nothing_is_both() -> None:
    assert coverage.unknown() == []


def test_a_page_that_is_forgotten_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {words: names for words, names in excused.EXCUSED.items() if "workspace" not in names}
    monkeypatch.setattr(coverage, "EXCUSED", left)

    assert "workspace" in coverage.missing()


def test_the_address_of_each_row_can_be_filled_in() -> None:
    unknown = {page.scene for page in (*GOALS, *OTHERS)} - scene.NAMES

    assert unknown == set()


def test_each_row_has_a_name_of_its_own() -> None:
    labels = [page.label for page in (*GOALS, *OTHERS)]

    assert len(labels) == len(set(labels))

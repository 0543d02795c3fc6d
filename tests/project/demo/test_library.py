"""The demo's commissions are real texts that fit together."""

import random
import re
from difflib import SequenceMatcher

import pytest

from catalog.actions.starter_catalog import LANGUAGES, QUALITIES, SERVICES, SUBJECTS
from orders.models.revisions import Severity
from project.base.words import count_words
from project.demo import library

COMMISSIONS = library.load()
DRAFTS = library.load_drafts()
EVERYTHING = [*COMMISSIONS, *DRAFTS]
LIMITS = {"title": 160, "audience": 200, "purpose": 200, "format": 80, "citation_style": 40, "tone": 120}


def by_key(things):
    return {"argvalues": things, "ids": [thing.key for thing in things]}


each_commission = pytest.mark.parametrize("commission", **by_key(COMMISSIONS))
each_written = pytest.mark.parametrize("written", **by_key(EVERYTHING))


def texts_of(written):
    points = [text for point in getattr(written, "points", ()) for text in vars(point).values()]
    return [value for value in vars(written).values() if isinstance(value, str)] + points


def test_the_library_is_large_enough_and_keys_are_unique():
    assert len(COMMISSIONS) >= 30
    assert len(DRAFTS) >= 10
    assert len({written.key for written in EVERYTHING}) == len(EVERYTHING)


def test_every_service_and_subject_occurs():
    assert {commission.service for commission in COMMISSIONS} == {row[0] for row in SERVICES}
    assert {commission.subject for commission in COMMISSIONS} == {row[0] for row in SUBJECTS}


@each_commission
def test_a_commission_can_be_ordered_from_the_starter_catalog(commission):
    least, most = {row[0]: (row[4], row[5]) for row in SERVICES}[commission.service]

    assert least <= commission.quantity <= most
    assert commission.quality in {row[0] for row in QUALITIES}
    assert commission.locale in dict(LANGUAGES)
    assert commission.source_locale in {"", *dict(LANGUAGES)} - {commission.locale}
    assert (commission.service == "translation") == bool(commission.source_locale)
    assert commission.severity in Severity.values
    assert all((commission.format, commission.audience, commission.purpose, commission.references))


@each_commission
def test_its_texts_are_long_enough(commission):
    assert 80 <= count_words(commission.brief) <= 200
    assert count_words(commission.delivery) >= 180
    assert count_words(commission.delivery_2) >= 180
    assert all((commission.editor_note, commission.client_note, commission.writer_note))


@each_commission
def test_the_second_delivery_is_an_edit_of_the_first(commission):
    old, new = (re.findall(r"\w+", text) for text in (commission.delivery, commission.delivery_2))

    assert 0.6 < SequenceMatcher(None, old, new, autojunk=False).ratio() < 0.995


@each_commission
def test_revision_points_are_complete_and_name_places_of_the_first_delivery(commission):
    assert 2 <= len(commission.points) <= 4
    assert any(point.need == "must" for point in commission.points)
    for point in commission.points:
        assert all(vars(point).values())
        assert point.place.strip('"') in commission.delivery
        assert point.answer == "done" or point.need == "nice"


@each_commission
def test_a_sentence_that_had_to_be_changed_is_gone_from_the_second_delivery(commission):
    musts = [point.place for point in commission.points if point.need == "must"]
    sentences = [place.strip('"') for place in musts if place.endswith('."')]

    assert [sentence for sentence in sentences if sentence in commission.delivery_2] == []


@each_written
def test_slots_are_filled_and_fields_fit_their_columns(written):
    for seed in range(12):
        varied = written.vary(random.Random(seed))

        assert not [text for text in texts_of(varied) if re.search(r"[{}]|\[\[|\]\]", text)]
        assert all(len(getattr(varied, name)) <= limit for name, limit in LIMITS.items())
        assert len(getattr(varied, "revision_summary", "")) <= 160
        assert all(len(point.place) <= 300 for point in getattr(varied, "points", ()))


@each_written
def test_every_slot_used_has_values_and_every_company_is_known(written):
    used = {name.lower() for text in texts_of(written) for name in re.findall(r"\{(\w+)\}", text)}

    assert used <= {name for name, _values in written.choices}
    assert set(written.companies) <= {company.name for company in library.COMPANIES}


def test_facts_given_win_over_drawn_ones():
    commission = next(one for one in COMMISSIONS if one.key == "pantry-newsletter")

    varied = commission.vary(random.Random(1), library.Facts(month="July"))

    assert varied.facts.month == "July"
    assert varied.title.startswith("Open Larder newsletter, July issue, ")
    assert commission.title.startswith("{company}")


def test_the_same_seed_draws_the_same_and_titles_hardly_repeat():
    drawn = library.draw(random.Random(7), 200)

    assert drawn == library.draw(random.Random(7), 200)
    assert len({commission.title for commission in drawn}) >= 160
    assert len({commission.title for commission in drawn[:60]}) == 60
    assert {commission.key for commission in drawn} == {commission.key for commission in COMMISSIONS}


def test_every_company_has_something_to_order():
    assert [company.name for company in library.COMPANIES if not library.of_company(company.name)] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [("key: other", "its key is 'other'"), ("key: broken", "nothing under Delivery, Delivery 2")],
)
def test_a_broken_file_is_named(tmp_path, monkeypatch, line, words):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "broken.md").write_text(
        f"---\n{line}\n---\n## Brief\n\nSomething.\n", encoding="utf-8"
    )
    monkeypatch.setattr(library, "HERE", tmp_path)

    with pytest.raises(ValueError, match=f"broken.md: {words}"):
        library.load.__wrapped__()

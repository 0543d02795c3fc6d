"""Rubrics: version by version."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from catalog.models import ServiceType
from project.base.errors import Invalid, NotAllowed, Stale
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story
from tests.writers.helpers.reviews import level
from writers.actions.feedback import Said
from writers.actions.feedback_verdict import judge_with_feedback
from writers.actions.rubrics import CriterionSaid, LevelSaid, archive_rubric, publish_rubric, said_by
from writers.models import Feedback, Rubric
from writers.querysets.rubrics import judged_by

pytestmark = pytest.mark.django_db
STEPS = (LevelSaid(3, "Needs work"), LevelSaid(3, "Good", "Nothing to add"))
STRUCTURE = CriterionSaid("Structure", "One thought a paragraph", "quality", STEPS)
SOURCES = CriterionSaid("Sources", levels=STEPS)


def publish(cast: Cast, *criteria: CriterionSaid, who: str = "max", **changed: Any) -> Rubric:
    given: dict[str, Any] = {"service": None, "base": 0, "now": START, **changed}
    return publish_rubric(actor=getattr(cast, who), criteria=criteria or (STRUCTURE,), **given)


def a_service(cast: Cast) -> ServiceType:
    return ServiceType.objects.filter(agency=cast.inkwell).order_by("pk")[0]


def test_a_change_is_the_next_version_and_archives_the_one_before(cast: Cast) -> None:
    first = publish(cast)

    second = publish(cast, STRUCTURE, SOURCES, base=1)

    first.refresh_from_db()
    assert (first.number, first.retired_at, second.number, second.retired_at) == (1, START, 2, None)
    assert said_by(first) == [STRUCTURE] and said_by(second) == [STRUCTURE, SOURCES]


def test_the_same_again_is_no_new_version(cast: Cast) -> None:
    assert publish(cast) == publish(cast) == publish(cast, base=1)


def test_what_was_made_from_an_older_version_is_refused(cast: Cast) -> None:
    publish(cast)

    with pytest.raises(Stale):
        publish(cast, SOURCES, base=0)


def test_an_archived_rubric_goes_on_counting_its_versions(cast: Cast) -> None:
    first = publish(cast)
    for _click in range(2):
        archive_rubric(actor=cast.otto, rubric=first, now=START)

    assert publish(cast, SOURCES, base=0).number == 2


@pytest.mark.parametrize(
    "criteria",
    [
        [],
        [CriterionSaid("Structure", levels=STEPS[:1])],
        [CriterionSaid("Structure", levels=STEPS * 4)],
        [STRUCTURE, CriterionSaid("structure", levels=STEPS)],
        [CriterionSaid("", levels=STEPS)],
        [CriterionSaid("Structure", levels=(LevelSaid(6, "Best"), *STEPS))],
        [CriterionSaid(str(n), levels=STEPS) for n in range(13)],
    ],
)
def test_what_no_rubric_can_be(cast: Cast, criteria: list[CriterionSaid]) -> None:
    with pytest.raises(Invalid) as refused:
        publish_rubric(actor=cast.max, service=None, criteria=criteria, base=0, now=START)
    assert list(refused.value.errors) == ["criteria"] and not Rubric.objects.exists()


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam", "nora"])
def test_management_alone_publishes_and_archives(cast: Cast, name: str) -> None:
    rubric = publish(cast)
    with pytest.raises(NotAllowed):
        publish(cast, SOURCES, who=name, base=1)
    with pytest.raises(NotAllowed):
        archive_rubric(actor=getattr(cast, name), rubric=rubric, now=START)


def test_who_reads_rubrics(cast: Cast) -> None:
    publish(cast)
    readers = {name for name, who in cast.everybody.items() if Rubric.objects.visible_to(who).exists()}

    assert readers == {"edith", "wendell", "wanda", "max", "otto"}


def test_a_service_without_its_own_is_judged_by_the_general_one(cast: Cast) -> None:
    story = Story(cast).claimed()
    assert judged_by(cast.edith, story.order) is None
    general = publish(cast)
    other = ServiceType.objects.filter(agency=cast.inkwell).exclude(pk=story.order.service_id)[0]
    publish(cast, SOURCES, service=other)
    found = judged_by(cast.edith, story.order)
    assert found and found.rubric == general

    own = publish(cast, SOURCES, service=story.order.service)

    found = judged_by(cast.edith, story.order)
    assert found and found.rubric == own
    archive_rubric(actor=cast.max, rubric=own, now=START)
    found = judged_by(cast.edith, story.order)
    assert found and found.rubric == general


def test_a_later_version_changes_no_feedback(cast: Cast) -> None:
    story, first = Story(cast).claimed(), publish(cast)
    said = Said({"overall": 4})
    chosen = [level(first, 1, 2)]
    judge_with_feedback(
        actor=cast.edith, number=1, approve=True, note="", said=said, levels=chosen, **story.tick()
    )

    publish(cast, CriterionSaid("Structure", levels=(LevelSaid(1, "Bad"), LevelSaid(5, "Fine"))), base=1)

    feedback = Feedback.objects.get()
    kept = feedback.levels.get()
    assert (feedback.rubric, kept.level.name, kept.points) == (first, "Good", 3)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("base", [0, 1])
def test_two_publishers_at_once(base: int) -> None:
    for _round in each_round(2):
        cast = load_cast()
        if base:
            publish(cast)
        criteria = [CriterionSaid(f"Criterion {n}", levels=STEPS) for n in range(6)]

        results = race([partial(publish, cast, each, base=base) for each in criteria])

        assert kinds(results) == {"Rubric": 1, "Stale": 5}
        assert Rubric.objects.filter(retired_at=None).count() == 1

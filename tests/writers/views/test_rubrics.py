"""Rubrics at the desk: plain rows, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.models import ServiceType
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of
from tests.writers.helpers.reviews import stored_rubric
from writers.actions.rubrics import said_by
from writers.models import Rubric

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
GENERAL = "/desk/rubrics/general/"


def typed(*names: str, base: int = 0, **more: Any) -> dict[str, Any]:
    """Criteria with two levels each."""
    found: dict[str, Any] = {"base": base, "rows": ",".join("2" for _name in names), **more}
    for place, name in enumerate(names):
        found[f"criterion-{place}-name"] = name
        for step, (level, points) in enumerate((("Needs work", 2), ("Good", 4))):
            found[f"level-{place}-{step}-name"] = level
            found[f"level-{place}-{step}-points"] = points
    return found


def test_rows_are_added_and_published(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)
    assert 'name="level-0-2-name"' in client.get(GENERAL).content.decode()

    more = client.post(GENERAL, typed("CRITERION-KEPT", do="more")).content.decode()
    assert "CRITERION-KEPT" in more and 'name="level-1-2-name"' in more and not Rubric.objects.exists()
    wider = client.post(GENERAL, typed("CRITERION-KEPT", add_level="0")).content.decode()
    assert "CRITERION-KEPT" in wider and 'name="level-0-2-name"' in wider
    answer = client.post(GENERAL, typed("Structure", "Sources", "", do="publish"))

    # A row whose name is empty has levels that are typed: it is not left out silently.
    assert answer.status_code == 422 and "Enter a name" in words_of(answer)
    assert client.post(GENERAL, typed("Structure", "Sources", do="publish")).status_code == 302
    assert [each.name for each in said_by(Rubric.objects.get())] == ["Structure", "Sources"]


def test_what_was_published_meanwhile_stands_beside_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    stored_rubric(cast)

    answer = sign_in(cast.max).post(GENERAL, typed("TYPED-KEPT", do="publish"))

    html = answer.content.decode()
    assert answer.status_code == 409 and "TYPED-KEPT" in html and "Published in the meantime" in html
    assert 'name="base" value="1"' in html


def test_old_versions_stay_readable_and_the_current_one_is_archived(cast: Cast, sign_in: SignIn) -> None:
    client, first = sign_in(cast.otto), stored_rubric(cast)
    client.post(GENERAL, typed("Voice", do="publish", base=1))

    assert "Structure" in words_of(client.get(f"/desk/rubrics/versions/{first.public_id}/"))
    newest = Rubric.objects.get(number=2)
    client.post(f"/desk/rubrics/versions/{newest.public_id}/archive/")
    assert not Rubric.objects.filter(retired_at=None).exists()


def test_a_service_has_its_own(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)

    assert client.post("/desk/rubrics/services/article/", typed("Voice")).status_code == 302

    made = Rubric.objects.get().service
    assert made and made.key == "article" and "Voice" not in words_of(client.get("/desk/rubrics/"))
    assert client.get("/desk/rubrics/services/nothing/").status_code == 404


def test_many_cost_as_many_queries_as_one(cast: Cast, sign_in: SignIn) -> None:
    client, counted = sign_in(cast.max), []
    for service in (None, *ServiceType.objects.filter(agency=cast.inkwell)[:2]):
        stored_rubric(cast, service)
        client.get("/desk/rubrics/")
        counted.append((queries_of(client, "/desk/rubrics/"), queries_of(client, GENERAL)))

    assert len(set(counted)) == 1

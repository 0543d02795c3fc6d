"""Writers and editor of a class, on its page and by the API."""

from __future__ import annotations

from typing import Any

import pytest

from cohorts.actions.assignment import share_out
from cohorts.models import Cohort, CohortWriter
from tests.cohorts.helpers.classes import placed, ready
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db


def sent(*rows: tuple[str, str], editor: str = "") -> dict[str, Any]:
    data = {"editor": editor}
    for at, (writer, share) in enumerate(rows):
        data |= {f"writer-{at}": writer, f"share-{at}": share}
    return data


def url(cohort: Cohort) -> str:
    return f"/classes/{cohort.public_id}/writers/"


def test_the_page_saves_and_keeps_what_is_typed(cast: Cast) -> None:
    cohort, client = placed(cast), browser(cast.max)
    wendell, wanda = (cast.wendell.membership.public_id, cast.wanda.membership.public_id)

    wrong = client.post(url(cohort), sent((wendell, "60"), editor=cast.edith.membership.public_id))
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "The shares come to 60%" in text and 'value="60"' in text
    half = client.post(url(cohort), sent((wendell, "")))
    assert half.status_code == 422 and "Fill in both fields" in half.content.decode()
    strange = client.post(url(cohort), sent(("aaaaaaaaaa", "100"), editor="bbbbbbbbbb"))
    assert strange.content.decode().count("Choose an option from the list.") >= 2
    assert not CohortWriter.objects.exists()

    editor = cast.edith.membership.public_id
    saved = client.post(url(cohort), sent((wendell, "60 %"), (wanda, "40"), editor=editor))
    assert saved.status_code == 302
    shown = client.get(url(cohort)).content.decode()
    assert "Has 0 of at most 2 orders." in shown and 'value="60"' in shown
    assert f'<option value="{editor}" selected>' in shown
    assert "Writers" in client.get(f"/classes/{cohort.public_id}/").content.decode()
    assert url(cohort) in client.get(f"/classes/{cohort.public_id}/").content.decode()
    assert url(cohort) not in browser(cast.clara).get(f"/classes/{cohort.public_id}/").content.decode()


def test_a_gap_after_somebody_left_is_told(cast: Cast) -> None:
    cohort = ready(cast)
    both = [(cast.wendell.membership, 50), (cast.wanda.membership, 50)]
    share_out(actor=cast.max, cohort=cohort, shares=both, editor=None, now=START)
    CohortWriter.objects.filter(writer=cast.wanda.membership).delete()
    assert "come to 50%" in browser(cast.max).get(url(cohort)).content.decode()


def test_as_many_queries_for_two_as_for_one(cast: Cast) -> None:
    cohort, client = placed(cast), browser(cast.max)
    share_out(actor=cast.max, cohort=cohort, shares=[(cast.wendell.membership, 100)], editor=None, now=START)
    one = queries_of(client, url(cohort))
    both = [(cast.wendell.membership, 60), (cast.wanda.membership, 60)]
    share_out(actor=cast.max, cohort=cohort, shares=both, editor=None, now=START)
    assert queries_of(client, url(cohort)) == one


def test_by_the_api(cast: Cast) -> None:
    cohort, api = placed(cast), Api(cast.max)
    path = f"orders/classes/{cohort.public_id}/assignment/"
    assert api.get(path).json == {"writers": [], "editor": None, "orders": 0}
    wendell, edith = cast.wendell.membership.public_id, cast.edith.membership.public_id
    said = {"writers": [{"writer": wendell, "share": 100}], "editor": edith}
    for _again in range(2):
        told = api.put(path, said).json
    row = {
        "writer": wendell,
        "name": cast.wendell.membership.public_name,
        "share": 100,
        "most": 3,
        "taken": 0,
    }
    assert told == {"writers": [row], "editor": edith, "orders": 3} == api.get(path).json
    short = api.put(path, {"writers": [{"writer": wendell, "share": 50}], "editor": None})
    assert short.status == 400 and "50%" in short.json["errors"]["writers"][0]
    foreign = api.put(path, {"writers": [], "editor": cast.mara.membership.public_id})
    assert foreign.status == 400 and "editor" in foreign.json["errors"]
    for who, status in (("clara", 403), ("sam", 403), ("wendell", 403), ("mara", 404)):
        assert Api(getattr(cast, who)).get(path).status == status

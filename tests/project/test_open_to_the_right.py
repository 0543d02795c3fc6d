"""An app to the right adds a verb with its state, a panel, a tile, a sentence, a mail, a search result and a
menu entry, and nothing in orders/ names it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.template import Engine
from django.template.loaders.locmem import Loader
from django.test import Client
from django.urls import include, path

from orders.actions.moving import ORDERS
from orders.hooks.verbs import order_verbs
from orders.pages import diagram
from orders.states.orders import State
from project.base.errors import NotAllowed, WrongState
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.post import Post, phrases
from tests.orders.helpers.support import url_of
from tests.project.helpers import throwaway

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
#: The address book of the installation, with the app's own beside it.
urlpatterns = [path("", include(throwaway)), path("", include("project.urls"))]
handler404, handler500 = "project.errors.page_not_found", "project.errors.server_error"


@pytest.fixture(autouse=True)
def installed(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app as if it stood in INSTALLED_APPS, and taken out again."""
    before = [{name for name, _entry in registry.items()} for registry in throwaway.REGISTRIES]
    settings.ROOT_URLCONF = __name__
    engine = Engine.get_default()
    templates = {"throwaway/_complaint.html": "<p>About {{ panel.about }}: what went wrong?</p>"}
    monkeypatch.setattr(engine, "template_loaders", [Loader(engine, templates), *engine.template_loaders])
    # Disputes wait in the same state, and would speak first.
    settling = order_verbs["settle_dispute"]
    order_verbs.forget("settle_dispute")
    throwaway.ready()
    yield
    order_verbs.register("settle_dispute", settling)
    for registry, names in zip(throwaway.REGISTRIES, before, strict=True):
        for name, _entry in registry.items():
            if name not in names:
                registry.forget(name)


def test_a_verb_with_its_state_goes_through_the_one_table(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).delivered()

    page = words_of(sign_in(cast.clara).get(url_of(story.order)))
    answer = sign_in(cast.clara).post(url_of(story.order, "complaint/"))

    assert "Complain" in page and answer.status_code == 302
    assert story.reread().order.state == State.DISPUTED
    assert sign_in(cast.wendell).post(url_of(story.order, "complaint/")).status_code == 403
    again = sign_in(cast.clara).post(url_of(story.order, "complaint/"))
    assert again.status_code == 302 and story.order.events.filter(verb="complain").count() == 1


def test_its_guard_and_its_right_are_asked(cast: Cast) -> None:
    order = Story(cast).delivered().order
    order.title = "Abc"

    assert ORDERS.why_not("complain", order) == "Too short a title to complain about."
    with pytest.raises(NotAllowed):
        throwaway.complain(actor=cast.wendell, order=order, now=order.delivered_at)
    with pytest.raises(WrongState, match="This is only possible while the state is “Delivered”"):
        throwaway.complain(actor=cast.clara, order=Story(cast).in_progress().order, now=order.delivered_at)


def test_the_order_page_says_whose_turn_it_is_shows_the_panel_and_the_sentence(
    cast: Cast, sign_in: SignIn
) -> None:
    story = Story(cast).delivered()
    throwaway.complain(actor=cast.clara, **story.tick())

    desk, client = (words_of(sign_in(person).get(url_of(story.order))) for person in (cast.max, cast.clara))

    assert "settle the complaint." in desk and "Settle it" in desk
    assert f"About {story.order.number}: what went wrong?" in desk and "complained about the work" in desk
    assert "settle the complaint." not in client and "You complained about the work" in client
    sign_in(cast.max).post(url_of(story.order, "complaint/end/"))
    assert story.reread().order.state == State.DELIVERED


def test_the_desk_counts_it_in_its_one_query_and_finds_it_in_menu_and_search(
    cast: Cast, sign_in: SignIn
) -> None:
    story = Story(cast, title="Harbour walks").delivered()
    throwaway.complain(actor=cast.clara, **story.tick())
    client = sign_in(cast.max)

    desk, found = words_of(client.get("/desk/")), words_of(client.get("/search/?q=harbour"))

    assert "Complaints 1" in desk
    assert desk.index("Invoices") < desk.index("Complaints")
    assert "Complaint about Harbour walks" in found
    assert "Complaint about" not in words_of(sign_in(cast.nora).get("/search/?q=harbour"))


def test_whom_it_concerns_is_written_to_in_its_words_once(cast: Cast, post: Post) -> None:
    story = Story(cast).delivered()
    post.skip()
    throwaway.complain(actor=cast.clara, **story.tick())

    mails = post.empty(times=2)

    assert phrases(mails) == dict.fromkeys(mails, "Complaint") and {"max", "otto"} <= set(mails)
    assert "complained about the work" in mails["max"].text


def test_the_docs_would_show_it(cast: Cast) -> None:
    page = diagram.generated()

    assert "delivered --> disputed: complain" in page and "disputed --> delivered: settle_complaint" in page
    assert "| `settle_complaint` | support, manager, owner |" in page


def test_no_module_of_an_app_names_it() -> None:
    found = subprocess.run(
        ["git", "grep", "-lEi", "complain|throwaway", "--", "orders", "project/base"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    assert found == ""

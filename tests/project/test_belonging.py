"""An address that takes POST alone leads whoever opens it to the page that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from project.base import access
from project.belonging import PAGE_OF
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import make_draft, place_order
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def doors(resolver: Any = None, space: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from doors(pattern, inner)
        elif pattern.name:
            yield space + pattern.name, pattern.callback


def methods(view: Any) -> list[str]:
    """What `require_http_methods` says of a view; nothing where it says nothing."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            value = cell.cell_contents
            if isinstance(value, (list, tuple)) and value and all(str(name).isupper() for name in value):
                return list(value)
        view = getattr(view, "__wrapped__", None)
    return []


def posts() -> set[str]:
    return {
        name
        for name, view in doors()
        if methods(view) == ["POST"] and getattr(view, "access", "") != access.API
    }


def test_each_address_that_takes_post_alone_says_its_page() -> None:
    assert posts() == PAGE_OF.keys()


def test_each_page_takes_get() -> None:
    known = dict(doors())

    assert {page for page in PAGE_OF.values() if methods(known[page]) == ["POST"]} == set()


def test_whoever_sees_the_page_is_led_there(cast: Cast) -> None:
    order = place_order(cast.clara)
    pages = {"orders:order_accept": "orders:order", "orders:order_payment": "orders:order_ledger"}

    for name, page in pages.items():
        for ask in (browser(cast.sam).get, browser(cast.sam).head):
            answer = ask(reverse(name, args=[order.number]))
            assert (answer.status_code, answer.url) == (302, reverse(page, args=[order.number]))
    followed = browser(cast.clara).get(reverse("orders:order_accept", args=[order.number]), follow=True)
    assert followed.status_code == 200 and order.number in followed.text


def test_whoever_does_not_see_it_learns_nothing(cast: Cast) -> None:
    order = place_order(cast.clara)
    address = reverse("orders:order_accept", args=[order.number])

    assert browser(cast.nick).get(address, follow=True).status_code == 404
    assert browser(None, cast.inkwell).get(address).url.startswith("/accounts/sign-in/")
    assert browser(cast.clara).get("/desk/people/invitations/abc/withdraw/").status_code == 403


def test_parts_of_the_address_that_the_page_lacks_are_left_out(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    address = reverse("drafts:draft_file_remove", args=[draft.public_id, "abcdefghjk"])

    assert browser(cast.clara).get(address).url == reverse("drafts:draft", args=[draft.public_id])


def test_programs_and_other_methods_are_refused_as_before(cast: Cast) -> None:
    story = Story(cast).delivered()
    order = story.order.number

    assert browser(cast.clara).get(f"/api/v1/orders/orders/{order}/accept/").status_code == 405
    assert browser(cast.clara).put(reverse("orders:order_accept", args=[order])).status_code == 405
    assert browser(cast.clara).delete(reverse("orders:order", args=[order])).status_code == 405

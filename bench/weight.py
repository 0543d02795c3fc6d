"""What a browser fetches for a page: requests, bytes as they are sent by kind; how high the page is, where
the first row of its list begins, and how many whole rows are in sight.

    bin/run                                                            # in another shell: the demo
    .venv/bin/python -m bench.weight [http://inkwell.localhost:8000]

Each page is opened in a headless Chromium that has nothing in its cache. It signs in with the buttons of the
demo, and reads only.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, Request, StorageState, sync_playwright

ADDRESS = "http://inkwell.localhost:8000"
#: Of a desk and of a phone, in pixels.
SCREENS = ((1440, 900), (390, 844))
#: Kinds of requests as a browser names them. What is none of these is an image: icons, photos, logos.
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "font"}
COLUMNS = ("HTML", "CSS", "JS", "font", "image")


@dataclass(frozen=True)
class Visit:
    """A page as somebody opens it: an address, or the first link of that page that begins with `link`."""

    name: str
    person: str
    path: str
    link: str = ""


ORDER, DRAFT = "/orders/INK-", "/orders/drafts/"
VISITS = (
    Visit("home", "", "/"),
    Visit("services", "", "/services/"),
    Visit("sign in", "", "/accounts/sign-in/"),
    Visit("orders", "Clara", "/orders/"),
    Visit("drafts", "Clara", "/orders/drafts/"),
    Visit("invoices", "Clara", "/invoices/"),
    Visit("order, client", "Clara", "/orders/", ORDER),
    Visit("draft", "Clara", "/orders/drafts/", DRAFT),
    Visit("studio", "Wendell", "/studio/"),
    Visit("messages", "Wanda", "/messages/"),
    Visit("revisions", "Wanda", "/studio/revisions/"),
    Visit("review queue", "Edith", "/editing/"),
    Visit("desk", "Max", "/desk/"),
    Visit("board", "Max", "/desk/?view=board"),
    Visit("desk revisions", "Max", "/desk/revisions/?tab=all"),
    Visit("quotes", "Max", "/desk/quotes/"),
    Visit("order, manager", "Max", "/desk/", ORDER),
    Visit("people", "Max", "/desk/people/"),
)


def main(address: str = ADDRESS) -> None:
    print(
        f"{'page':16} requests {' '.join(f'{kind:>7}' for kind in COLUMNS)}     all"
        "   height, first row at, rows in sight: 1440 x 900; 390 x 844"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        states = {name: signed_in(browser, address, name) for name in {visit.person for visit in VISITS}}
        for visit in VISITS:
            print(line(visit, browser, address, states[visit.person]), flush=True)
        browser.close()


def signed_in(browser: Browser, address: str, name: str) -> StorageState:
    """The cookies of this person of the demo; of nobody for ""."""
    with browser.new_context() as context:
        if name:
            page = context.new_page()
            page.goto(urljoin(address, "/accounts/sign-in/"))
            page.locator("button", has_text=name).first.click()
            page.wait_for_url(lambda url: "sign-in" not in url)
        return context.storage_state()


def line(visit: Visit, browser: Browser, address: str, state: StorageState) -> str:
    url = urljoin(address, found(visit, browser, address, state))
    opened = [opening(browser, url, state, screen) for screen in SCREENS]
    fetched = opened[0][0]
    sizes: Counter[str] = Counter()
    for request in fetched:
        sizes[KINDS.get(request["kind"], "image")] += request["bytes"]
    figures = " ".join(f"{sizes[kind]:7,}" for kind in COLUMNS)
    seen = "; ".join(shape for _fetched, shape in opened)
    return f"{visit.name:16} {len(fetched):8} {figures} {sizes.total():7,}   {seen}"


def found(visit: Visit, browser: Browser, address: str, state: StorageState) -> str:
    """The address of the page; where a link is meant, of what that link leads to."""
    if not visit.link:
        return visit.path
    with browser.new_context(storage_state=state) as context:
        page = context.new_page()
        page.goto(urljoin(address, visit.path))
        links = page.locator(f'main a[href^="{visit.link}"]:not([href*="/new/"])')
        return str(links.first.get_attribute("href"))


def opening(
    browser: Browser, url: str, state: StorageState, screen: tuple[int, int]
) -> tuple[list[dict[str, Any]], str]:
    """What was fetched, with its kind and the bytes that came over the wire, and the shape of the page."""
    width, height = screen
    with browser.new_context(storage_state=state, viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        asked: list[Request] = []

        def finished(request: Request) -> None:  # it is given a mark, which a method of a list cannot take
            asked.append(request)

        page.on("requestfinished", finished)
        page.goto(url, wait_until="networkidle")
        return list(sent(asked)), shape_of(page)


def sent(asked: list[Request]) -> Iterator[dict[str, Any]]:
    for request in asked:
        yield {
            "kind": request.resource_type,
            "bytes": request.sizes()["responseBodySize"],
            "url": request.url,
        }


#: The height of the page, the top of its first row (-1 without any), how many rows are whole on the screen.
SHAPE = """() => {
    const rows = [...document.querySelectorAll("#main tbody tr, #main .board-card, #main .inbox > li")];
    const boxes = rows.filter((row) => row.offsetParent).map((row) => row.getBoundingClientRect());
    const whole = boxes.filter((box) => box.bottom <= innerHeight).length;
    return [document.documentElement.scrollHeight, boxes.length ? Math.round(boxes[0].top) : -1, whole];
}"""


def shape_of(page: Page) -> str:
    height, top, whole = page.evaluate(SHAPE)
    return f"{height}" if top < 0 else f"{height}, {top}, {whole}"


if __name__ == "__main__":
    main(*sys.argv[1:])

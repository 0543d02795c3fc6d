"""Style sheets and scripts are sent in one file each, and weigh no more than was agreed."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client, override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.helpers.cast import Cast, browser

STATIC = Path(settings.BASE_DIR) / "static"
COLLECTED = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
#: What a page may ask for beside itself and its icons.
FETCHED = re.compile(r'<(?:link\s+rel="(?:stylesheet|preload)"[^>]*?\shref|script\s+src)="([^"?]+)"')


def bundle(name: str) -> Path:
    found = finders.find(f"bundles/{name}")
    assert isinstance(found, str)
    return Path(found)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files as bin/run collects them."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, STORAGES={**settings.STORAGES, "staticfiles": COLLECTED}):
        call_command("collectstatic", verbosity=0, interactive=False)
    return root


def test_every_sheet_and_script_of_ours_is_sent_once() -> None:
    """To whoever works here; visitors of the writers' pages get a part of the sheets, each once, too."""
    public = settings.BUNDLES["public.css"]
    rest = {name: names for name, names in settings.BUNDLES.items() if name != "public.css"}
    named = Counter(name for names in rest.values() for name in names)
    ours = {
        path.relative_to(STATIC).as_posix() for kind in ("css", "js") for path in STATIC.glob(f"{kind}/*")
    }

    assert ours - named.keys() == {"js/theme.js", "js/api_docs.js", "css/api_docs.css"}
    assert [name for name, times in named.items() if times > 1] == []
    assert len(set(public)) == len(public) and set(public) <= named.keys()
    beside = settings.BUNDLES["portfolios.css"]
    assert [*(name for name in settings.BUNDLES["site.css"] if name in public), *beside] == [*public]


def test_no_page_names_a_sheet_or_script_of_its_own() -> None:
    named = {
        (path.name, name)
        for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for name in re.findall(r"""{% asset ["']([^"']+)["'] %}""", path.read_text())
    }
    pages = {name for file, name in named if file != "base.html" and not name.startswith("img/")}

    # What pages of portfolios alone need, which visitors read more than anybody at work, is a bundle beside.
    # What draws charts is one, too: 70 kB that the pages of figures alone load.
    # What shows how far a long file has come is one: few pages have any.
    # The colours of the look are chosen on one page.
    pages -= {"bundles/portfolios.css", "bundles/public.css", "bundles/charts.js", "bundles/downloading.js"}
    pages -= {"bundles/colours.js"}
    # The page of the API alone needs Swagger UI: half a megabyte that nobody else should load.
    assert (
        {name for file, name in named if file == "docs.html"}
        == pages
        == {
            "vendor/swagger-ui/swagger-ui.css",
            "vendor/swagger-ui/swagger-ui-bundle.js",
            "css/api_docs.css",
            "js/api_docs.js",
        }
    )
    assert [name for _file, name in named if not finders.find(name)] == []


def test_a_bundle_is_its_files_in_their_order(settings: Any) -> None:
    settings.BUNDLES = {"site.css": ("css/tables.css", "css/cards.css")}

    text = bundle("site.css").read_text()

    assert text == f"{(STATIC / 'css/tables.css').read_text()}\n{(STATIC / 'css/cards.css').read_text()}"


def test_a_script_without_a_last_semicolon_does_not_run_into_the_next(settings: Any) -> None:
    settings.BUNDLES = {"site.js": ("mfa/js/webauthn-json.js", "js/search.js")}

    assert re.search(r"\}\)\(\)\s*(//.*\s*)?;\s*//.*\s*\(\(\) => \{", bundle("site.js").read_text())


def test_an_edit_is_seen_at_once(settings: Any, tmp_path: Path) -> None:
    """As runserver asks the finders on each request."""
    settings.STATICFILES_DIRS, settings.BUNDLES = [tmp_path], {"site.css": ("own.css",)}
    finders.get_finder.cache_clear()
    (tmp_path / "own.css").write_text("a { color: red }")
    before = bundle("site.css").read_text()
    (tmp_path / "own.css").write_text("a { color: blue }")

    assert (before, bundle("site.css").read_text()) == ("a { color: red }", "a { color: blue }")
    finders.get_finder.cache_clear()


def test_a_bundle_of_a_file_that_is_not_there_is_refused(settings: Any) -> None:
    settings.BUNDLES = {"site.css": ("css/gone.css",)}

    with pytest.raises(ImproperlyConfigured, match=r"settings.BUNDLES names 'css/gone.css'"):
        finders.find("bundles/site.css")


@pytest.mark.parametrize("path", ["bundles/other.css", "site.css", "bundles/../site.css", "bundles/"])
def test_what_is_no_bundle_is_left_to_other_finders(path: str) -> None:
    assert finders.find(path) is None


def test_collected_bundles_are_compressed_and_kept_by_browsers(collected: Path, settings: Any) -> None:
    settings.STATIC_ROOT = collected
    settings.STORAGES = {**settings.STORAGES, "staticfiles": COLLECTED}
    (sheet,) = (collected / "bundles").glob("site.*.css")
    static = WhiteNoiseMiddleware(lambda _request: None)
    file = static.files[f"/static/bundles/{sheet.name}"]
    answer = file.get_response("GET", {"HTTP_ACCEPT_ENCODING": "gzip"})
    headers = dict(answer.headers)

    assert (headers["Content-Encoding"], "immutable" in headers["Cache-Control"]) == ("gzip", True)
    assert gzip.decompress(answer.file.read()) == sheet.read_bytes()


def test_fonts_lie_where_the_collected_sheet_says(collected: Path) -> None:
    (sheet,) = (collected / "bundles").glob("site.*.css")
    fonts = re.findall(r'url\("(\.\./[^"]+)"\)', sheet.read_text())

    assert len(fonts) == 7
    assert [font for font in fonts if not (sheet.parent / font).is_file()] == []


@pytest.mark.parametrize(
    ("name", "most"), [("site.css", 33_000), ("site.js", 30_000), ("public.css", 18_500)]
)
def test_what_a_bundle_weighs(name: str, most: int) -> None:
    """In bytes as they are sent. What was agreed is 60,000 for style sheets."""
    assert len(gzip.compress(bundle(name).read_bytes(), 9)) <= most


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/services/", "/accounts/sign-in/", "/orders/", "/nothing/"])
def test_what_a_page_asks_for(cast: Cast, path: str) -> None:
    """With the page and its icons no more than eight; of fonts, those of Latin letters alone at once."""
    client = browser(cast.clara) if path == "/orders/" else Client(headers={"host": "inkwell.localhost"})
    asked = FETCHED.findall(client.get(path).content.decode())
    fonts = [finders.find(address.removeprefix("/static/")) for address in asked if ".woff2" in address]

    assert (len(asked) <= 6, len(fonts)) == (True, 2)
    assert sum(Path(font).stat().st_size for font in fonts) <= 60_000

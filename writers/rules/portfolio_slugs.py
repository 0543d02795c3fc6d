"""What an address of a portfolio may be."""

from __future__ import annotations

import re
import unicodedata

from django.utils.text import slugify
from django.utils.translation import gettext as _

from project.base.errors import Invalid
from writers.models.portfolios import SLUG, SLUG_LIMIT

#: Words that stand for something else below /writers/, or would look as if they did.
RESERVED_WORDS = """
about account admin agency all api apply client clients compare desk directory edit feed help
index join login logout me new orders page photo photos picture pictures preview public robots
rss search services shortlist shown sign-in sign-up sitemap static studio support team work
writer writers
"""
RESERVED = frozenset(re.findall("[a-z-]+", RESERVED_WORDS))
#: Letters that Unicode does not take apart into a Latin one and an accent.
PLAIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
    }
)


def suggested(name: str) -> str:
    """An address made of a public name: "Zoë Łukasz" becomes "zoe-lukasz". "" when its letters give none, or
    only a reserved word."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    slug = re.sub("-+", "-", slugify(plain).replace("_", "-")).strip("-")[:SLUG_LIMIT].strip("-")
    return "" if slug in RESERVED else slug


def checked(typed: str) -> str:
    """A typed address in its stored form. Raises Invalid by "slug"."""
    slug = typed.strip().lower()
    if not re.fullmatch(SLUG, slug) or len(slug) > SLUG_LIMIT:
        raise Invalid({"slug": _("Use the letters a to z, digits, and single hyphens between them.")})
    if slug in RESERVED:
        raise Invalid({"slug": _("This address is reserved. Choose another one.")})
    return slug

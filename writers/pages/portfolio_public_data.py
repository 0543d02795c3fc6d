"""Public portfolios as search engines and previews read them: structured data (schema.org), and what stands
in the head of a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from agencies.models import Agency
from agencies.rules.absolute_urls import public_url
from project.base.http import AgencyRequest, host_name
from writers.models import PortfolioSample
from writers.states.portfolio import CredentialKind

from .portfolio_public import PublicPortfolio

CONTEXT = "https://schema.org"
#: What could end the element that the data stand in, or begin another.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
#: Width and height of the picture that previews show, in pixels.
PICTURE = (1200, 630)


@dataclass(frozen=True)
class Head:
    """What stands in the head of a public page."""

    title: str
    about: str
    canonical: str
    kind: str
    picture: str
    picture_text: str
    indexed: bool
    data: SafeString
    width: int = PICTURE[0]
    height: int = PICTURE[1]


def origin_of(request: AgencyRequest) -> str:
    """The beginning of every absolute address at this host."""
    return public_url(host_name(request), "")


def page_url(slug: str, origin: str = "") -> str:
    return origin + reverse("writers:public_portfolio", args=[slug])


def picture_url(slug: str, origin: str = "") -> str:
    return origin + reverse("writers:public_picture", args=[slug])


def portfolio_head(shown: PublicPortfolio, agency: Agency, origin: str) -> Head:
    """The head of a portfolio's page."""
    url = page_url(shown.slug, origin)
    person = _person(shown, origin)
    profile: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": url,
        "dateModified": shown.changed_at.isoformat(),
        "mainEntity": person
        | {"worksFor": {"@type": "Organization", "name": agency.name, "url": origin + "/"}},
    }
    if shown.public_since is not None:
        profile["dateCreated"] = shown.public_since.isoformat()
    works = [
        {"@type": "CreativeWork", "name": one.title, "url": sample_url(shown.slug, one.id, origin)}
        for one in shown.samples
    ]
    if works:
        profile["hasPart"] = works
    return Head(
        title=f"{shown.name}: {shown.headline}" if shown.headline else shown.name,
        about=shown.about,
        canonical=url,
        kind="profile",
        picture=picture_url(shown.slug, origin),
        picture_text=f"{shown.name}, {agency.name}",
        indexed=shown.indexed,
        data=as_data(profile),
    )


def sample_url(slug: str, sample: str, origin: str = "") -> str:
    return origin + reverse("writers:public_sample", args=[slug, sample])


def sample_head(
    sample: PortfolioSample, portfolio: dict[str, Any], agency: Agency, origin: str, about: str
) -> Head:
    """The head of a sample's page. `portfolio` has slug, name and whether it is `indexed`."""
    url = sample_url(portfolio["slug"], sample.public_id, origin)
    work = {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "name": sample.title,
        "url": url,
        "abstract": about,
        "dateModified": sample.changed_at.isoformat(),
        "author": {
            "@type": "Person",
            "name": portfolio["name"],
            "url": page_url(portfolio["slug"], origin),
        },
        "publisher": {"@type": "Organization", "name": agency.name, "url": origin + "/"},
    }
    if sample.language:
        work["inLanguage"] = sample.language
    if sample.subject:
        work["about"] = sample.subject.name
    if sample.service:
        work["genre"] = sample.service.name
    return Head(
        title=f"{sample.title} · {portfolio['name']}",
        about=about,
        canonical=url,
        kind="article",
        picture=picture_url(portfolio["slug"], origin),
        picture_text=f"{portfolio['name']}, {agency.name}",
        indexed=portfolio["indexed"],
        data=as_data(work),
    )


def _person(shown: PublicPortfolio, origin: str) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": shown.name, "url": page_url(shown.slug, origin)}
    if shown.headline:
        person["description"] = shown.headline
    if shown.specialities:
        person["knowsAbout"] = [one["name"] for one in shown.specialities]
    if shown.languages:
        person["knowsLanguage"] = [one["code"] for one in shown.languages]
    if shown.links:
        person["sameAs"] = [one["url"] for one in shown.links]
    if shown.photos:
        last = shown.photos[-1]["id"]
        person["image"] = origin + reverse("writers:public_photo", args=[shown.slug, last])
    awards = [one["title"] for one in shown.credentials if one["kind"] == CredentialKind.AWARD]
    if awards:
        person["award"] = awards
    earned = [
        {"@type": "EducationalOccupationalCredential", "name": one["title"]}
        for one in shown.credentials
        if one["kind"] != CredentialKind.AWARD
    ]
    return person | ({"hasCredential": earned} if earned else {})


def as_data(values: dict[str, Any]) -> SafeString:
    """As it stands inside <script type="application/ld+json">: no text of a person can end the element."""
    return SafeString(json.dumps(values, ensure_ascii=False).translate(ESCAPES))
